"""The choices of a what-if: what the record of a game offers to be changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from games.rules.model import Level
from games.selectors.cards import level_label
from games.selectors.sliders import SLIDERS, slider_title, value_of, value_text
from games.selectors.whatif import wishes
from games.selectors.whatif.wishes import Ground, keys_of, wish_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a list, and its words."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """All that can be chosen; ``groups`` are whole wishes, the others parts of one."""

    groups: tuple[Group, ...]
    rules: tuple[Choice, ...]
    agreements: tuple[Choice, ...]
    towns: tuple[Choice, ...]
    services: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    rounds: tuple[int, ...]


def offered(ground: Ground) -> Offered:
    """What can be changed in this game; no query."""
    scenario = ground.scenario
    return Offered(
        groups=tuple(group for group in _groups(ground) if group.choices),
        rules=tuple(
            Choice(path, f"{slider_title(path)}: {value_text(path, value_of(scenario, path))}")
            for path in SLIDERS
        ),
        agreements=tuple(
            Choice(each.agreement.id, ground.agreement_title(each)) for each in ground.founded
        ),
        towns=tuple(Choice(name, town.name) for name, town in scenario.municipalities.items()),
        services=tuple(Choice(name, each.name) for name, each in scenario.services.items()),
        levels=tuple(Choice(level.value, level_label(level)) for level in Level),
        rounds=tuple(range(1, ground.record.rounds + 1)),
    )


def _groups(ground: Ground) -> Iterator[Group]:
    yield _group(ground, _("Ein Vertrag weniger"), _agreements(ground))
    yield _group(ground, _("Eine Gemeinde ohne die anderen"), _alone(ground))
    yield _group(ground, _("Ein anderes Modell"), _models(ground))
    yield _group(ground, _("Ein anderer Fonds"), _funds(ground))
    yield _group(ground, _("Ein anderer Schlüssel"), _keys(ground))
    yield _group(ground, _("Bauen am Ortsrand"), _edge(ground))


def _group(ground: Ground, title: str, tokens: Iterator[str]) -> Group:
    return Group(title, tuple(Choice(each, wish_of(ground, each).title) for each in tokens))


def _agreements(ground: Ground) -> Iterator[str]:
    yield from (f"{wishes.WITHOUT}:{each.agreement.id}" for each in ground.founded)


def _alone(ground: Ground) -> Iterator[str]:
    yield from (f"{wishes.ALONE}:{town}" for town in ground.scenario.municipalities)


def _models(ground: Ground) -> Iterator[str]:
    """All models but the one of the whole game."""
    record = ground.record
    held = {record.course.model_in(n, record.model) for n in range(1, record.rounds + 1)}
    for name in ground.scenario.models:
        if held != {name}:
            yield f"{wishes.MODEL}:{name}"


def _funds(ground: Ground) -> Iterator[str]:
    record, scenario = ground.record, ground.scenario
    models = {record.course.model_in(n, record.model) for n in range(1, record.rounds + 1)}
    played = {scenario.models[model].fund for model in models}
    for fund in scenario.funds:
        if played != {fund}:
            yield f"{wishes.FUND}:{fund}"
    if played != {""}:
        yield f"{wishes.FUND}:{wishes.NONE}"
        joined = {town for state in record.states for town in state.fund.members}
        if any(scenario.funds[fund].join for fund in played if fund) and joined:
            yield f"{wishes.NO_JOINING}:{wishes.NONE}"
            for town in scenario.municipalities:
                if town in joined:
                    yield f"{wishes.NO_JOINING}:{town}"


def _keys(ground: Ground) -> Iterator[str]:
    offers = [
        offer
        for decided in ground.record.decisions
        for each in decided.values()
        for offer in each.proposals
    ]
    used = {offer.key for offer in offers}
    if not ground.founded:
        return
    for key in keys_of(ground.scenario):
        if used != {key}:
            yield f"{wishes.KEY}:{key}"
    if any(offer.equalise for offer in offers):
        yield f"{wishes.EQUALISE}:{wishes.NONE}"


def _edge(ground: Ground) -> Iterator[str]:
    builders = {
        town
        for decided in ground.record.decisions
        for town, each in decided.items()
        if each.greenfield
    }
    if not builders:
        return
    yield f"{wishes.EDGE}:{wishes.NONE}"
    for town in ground.scenario.municipalities:
        if town in builders:
            yield f"{wishes.EDGE}:{town}"
