"""Checks across tables: references, sums, ways, and what belongs together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from games.scenarios.schema import ScenarioFile
from games.scenarios.schema_debrief import MOST_A_STEP, DebriefQuestionTable
from games.scenarios.schema_region import EffectTable, EventTable, MunicipalityTable, ProjectTable

WHOLE = 10_000
HUNDRED = 100

ACCOUNTS = ("fonds", "kreis", "land", "verband", "welt")
"""Names of accounts in postings; no town may be called like that."""

KEYS = (
    "einwohner",
    "nutzung",
    "umlagekraft",
    "gleich",
    "alleinkosten",
    "misch",
    "quoten",
    "bedarf",
)
"""Keys the engine can compute (rules section 5.4)."""

VALUES = ("daseinsvorsorge", "finanzen", "ortskern", "vertrauen")
"""The four values of the region."""

FIGURES = {
    "geld": ("amount", "per_head"),
    "gewerbe": ("factor",),
    "kosten": ("factor", "service"),
    "zustand": ("change", "service"),
    "leerstand": ("change",),
    "zuzug": ("people",),
    "baukosten": ("factor",),
    "rueckhalt": ("change",),
}
"""Which figures an effect of each kind has; ``geld`` has one of the two, all others have all."""


class Issue(NamedTuple):
    """A broken rule of the format: dotted path, value there, German expectation."""

    path: str
    value: object
    expected: str


def issues(file: ScenarioFile) -> Iterator[Issue]:
    """Everything wrong across the tables of a file whose single values are right."""
    yield from _ids(file)
    yield from _head(file)
    yield from _sums(file)
    yield from _bounds(file)
    yield from _stages(file)
    yield from _catalogue(file)
    yield from _distances(file)
    for town in file.municipalities:
        yield from _town(file, town)
    for project in file.projects:
        yield from _project(file, project)
    for event in file.events:
        yield from _event(file, event)
    yield from _goals(file)
    yield from _threshold(file)
    for question in file.debrief_questions():
        yield from _question(file, question)
    yield from _crowded(file)


def one_of(names: Iterable[str]) -> str:
    """Expectation of a reference, with the names it may hold."""
    return "eines von: " + ", ".join(sorted(names))


def _towns(file: ScenarioFile) -> set[str]:
    return {town.id for town in file.municipalities}


def _played(file: ScenarioFile) -> set[str]:
    return {service.id for service in file.played_services()}


def _reference(path: str, value: str, names: Iterable[str]) -> Iterator[Issue]:
    known = set(names)
    if value not in known:
        yield Issue(path, value, one_of(known))


def _ids(file: ScenarioFile) -> Iterator[Issue]:
    lists: dict[str, Sequence[str]] = {
        "services": [entry.id for entry in file.services],
        "municipalities": [entry.id for entry in file.municipalities],
        "projects": [entry.id for entry in file.projects],
        "events": [entry.id for entry in file.events],
        "goals": [entry.id for entry in file.goals],
        "reflection.questions": [each.id for each in file.reflection_questions()],
        "debrief.questions": [each.id for each in file.debrief_questions()],
    }
    for table, names in lists.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Issue(f"{table}.{name}.id", name, "jede Kennung nur einmal")
    for name in lists["municipalities"]:
        if name in ACCOUNTS:
            yield Issue(
                f"municipalities.{name}.id", name, "keine der Kennungen " + ", ".join(ACCOUNTS)
            )


def _head(file: ScenarioFile) -> Iterator[Issue]:
    known = {service.id for service in file.services}
    for position, service in enumerate(file.scenario.services or ()):
        yield from _reference(f"scenario.services.{position}", service, known)
    chosen = file.scenario.services or []
    if len(set(chosen)) < len(chosen):
        yield Issue("scenario.services", chosen, "jede Leistung nur einmal")
    yield from _reference("scenario.model", file.scenario.model, file.models)
    for name, model in file.models.items():
        if model.fund:
            yield from _reference(f"models.{name}.fund", model.fund, file.funds)
    for modul, cards in (("goals", file.goals), ("events", file.events)):
        if getattr(file.modules, modul) and not cards:
            yield Issue(f"modules.{modul}", True, f"false oder mindestens ein Eintrag in {modul}")


def _sums(file: ScenarioFile) -> Iterator[Issue]:
    index = file.index
    weights: dict[str, Iterable[int]] = {
        "scoring": file.scoring.values(),
        "index": (index.daseinsvorsorge, index.finanzen, index.ortskern, index.vertrauen),
        "people.move_groups": file.people.move_groups,
        "housing.newcomer_groups": file.housing.newcomer_groups,
    }
    for path, values in weights.items():
        total = sum(values)
        if total != HUNDRED:
            yield Issue(path, total, f"Gewichte mit der Summe {HUNDRED}")


def _bounds(file: ScenarioFile) -> Iterator[Issue]:
    people, trust, quality = file.people, file.trust, file.quality
    if people.forecast_bias_min > people.forecast_bias_max:
        expected = f"höchstens forecast_bias_max = {people.forecast_bias_max}"
        yield Issue("people.forecast_bias_min", people.forecast_bias_min, expected)
    if people.ageing[-1] != 0:
        yield Issue("people.ageing.5", people.ageing[-1], "0, nach 80+ kommt keine Gruppe mehr")
    if not trust.low <= trust.start <= trust.high:
        yield Issue("trust.start", trust.start, _trust_span(file))
    if quality.base + quality.span > WHOLE:
        expected = f"höchstens {WHOLE - quality.base}, zusammen mit base {WHOLE}"
        yield Issue("quality.span", quality.span, expected)


def _trust_span(file: ScenarioFile) -> str:
    return f"von low = {file.trust.low} bis high = {file.trust.high}"


def _stages(file: ScenarioFile) -> Iterator[Issue]:
    levels = [stage.level for stage in file.stages]
    if sorted(levels) != [1, 2, 3, 4]:
        yield Issue("stages", levels, "die Stufen 1, 2, 3 und 4, jede einmal")


def _catalogue(file: ScenarioFile) -> Iterator[Issue]:
    for key in file.keys:
        yield from _reference(f"keys.{key}", key, KEYS)
    if not _played(file):
        yield Issue("services", [], "mindestens eine Leistung mit basic = true")
    elif not sum(service.weight for service in file.played_services()):
        yield Issue("services", 0, "Gewichte (weight) mit einer Summe über 0")
    for service in file.services:
        if service.near >= service.far:
            path = f"services.{service.id}.near"
            yield Issue(path, service.near, f"weniger als far = {service.far}")
        if service.mode == "amt" and service.per_place:
            path = f"services.{service.id}.per_place"
            yield Issue(path, service.per_place, "0, ein Amt hat keine Plätze")
    for name, fund in file.funds.items():
        if fund.quota > fund.quota_max:
            yield Issue(
                f"funds.{name}.quota", fund.quota, f"höchstens quota_max = {fund.quota_max}"
            )


def _distances(file: ScenarioFile) -> Iterator[Issue]:
    order, rows = file.distances.order, file.distances.minutes
    towns = [town.id for town in file.municipalities]
    if sorted(order) != sorted(towns):
        expected = "jede Gemeinde einmal: " + ", ".join(sorted(set(towns)))
        yield Issue("distances.order", order, expected)
        return
    if [len(row) for row in rows] != [len(order)] * len(order):
        size = len(order)
        yield Issue("distances.minutes", [len(row) for row in rows], f"{size} Zeilen zu je {size}")
        return
    for i, row in enumerate(rows):
        for j, minutes in enumerate(row):
            path = f"distances.minutes.{i}.{j}"
            if i == j and minutes != 0:
                yield Issue(path, minutes, "0, der Weg zu sich selbst")
            if i != j and minutes == 0:
                yield Issue(path, minutes, "mindestens 1 Minute zwischen zwei Gemeinden")
            if i < j and minutes != rows[j][i]:
                yield Issue(path, minutes, f"{rows[j][i]} wie auf dem Rückweg")


def _town(file: ScenarioFile, town: MunicipalityTable) -> Iterator[Issue]:
    path = f"municipalities.{town.id}"
    yield from _reference(f"{path}.type_migration", town.type_migration, file.people.migration)
    if not sum(town.people):
        yield Issue(f"{path}.people", 0, "mindestens eine Person")
    for other, trust in town.trust.items():
        yield from _reference(f"{path}.trust.{other}", other, _towns(file) - {town.id})
        if not file.trust.low <= trust <= file.trust.high:
            yield Issue(f"{path}.trust.{other}", trust, _trust_span(file))
    with_places = {service.id for service in file.services if service.per_place}
    for name, site in town.services.items():
        yield from _reference(f"{path}.services.{name}", name, _played(file))
        if name in with_places and not site.places:
            yield Issue(
                f"{path}.services.{name}.places", site.places, "mindestens 1, Kosten je Platz"
            )
        if name not in with_places and site.places:
            yield Issue(
                f"{path}.services.{name}.places", site.places, "keine Angabe, ohne Kosten je Platz"
            )


def _project(file: ScenarioFile, project: ProjectTable) -> Iterator[Issue]:
    path = f"projects.{project.id}"
    if project.town:
        yield from _reference(f"{path}.town", project.town, _towns(file))
    if project.partners_min > len(file.municipalities):
        expected = f"höchstens {len(file.municipalities)} Gemeinden"
        yield Issue(f"{path}.partners_min", project.partners_min, expected)
    if project.proceeds > project.cost:
        yield Issue(f"{path}.proceeds", project.proceeds, f"höchstens cost = {project.cost}")
    if project.service:
        yield from _reference(f"{path}.service", project.service, _played(file))
    if bool(project.service) != bool(project.condition):
        yield Issue(f"{path}.condition", project.condition, "nur zusammen mit service, dann über 0")
    if set(project.scores) != set(file.scoring):
        expected = "genau die Kriterien " + ", ".join(sorted(file.scoring))
        yield Issue(f"{path}.scores", sorted(project.scores), expected)


def _event(file: ScenarioFile, event: EventTable) -> Iterator[Issue]:
    for position, town in enumerate(event.towns):
        yield from _reference(f"events.{event.id}.towns.{position}", town, _towns(file))
    for position, effect in enumerate(event.effects):
        yield from _effect(file, f"events.{event.id}.effects.{position}", effect)


def _effect(file: ScenarioFile, path: str, effect: EffectTable) -> Iterator[Issue]:
    figures = FIGURES[effect.kind]
    given = effect.model_dump(exclude_defaults=True, exclude={"kind"})
    fits = len(given) == 1 if effect.kind == "geld" else len(given) == len(figures)
    if not fits or not set(given) <= set(figures):
        joined = (" oder " if effect.kind == "geld" else " und ").join(figures)
        yield Issue(path, given, f"bei {effect.kind} genau {joined}")
    if effect.service:
        yield from _reference(f"{path}.service", effect.service, _played(file))


def _goals(file: ScenarioFile) -> Iterator[Issue]:
    for goal in file.goals:
        _, colon, service = goal.metric.partition(":")
        if colon and service not in _played(file):
            path = f"goals.{goal.id}.metric"
            yield Issue(path, goal.metric, "nach dem Doppelpunkt " + one_of(_played(file)))


def _threshold(file: ScenarioFile) -> Iterator[Issue]:
    threshold = file.threshold
    if threshold is None:
        if file.modules.threshold:
            yield Issue("modules.threshold", True, "false oder eine Tabelle threshold")
        return
    places = {service.id for service in file.played_services() if service.mode == "ort"}
    yield from _reference("threshold.service", threshold.service, places)
    yield from _reference("threshold.site", threshold.site, _towns(file))
    yield from _reference("threshold.key", threshold.key, set(file.keys) - {"quoten", "bedarf"})
    if threshold.last_round > file.scenario.rounds:
        yield Issue(
            "threshold.last_round",
            threshold.last_round,
            f"höchstens rounds = {file.scenario.rounds}",
        )
    if threshold.grant > threshold.cost:
        yield Issue("threshold.grant", threshold.grant, f"höchstens cost = {threshold.cost}")


def _question(file: ScenarioFile, question: DebriefQuestionTable) -> Iterator[Issue]:
    """What a question is bound to is there, and named where it has to be."""
    path, moment, named = f"debrief.questions.{question.id}.of", question.moment, question.of
    known: dict[str | None, Iterable[str]] = {
        "anstieg": VALUES,
        "rueckgang": VALUES,
        "vereinbarung": _played(file),
        "schliessung": _played(file),
        "ereignis": [event.id for event in file.events],
    }
    if moment in known:
        if named or moment == "ereignis":
            yield from _reference(path, named, known[moment])
    elif named:
        expected = f"keine Angabe bei {moment}" if moment else "nur zusammen mit moment"
        yield Issue(path, named, expected)


def _crowded(file: ScenarioFile) -> Iterator[Issue]:
    asked = Counter(question.step for question in file.debrief_questions())
    for step, count in asked.items():
        if count > MOST_A_STEP:
            yield Issue("debrief.questions", count, f"höchstens {MOST_A_STEP} im Schritt {step}")
