"""The board of the fund: when people decide on applications, who votes on what, the trial ranking.

The trial asks the same questions as the settlement (``projects.ranking``) in the same state: with
the same decisions the ranking is the award.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from games.rules.effects import projects
from games.rules.effects.fund import is_active
from games.rules.effects.keyvotes import has_key
from games.rules.model import (
    Application,
    Award,
    Decision,
    Fund,
    FundStance,
    Note,
    Scenario,
    State,
)
from games.rules.settle import up_to
from games.rules.work import Round

BOARD_FIELDS: Final = frozenset({"votes", "scores", "key_vote"})
"""Fields of a decision that stay open until the board has decided; all others are fixed before."""
BOARD_DECISIONS: Final = frozenset({"zweidrittel", "einstimmig"})
"""Kinds of decision of a fund that people take; the order ``kreis`` is computed."""


def fund_of(scenario: Scenario, model: str) -> Fund | None:
    """The fund of a cooperation model, or None."""
    name = scenario.models[model].fund
    return scenario.funds[name] if name else None


def board_decides(variant: Fund | None) -> bool:
    """Whether the members vote on applications."""
    return variant is not None and variant.decision in BOARD_DECISIONS


def without_board(decision: Decision, names: Iterable[str] = BOARD_FIELDS) -> Decision:
    """The decision without what belongs to the board, or without some of that."""
    nothing = Decision()
    return replace(decision, **{name: getattr(nothing, name) for name in names})


@dataclass(frozen=True, slots=True)
class Applied:
    """An application on the table of the board; ``missing``: partners that have not agreed."""

    applicant: str
    application: Application
    missing: tuple[str, ...]

    @property
    def partners(self) -> tuple[str, ...]:
        """All who apply, the applicant first."""
        return (self.applicant, *self.application.partners)


@dataclass(frozen=True, slots=True)
class Table:
    """What the board has before it: members, applications, money, and the order of the award.

    ``members`` vote: those of the fund in this round who pay. In euro: ``money`` that can be given,
    ``carried`` of it from former rounds, ``reserve`` that stays until the end.
    """

    active: bool
    members: tuple[str, ...]
    applied: tuple[Applied, ...]
    awards: tuple[Award, ...]
    money: int
    reserve: int
    carried: int

    def voters(self, card: str) -> tuple[str, ...]:
        """Members that do not themselves stand behind every application for the card."""
        bids = [each for each in self.applied if each.application.project == card]
        return tuple(
            name for name in self.members if any(name not in each.partners for each in bids)
        )

    def due(self, town: str) -> tuple[str, ...]:
        """Cards a town may vote on, in the order of the award."""
        cards = dict.fromkeys(each.application.project for each in self.applied)
        return tuple(card for card in cards if town in self.voters(card))

    def scorable(self, town: str) -> tuple[str, ...]:
        """Cards that others apply for, in the order of the towns: what a town may score."""
        cards = dict.fromkeys(
            each.application.project for each in self.applied if town not in each.partners
        )
        own = {each.application.project for each in self.applied if town in each.partners}
        return tuple(card for card in cards if card not in own)


def has_business(scenario: Scenario, variant: Fund, laid: Table) -> bool:
    """Whether the board has anything to decide.

    That is a complete application to a fund that has begun, or, where a game has that rule, the
    key of the contributions.
    """
    if not laid.active:
        return False
    return bool(laid.awards) or (scenario.options.key_votes and has_key(variant))


def has_scored(laid: Table, town: str, decision: Decision, criteria: Iterable[str]) -> bool:
    """Whether a town has scored all it may score by every criterion."""
    return all(card_scored(decision, card, criteria) for card in laid.scorable(town))


def card_scored(decision: Decision, card: str, criteria: Iterable[str]) -> bool:
    """Whether the decision scores a card by every criterion."""
    given = decision.scores.get(card, {})
    return all(criterion in given for criterion in criteria)


def table(scenario: Scenario, state: State, decisions: Mapping[str, Decision]) -> Table:
    """The table of the board if the round were settled with these decisions."""
    game = up_to(projects.award, scenario, state, decisions)
    applied = tuple(_applied(game))
    ranked = projects.ranking(game)
    return Table(
        active=is_active(game),
        members=game.fund.members if game.variant and game.variant.join else (),
        applied=applied,
        awards=tuple(row for _bid, row in ranked),
        money=max(0, game.fund.money - game.fund.reserve),
        reserve=game.fund.reserve,
        carried=max(0, state.fund.money - state.fund.reserve),
    )


def _applied(game: Round) -> Iterator[Applied]:
    for town in game.towns.values():
        for item in town.decision.applications:
            missing = tuple(
                name
                for name in item.partners
                if item.project not in game.towns[name].decision.consents
            )
            yield Applied(town.id, item, missing)


def refused_scores(laid: Table, town: str, cards: Iterable[str]) -> tuple[Note, ...]:
    """Scores that a town may not give, each with the figures of the reason."""
    applied = {each.application.project for each in laid.applied}
    return tuple(
        Note("own_project", town, card, {"limit": 0, "wanted": 1})
        if card in applied
        else Note("not_scored", town, card, {"limit": len(applied), "wanted": 1})
        for card in dict.fromkeys(cards)
        if card not in laid.scorable(town)
    )


def refused_votes(laid: Table, town: str, cards: Iterable[str]) -> tuple[Note, ...]:
    """Votes that a town may not cast, each with the figures of the reason."""
    return tuple(filter(None, (_refused(laid, town, card) for card in cards)))


def _refused(laid: Table, town: str, card: str) -> Note | None:
    bids = [each for each in laid.applied if each.application.project == card]
    if not bids:
        count = len({each.application.project for each in laid.applied})
        return Note("no_application", town, card, {"limit": count, "wanted": 1})
    if town not in laid.members:
        return Note("not_voter", town, card, {"limit": FundStance.JOIN.value, "wanted": 1})
    if town not in laid.voters(card):
        return Note("own_vote", town, card, {"limit": 0, "wanted": 1})
    return None
