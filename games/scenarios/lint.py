"""What is allowed in a scenario but probably not meant: warnings for authors."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from games.scenarios.schema import ScenarioFile
from games.scenarios.schema_catalogue import ServiceTable

FEWEST_TOWNS = 4
"""A game is made for four to eight municipalities; fewer are good for learning only."""


class Remark(NamedTuple):
    """A remark on a dotted path, as a German sentence."""

    path: str
    sentence: str


def lint(content: Mapping[str, Any]) -> tuple[Remark, ...]:
    """Warnings for a merged and valid content (``load.read``), in the order of the file."""
    file = ScenarioFile.model_validate(content)
    return tuple(_warnings(file))


def _warnings(file: ScenarioFile) -> Iterator[Remark]:
    yield from _unreachable(file)
    yield from _missing_duties(file)
    yield from _places(file)
    yield from _unused(file)
    yield from _options(file)
    yield from _few(file)
    yield from _never_asked(file)


def _unreachable(file: ScenarioFile) -> Iterator[Remark]:
    """Towns from which no place of a service can be reached, though others may use it."""
    order = file.distances.order
    for service in file.played_services():
        sites = [town.id for town in file.municipalities if service.id in town.services]
        if service.mode != "ort" or not sites:
            continue
        for town in file.municipalities:
            row = file.distances.minutes[order.index(town.id)]
            way = min(row[order.index(site)] for site in sites)
            if way >= service.far:
                yield Remark(
                    f"municipalities.{town.id}",
                    f"{service.name}: Der nächste Standort ist {way} Minuten entfernt,"
                    f" ab {service.far} Minuten fährt niemand mehr hin.",
                )


def _missing_duties(file: ScenarioFile) -> Iterator[Remark]:
    for town in file.municipalities:
        for service in file.played_services():
            if service.id not in town.services and (service.duty or service.mode == "amt"):
                kind = "eine Pflichtaufgabe" if service.duty else "ein Amt"
                yield Remark(
                    f"municipalities.{town.id}.services",
                    f"{service.name} fehlt, ist aber {kind} jeder Gemeinde.",
                )


def _places(file: ScenarioFile) -> Iterator[Remark]:
    """Towns that start with fewer places than their own people ask for."""
    for town in file.municipalities:
        for service in _with_places(file):
            site = town.services.get(service.id)
            demand = sum(p * rate for p, rate in zip(town.people, service.rates, strict=True))
            places = site.places if site else None
            if places and places * 100 < demand:
                yield Remark(
                    f"municipalities.{town.id}.services.{service.id}.places",
                    f"{service.name}: {places} Plätze für eine Nachfrage von {demand // 100}.",
                )


def _with_places(file: ScenarioFile) -> list[ServiceTable]:
    return [service for service in file.played_services() if service.per_place]


def _unused(file: ScenarioFile) -> Iterator[Remark]:
    types = {town.type for town in file.municipalities}
    fund = file.funds.get(file.models[file.scenario.model].fund)
    if fund and fund.exempt and fund.exempt not in types:
        yield Remark(
            f"funds.{file.models[file.scenario.model].fund}.exempt",
            f"Keine Gemeinde hat den Typ {fund.exempt}; vorhanden: {', '.join(sorted(types))}.",
        )
    if fund and not file.projects:
        yield Remark("projects", "Es gibt einen Fonds, aber keine Projektkarten.")


def _options(file: ScenarioFile) -> Iterator[Remark]:
    """Options that can have no effect in the scenario's own cooperation model."""
    model = file.models[file.scenario.model]
    fund = file.funds.get(model.fund)
    for name in ("mean_scores", "own_shares", "key_votes"):
        if getattr(file.options, name) and fund is None:
            yield Remark(f"options.{name}", f"Das Modell {model.name} hat keinen Fonds.")
    if file.options.key_votes and fund and not (fund.join and fund.municipal_ratio):
        yield Remark("options.key_votes", f"In {fund.name} zahlt niemand nach einem Schlüssel.")
    if file.options.no_alone_key and "alleinkosten" not in file.keys:
        yield Remark("options.no_alone_key", "Den Schlüssel alleinkosten gibt es hier nicht.")
    if file.options.joint_building and file.threshold is None:
        yield Remark("options.joint_building", "Das Szenario beschreibt keinen gemeinsamen Bau.")


def _few(file: ScenarioFile) -> Iterator[Remark]:
    towns = len(file.municipalities)
    if towns < FEWEST_TOWNS:
        yield Remark(
            "municipalities", f"Nur {towns} Gemeinden; gedacht ist das Spiel für vier bis acht."
        )
    if file.modules.goals and len(file.goals) < towns:
        yield Remark(
            "goals", f"{len(file.goals)} Ziele für {towns} Gemeinden: Einige bekommen dasselbe."
        )
    if file.modules.events and len(file.events) < file.scenario.rounds - 1:
        yield Remark(
            "events",
            f"{len(file.events)} Karten für {file.scenario.rounds - 1} Runden:"
            " Der Stapel beginnt von vorn.",
        )


def _never_asked(file: ScenarioFile) -> Iterator[Remark]:
    """Questions bound to a moment that cannot come."""
    for question in file.debrief_questions():
        path = f"debrief.questions.{question.id}.moment"
        if question.moment in ("bau", "bau_verfallen") and file.threshold is None:
            yield Remark(path, "Das Szenario beschreibt keinen gemeinsamen Bau.")
        if question.moment == "ereignis" and not file.modules.events:
            yield Remark(path, "Ereigniskarten sind ausgeschaltet (modules.events).")
