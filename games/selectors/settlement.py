"""The settlement of one round for one town: every posting explained, as it was stored.

Other towns' postings stay out; what the whole region may see stands on the region's page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from games.access import Viewer, ViewerKind
from games.charts.waterfall import Waterfall, waterfall
from games.enums import DecisionSource, DecisionStatus
from games.models import ScenarioVersion
from games.rules.model import Measure, Scenario
from games.rules.posting import RULES, Rule
from games.scenarios.sources import BACKED, Source, source
from games.selectors import money
from games.selectors.causes import Reason, reasons
from games.selectors.choices import Choice, choices_of
from games.selectors.explain import Calculation, calculation
from games.selectors.figures import Figure
from games.selectors.frame import Place, place
from games.selectors.inputs import figure_label, figure_name, figure_text
from games.selectors.labels import account_label
from games.selectors.land import Land, land
from games.selectors.ledger import GROUPS, Entry, entries, fall_steps, group_title
from games.selectors.memo import Same, one_reading
from games.selectors.news import News, cards_news
from games.selectors.notes import note_sentence
from games.selectors.reading import decision_rows, per_chapter
from games.selectors.recap import GuessResult, guess_result
from games.selectors.receipts import review_key
from games.selectors.rounds import BookedPosting, Figures, Round, rounds_at
from games.selectors.scenarios import settled_keys
from games.selectors.steps import Step

TOP_CAUSES = 2
PARAMETERS_KEPT = 1024
"""Lists of numbers behind a posting that stay in memory as they are shown."""
BARE_TEXTS = frozenset({"", "Euro"})
"""Comments of scenario files that say no more than the unit."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the scenario that entered a posting, with its mark and source."""

    path: str
    text: str
    value: str
    backed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A posting with everything that is needed to recompute it."""

    number: int
    entry: Entry
    rule: Rule
    partner: str
    calculation: Calculation | None
    figures: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]

    @property
    def pays(self) -> bool:
        """Whether the town pays; else it receives."""
        return self.entry.amount < 0

    @property
    def anchor(self) -> str:
        """Id of the posting on its page."""
        return f"buchung-{self.number}"

    @property
    def adds_up(self) -> bool:
        """Whether the steps come to the posting itself."""
        return self.calculation is not None and self.calculation.total == self.entry.amount


@dataclass(frozen=True, slots=True)
class Group:
    """Postings of one kind with their sum in euro."""

    key: str
    title: str
    amount: int
    postings: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """What the team decided, or that it decided nothing."""

    missing: bool
    source: DecisionSource
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SettlementPage:
    """A settled round as its town sees it; money in euro."""

    number: int
    year: int
    engine_version: int
    digest: str
    result: int
    running: int
    account: int
    account_before: int
    sentence: str
    fall: Waterfall
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    changes: tuple[Figure, ...]
    played: Played
    event: str
    event_text: str
    event_hits_us: bool
    interventions: tuple[News, ...]
    guess: GuessResult | None
    land: Land
    because: tuple[tuple[str, tuple[Reason, ...]], ...]

    @property
    def count(self) -> int:
        """Number of own postings."""
        return sum(len(group.postings) for group in self.groups)

    @property
    def adds_up(self) -> bool:
        """Whether the postings lead from the old account to the new one."""
        return self.account_before + self.result == self.account


def settlement_page(here: Place, number: int) -> SettlementPage | None:
    """The settlement of a round, or None where it has not been settled; two queries.

    All people of a team are shown the same, and often in the same moment: it is made once.
    """
    if not 1 <= number <= here.game.rounds:
        return None
    return _made(here.game.pk, here.team.pk, number, get_language())


@per_chapter
def _made(game_id: int, team_id: int, number: int, _language: str | None) -> SettlementPage | None:
    here = place(Viewer(ViewerKind.PLAYER, game_id, team_id=team_id))
    rounds = rounds_at(here.game.pk, here.scenario, number - 1, number)
    if number not in rounds:
        return None
    return _page(here, rounds[number], rounds[number - 1])


def _page(here: Place, now: Round, before: Round) -> SettlementPage:
    return sheet_of(
        here.scenario,
        here.game.scenario.digest,
        here.team.town,
        (before, now),
        _played(here, now.number),
        guess_result(here, now),
    )


def sheet_of(
    scenario: Scenario,
    digest: str,
    town: str,
    rounds: tuple[Round, Round],
    played: Played,
    guess: GuessResult | None = None,
) -> SettlementPage:
    """A settled round for one town: ``rounds`` are the one before and itself, as stored.

    ``digest`` names the scenario's file, for the sources of its numbers.
    """
    before, now = rounds
    found = entries(scenario, now.postings, town)
    own = tuple(entry for entry, _posting in found)
    explained = [_explained(scenario, town, digest, *pair) for pair in found]
    figures, earlier = now.figures_of(town), before.figures_of(town)
    event = scenario.events.get(now.event)
    return SettlementPage(
        number=now.number,
        year=scenario.first_year + now.number - 1,
        engine_version=now.engine_version,
        digest=now.digest[:8],
        result=sum(entry.amount for entry in own),
        running=figures.running,
        account=figures.account,
        account_before=earlier.account,
        sentence=_sentence(own),
        fall=waterfall(fall_steps(scenario, own), _("Ergebnis")),
        groups=tuple(_groups(explained)),
        notes=tuple(note_sentence(scenario, note) for note in now.notes if note.town == town),
        changes=_changes(figures, earlier),
        played=played,
        event=event.name if event else "",
        event_text=event.text if event else "",
        event_hits_us=town in now.event_towns,
        interventions=cards_news(scenario, now.played, town),
        guess=guess,
        land=land(scenario, town, now.postings, now.causes),
        because=(
            (_("Einwohner"), reasons(scenario, now.causes, Measure.PEOPLE, town)),
            (_("Rückhalt im Rat"), reasons(scenario, now.causes, Measure.BACKING, town)),
        ),
    )


def _explained(
    scenario: Scenario, town: str, digest: str, entry: Entry, posting: BookedPosting
) -> Explained:
    steps = calculation(scenario, posting.rule, posting.cause, posting.inputs, posting.parameters)
    paid = posting.source == town
    partner = posting.target if paid else posting.source
    if steps is not None and (steps.total > 0) == paid:
        # Costs are computed as positive amounts; the town sees them as what it pays.
        steps = Calculation(
            tuple(Step(step.text, -step.amount) for step in steps.steps), -steps.total
        )
    return Explained(
        number=posting.number,
        entry=entry,
        rule=RULES[posting.rule],
        partner=account_label(scenario, partner),
        calculation=steps,
        figures=tuple(
            (figure_label(name), figure_text(name, value)) for name, value in posting.inputs.items()
        ),
        parameters=parameters_of(digest, posting.parameters),
    )


def parameters_of(digest: str, parameters: Mapping[str, int]) -> tuple[Parameter, ...]:
    """The numbers of a scenario (by its digest) that entered a posting, with unit and source."""
    return _parameters(digest, tuple(parameters.items()), get_language())


@lru_cache(maxsize=PARAMETERS_KEPT)
def _parameters(
    digest: str, parameters: tuple[tuple[str, int], ...], _language: str | None
) -> tuple[Parameter, ...]:
    # Round after round and in all towns the same few numbers.
    return tuple(_described(_content(digest), parameters))


def _described(
    content: Mapping[str, Any], parameters: Iterable[tuple[str, int]]
) -> Iterator[Parameter]:
    for path, value in parameters:
        known = source(content, path) or source(content, _catalogue_path(path))
        yield Parameter(
            path=path,
            text=known.text if known and known.text not in BARE_TEXTS else figure_name(path),
            value=_with_unit(known, value),
            backed=known is not None and known.mark == BACKED,
            detail=known.detail if known else "",
        )


def _catalogue_path(path: str) -> str:
    """Where a town's value comes from when the town has none of its own."""
    parts = path.split(".")
    return ".".join(parts[2:]) if parts[0] == "municipalities" and "services" in parts else path


def _with_unit(known: Source | None, value: int) -> str:
    unit = known.unit if known else ""
    if unit == "Zehntausendstel":
        return money.percent(value, 2)
    if unit.startswith("Euro"):
        return money.euro_exact(value) + unit.removeprefix("Euro")
    return f"{money.number(value)} {unit}".strip()


@lru_cache(maxsize=32)
def _content(digest: str) -> Mapping[str, Any]:
    """The scenario file behind a game; costs a query only the first time."""
    versions = ScenarioVersion.objects.values_list("content", flat=True)
    content: Mapping[str, Any] = versions.get(digest=digest)
    return content


def _groups(explained: list[Explained]) -> Iterator[Group]:
    for key in GROUPS:
        postings = tuple(each for each in explained if each.entry.group == key)
        if postings:
            total = sum(each.entry.amount for each in postings)
            yield Group(key, group_title(key), total, postings)


def _sentence(own: tuple[Entry, ...]) -> str:
    """How the year ended and which one-off postings moved it most; no praise, no blame."""
    result = sum(entry.amount for entry in own)
    once = sorted(
        (entry for entry in own if not entry.running), key=lambda entry: -abs(entry.amount)
    )
    words = {
        "result": money.euro(abs(result)),
        "running": money.euro_change(sum(entry.amount for entry in own if entry.running)),
        "once": money.euro_change(sum(entry.amount for entry in once)),
    }
    text = (
        _(
            "Das Jahr schließt mit einem Plus von %(result)s: laufend %(running)s, "
            "einmalig %(once)s."
        )
        if result >= 0
        else _(
            "Das Jahr schließt mit einem Minus von %(result)s: laufend %(running)s, "
            "einmalig %(once)s."
        )
    ) % words
    if not once:
        return text
    listed = _(" und ").join(
        f"{entry.title} ({money.euro_change(entry.amount)})" for entry in once[:TOP_CAUSES]
    )
    return f"{text} " + _("Am stärksten wirkten einmalig: %(postings)s.") % {"postings": listed}


def _changes(now: Figures, before: Figures) -> tuple[Figure, ...]:
    """What else changed in the year, beside the money."""
    points = _changed_points
    return (
        points(_("Zufriedenheit"), "smile", now, before, "daseinsvorsorge"),
        _change(
            "people",
            "users",
            _("Einwohner"),
            money.number(now.inhabitants),
            now.inhabitants - before.inhabitants,
            money.signed(now.inhabitants - before.inhabitants),
        ),
        Figure(
            "vacancy",
            "house",
            _("Leerstand im Kern"),
            money.percent(now.vacancy),
            change=now.vacancy - before.vacancy,
            change_text=money.change_in_points(now.vacancy - before.vacancy),
            good="down",
        ),
        points(_("Finanzen"), "coins", now, before, "finanzen"),
        points(_("Ortskern"), "house", now, before, "ortskern"),
        points(_("Vertrauen der anderen"), "hands", now, before, "vertrauen"),
    )


def _change(key: str, icon: str, label: str, value: str, change: int, change_text: str) -> Figure:
    return Figure(key, icon, label, value, change=change, change_text=change_text)


def _changed_points(label: str, icon: str, now: Figures, before: Figures, value: str) -> Figure:
    change = now.values[value] - before.values[value]
    return _change(
        value, icon, label, money.points(now.values[value]), change, money.points_change(change)
    )


def _played(here: Place, number: int) -> Played:
    row = decision_rows(here.game.pk, number).get(here.team.pk)
    if row is None:
        return Played(missing=True, source=DecisionSource.DEFAULT, choices=())
    return Played(
        missing=row.status == DecisionStatus.MISSING,
        source=DecisionSource(row.source),
        choices=choices_of(here.scenario, row.content),
    )


def settled_numbers(game_id: int) -> tuple[int, ...]:
    """Numbers of the settled rounds, the start left out; one query."""
    return tuple(range(1, len(settled_keys(game_id))))


@one_reading()
def context_of(viewer: Viewer, number: int | None = None) -> Mapping[str, Any]:
    """The settlement of a round (default: the newest), with the numbers of all settled ones."""
    here = place(viewer)
    numbers = settled_numbers(here.game.pk)
    wanted = number if number is not None else (numbers[-1] if numbers else 0)
    page = settlement_page(here, wanted)
    return {
        "frame": here.frame,
        "now": timezone.now(),
        "numbers": numbers,
        "page": page,
        "sheet": Same(page),
        "review": review_key(here),
    }


def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the settlement's regions need."""
    here = place(viewer)
    return {"frame": here.frame, "now": timezone.now(), "review": review_key(here)}
