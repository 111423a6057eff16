"""The ranking of applications in words: a trial while the board votes, later what was awarded.

How single members voted is in it only where the ballot is open.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from games.models import Game, Settlement
from games.rules.board import Table, fund_of
from games.rules.codec import award_from_json
from games.rules.model import Award, Decision, Fund, Scenario
from games.rules.money import rdiv, share_out
from games.selectors import money
from games.selectors.fundpage import Cast, Incomplete, Part, Ranked, Ranking
from games.selectors.labels import criterion_label
from games.selectors.memo import shared
from games.selectors.reading import per_chapter, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.scoring import Scored, scored_cards
from games.selectors.townname import TownName

WIDTH = 1000
Votes = Mapping[str, Mapping[str, str]]
"""Open votes by card and town: "ja" or "nein"."""


@shared
def town_names(game_id: int) -> dict[str, TownName]:
    """The municipalities of a game by id."""
    return {
        team.town: TownName(team.town, team.name, mark_of(team.position))
        for team in team_rows(game_id)
    }


def trial(
    game: Game, scenario: Scenario, variant: Fund, laid: Table, votes: Votes | None, own: str = ""
) -> Ranking:
    """The ranking as it would be now; ``votes`` None: the ballot is closed, none is in ``laid``."""
    maker = _Maker(game.pk, scenario, variant, own)
    left = laid.awards[-1].left if laid.awards else laid.money
    return Ranking(
        round_number=game.round_number,
        rows=maker.rows(laid.awards, votes=votes or {}, counts=votes is not None),
        incomplete=tuple(maker.incomplete(laid)),
        money=laid.money,
        left=left,
        reserve=laid.reserve,
        trial=True,
        counted=votes is not None,
        legend=maker.legend,
    )


def awarded(
    game: Game, scenario: Scenario, variant: Fund, number: int, own: str = ""
) -> Ranking | None:
    """What was awarded in a settled round, as it was stored; None where nobody applied."""
    stored = stored_award(game.pk, number)
    if stored is None:
        return None
    rows = [award_from_json(each) for each in stored["awards"]]
    if not rows:
        return None
    maker = _Maker(game.pk, scenario, variant, own)
    votes = {} if scenario.options.closed_ballot else stored["votes"]
    return Ranking(
        round_number=number,
        rows=maker.rows(rows, votes=votes, counts=True),
        incomplete=(),
        money=rows[0].left + rows[0].grant,
        left=rows[-1].left,
        reserve=stored["reserve"],
        trial=False,
        counted=True,
        legend=maker.legend,
    )


@shared
@per_chapter
def stored_award(game_id: int, number: int) -> dict[str, Any] | None:
    """Awards, votes, reserve and decisions of a settled round as stored; None without any award."""
    rows = Settlement.objects.filter(
        game_id=game_id, round_number=number, superseded_at__isnull=True
    )
    # Whole columns: the keys of these texts cannot be asked for on every database.
    found = rows.values_list("content", "state_after").first()
    if found is None or not found[0].get("awards"):
        return None
    content, state = found
    awards, reserve = content["awards"], state["fund"]["reserve"]
    votes: dict[str, dict[str, str]] = {}
    for town, decision in content["decisions"].items():
        for card, ballot in decision["content"].get("votes", {}).items():
            votes.setdefault(card, {})[town] = ballot
    return {
        "awards": awards,
        "votes": votes,
        "reserve": reserve,
        "decisions": content["decisions"],
    }


def scored_of(
    awards: Iterable[Mapping[str, Any]], names: Mapping[str, TownName]
) -> tuple[Scored, ...]:
    """The cards of stored awards with those who applied for them."""
    bids: dict[str, list[Sequence[str]]] = {}
    for row in awards:
        bids.setdefault(row["card"], []).append(row["partners"])
    return scored_cards(bids, names)


def open_votes_of(decisions: Mapping[str, Decision]) -> dict[str, dict[str, str]]:
    """Votes by card and town."""
    votes: dict[str, dict[str, str]] = {}
    for town, decision in decisions.items():
        for card, ballot in decision.votes.items():
            votes.setdefault(card, {})[town] = ballot.value
    return votes


def award_reason(scenario: Scenario, model: str, row: Award) -> str:
    """Why an application got no money under a model, "" where it got some."""
    variant = fund_of(scenario, model)
    return _reason_of(variant, row) if variant else ""


def _reason_of(variant: Fund, row: Award) -> str:
    carried = _(" Wird auf eigene Kosten umgesetzt.") if row.carried_out else ""
    return (_why(variant, row) + carried) if row.reason else ""


def _why(variant: Fund, row: Award) -> str:
    if row.reason == "points":
        return _("unter %(least)s Punkten") % {"least": row.limit}
    if row.reason == "votes":
        return _why_voted_down(variant)
    if row.reason == "money":
        return _("Geld reicht nicht: noch %(left)s, nötig mindestens %(floor)s") % {
            "left": money.euro(max(0, row.wanted)),
            "floor": money.euro(row.limit),
        }
    if row.reason == "not_member":
        return _("%(count)s der Antragsteller ist nicht im Fonds") % {"count": row.wanted}
    if row.reason == "fund_inactive":
        return _("der Fonds hat noch nicht begonnen")
    return _("eine andere Gemeinde setzt das Projekt um")


def _why_voted_down(variant: Fund) -> str:
    if variant.decision == "einstimmig":
        return _("Einspruch eines Mitglieds")
    return _("Zweidrittelmehrheit verfehlt")


def grant_limit(variant: Fund, row: Award) -> str:
    """Which limit decides how much a grant is, "" without one."""
    if not row.grant:
        return ""
    if row.grant < row.asked:
        return _("Rest im Fonds")
    if row.asked == row.cost - row.proceeds:
        return _("Kosten nach Erlösen")
    if row.asked == variant.cap * len(row.partners):
        return _("Höchstbetrag")
    return _("Quote %(quota)s") % {"quota": money.percent(row.quota)}


class _Maker:
    """Puts awards of one fund into words."""

    def __init__(self, game_id: int, scenario: Scenario, variant: Fund, own: str) -> None:
        self.names = town_names(game_id)
        self.scenario = scenario
        self.variant = variant
        self.own = own

    @property
    def legend(self) -> tuple[str, ...]:
        return tuple(criterion_label(name) for name in self.scenario.scoring)

    def rows(self, awards: Iterable[Award], *, votes: Votes, counts: bool) -> tuple[Ranked, ...]:
        found: list[Ranked] = []
        line_drawn = False
        for rank, row in enumerate(awards, start=1):
            below = not row.grant and not line_drawn
            line_drawn = line_drawn or below
            found.append(self._row(rank, row, votes, counts=counts, first_below=below))
        return tuple(found)

    def _row(
        self, rank: int, row: Award, votes: Votes, *, counts: bool, first_below: bool
    ) -> Ranked:
        return Ranked(
            rank=rank,
            card=row.card,
            name=self.scenario.projects[row.card].name,
            applicant=self.names[row.applicant],
            others=tuple(self.names[town] for town in row.partners if town != row.applicant),
            points=row.points,
            parts=self._parts(row),
            cost=row.cost,
            asked=row.asked,
            grant=row.grant,
            left=row.left,
            yes=row.yes if counts and self.variant.join else None,
            no=row.no if counts and self.variant.join else None,
            votes=tuple(
                Cast(self.names[town], ballot == "ja")
                for town, ballot in votes.get(row.card, {}).items()
                if town not in row.partners
            ),
            reason=_reason_of(self.variant, row),
            limit=grant_limit(self.variant, row),
            own=self.own in row.partners,
            first_below=first_below,
        )

    def _parts(self, row: Award) -> tuple[Part, ...]:
        """The bar of points: its pieces add up to the points exactly."""
        weights = {
            name: weight * row.scores.get(name, 0) for name, weight in self.scenario.scoring.items()
        }
        points = share_out(row.points, weights) if any(weights.values()) else weights
        parts, start = [], 0
        for number, name in enumerate(self.scenario.scoring):
            width = rdiv(points[name] * WIDTH, 100)
            parts.append(Part(criterion_label(name), number, points[name], start, width))
            start += width
        return tuple(parts)

    def incomplete(self, laid: Table) -> Iterable[Incomplete]:
        for each in laid.applied:
            names: Sequence[str] = [self.names[town].name for town in each.missing]
            if names:
                card = self.scenario.projects[each.application.project]
                yield Incomplete(card.name, self.names[each.applicant], ", ".join(names))
