"""Taking rounds back: what would be lost, what everybody knows already, what can be restored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.access import Viewer, require_facilitator
from games.enums import Phase
from games.models import Settlement
from games.rules.model import Scenario
from games.selectors.labels import cause_label
from games.selectors.reading import game_row, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.scenarios import scenario_of
from games.selectors.stage import Stage, stage_of
from games.selectors.undone import restorable

_OVER = frozenset({Phase.LOBBY, Phase.ENDED})


@dataclass(frozen=True, slots=True)
class TownLoss:
    """What taking back means for one municipality; euro, values in ten-thousandths."""

    name: str
    mark: int
    account_now: int
    account_then: int
    value_now: int
    value_then: int

    @property
    def account_change(self) -> int:
        """Euro the account changes by."""
        return self.account_then - self.account_now

    @property
    def value_change(self) -> int:
        """Ten-thousandths the total value changes by."""
        return self.value_then - self.value_now


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What is undone when a game goes back to a round.

    ``known``: sentences on what has become known and cannot be made unknown. ``choices``: the
    rounds one can go back to.
    """

    stage: Stage
    to_round: int
    rounds: tuple[int, ...]
    choices: tuple[int, ...]
    postings: int
    agreements: tuple[str, ...]
    towns: tuple[TownLoss, ...]
    known: tuple[str, ...]
    restorable: bool


def undo_preview(viewer: Viewer, to_round: int | None = None) -> UndoPreview | None:
    """What going back to a round (default: the last settled one) would undo.

    None where no settled round can be taken back. Raises NotAllowed for anybody but a facilitator.
    """
    require_facilitator(viewer)
    game = game_row(viewer.game_id)
    scenario = scenario_of(game)
    rows = Settlement.objects.filter(game_id=game.pk, superseded_at__isnull=True)
    by_round = {row.round_number: row for row in rows.order_by("round_number")}
    settled = tuple(number for number in by_round if number)
    closed = (game.round_number,) if game.phase == Phase.AWARDING else ()
    choices = (*settled, *closed)
    if not choices or game.phase in _OVER:
        return None
    first = to_round if to_round is not None and to_round in choices else choices[-1]
    undone = tuple(number for number in settled if number >= first)
    last = by_round[settled[-1] if settled else 0]
    return UndoPreview(
        stage=stage_of(game, scenario.name, scenario.first_year),
        to_round=first,
        rounds=undone,
        choices=choices,
        postings=sum(len(by_round[number].content["postings"]) for number in undone),
        agreements=_agreements(scenario, by_round[first - 1], last),
        towns=tuple(
            _loss(team.name, mark_of(team.position), team.town, by_round[first - 1], last)
            for team in team_rows(game.pk)
        ),
        known=tuple(_known(scenario, [by_round[number] for number in undone])),
        restorable=restorable(game.pk) is not None,
    )


def _loss(name: str, mark: int, town: str, before: Settlement, last: Settlement) -> TownLoss:
    now, then = last.state_after["towns"][town], before.state_after["towns"][town]
    return TownLoss(
        name=name,
        mark=mark,
        account_now=now["account"],
        account_then=then["account"],
        value_now=now["values"]["gesamt"],
        value_then=then["values"]["gesamt"],
    )


def _agreements(scenario: Scenario, then: Settlement, now: Settlement) -> tuple[str, ...]:
    """Names of the agreements that exist now and would not have been founded."""
    before = {item["id"] for item in then.state_after["agreements"]}
    return tuple(
        cause_label(scenario, item["id"])
        for item in now.state_after["agreements"]
        if item["id"] not in before
    )


def _known(scenario: Scenario, undone: Sequence[Settlement]) -> list[str]:
    if not undone:
        return [_("Welche Anträge beim Fonds liegen, haben alle gesehen.")]
    first, last = undone[0].round_number, undone[-1].round_number
    span = str(first)
    if last > first:
        span = _("%(first)s bis %(last)s") % {"first": first, "last": last}
    found = [
        _("Alle haben die Abrechnung von Runde %(rounds)s gesehen.") % {"rounds": span},
    ]
    cards = [
        scenario.events[event["id"]].name
        for row in undone
        if (event := row.content.get("event")) and event["id"] in scenario.events
    ]
    if cards:
        found.append(
            _("Die Ereignisse sind bekannt und kommen wieder: %(cards)s.")
            % {"cards": ", ".join(cards)}
        )
    if any(each["content"].get("votes") for row in undone for each in _decisions(row)):
        found.append(_("Das Ergebnis der Abstimmungen im Fonds ist bekannt."))
    if any(each["content"].get("guess") for row in undone for each in _decisions(row)):
        found.append(_("Ob eine Vermutung über ein Ziel stimmte, ist dem Team bekannt."))
    return found


def _decisions(row: Settlement) -> list[Mapping[str, Any]]:
    return list(row.content["decisions"].values())
