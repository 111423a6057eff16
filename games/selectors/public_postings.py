"""Settled postings that may be explained to the whole room, and their explanation.

While the game runs these are what every screen of every team tells anyway: what went into and out
of the fund (its page lists the contributions, the pool and the grants) and what event cards
brought. Once the game is over the review is open to all, and with it every posting.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from games.models import Game
from games.rules.model import Scenario
from games.rules.posting import FUND, RULES
from games.selectors.explain import Calculation, calculation
from games.selectors.inputs import figure_label, figure_text
from games.selectors.labels import account_label, rule_formula, rule_title
from games.selectors.ledger import entry_title
from games.selectors.ranking import town_names
from games.selectors.rounds import BookedPosting, Round, last_rounds
from games.selectors.settlement import Parameter, parameters_of
from games.selectors.steps import Step

EVENT = "X1"
DIGEST_SIGNS = 12
MOST_STEPS, MOST_PARAMETERS, MOST_FIGURES = 5, 5, 10
"""What can be read from eight metres has room for so much."""
START = 1
"""The start of the game is a settled round, too (round 0)."""


@dataclass(frozen=True, slots=True)
class PublicPosting:
    """A posting that all may see; ``amount`` in euro, positive. ``mark``: of its municipality."""

    item: str
    round_number: int
    title: str
    payer: str
    receiver: str
    mark: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Rest:
    """Steps summed up because there is no room for them: how many, and their euro."""

    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class PostingExplained:
    """A public posting with what is needed to recompute it; ``parameters``: those with a name."""

    posting: PublicPosting
    rule: str
    rule_title: str
    formula: str
    running: bool
    calculation: Calculation | None
    figures: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]

    @property
    def shown_steps(self) -> tuple[Step, ...]:
        """The steps that fit on the wall."""
        return self.calculation.steps[:MOST_STEPS] if self.calculation else ()

    @property
    def more_steps(self) -> Rest | None:
        """What the other steps come to."""
        left = self.calculation.steps[MOST_STEPS:] if self.calculation else ()
        return Rest(len(left), sum(step.amount for step in left)) if left else None

    @property
    def shown_figures(self) -> tuple[tuple[str, str], ...]:
        """The figures that fit on the wall."""
        return self.figures[:MOST_FIGURES]

    @property
    def shown_parameters(self) -> tuple[Parameter, ...]:
        """The assumptions that fit on the wall."""
        return self.parameters[:MOST_PARAMETERS]

    @property
    def more_parameters(self) -> int:
        """How many do not."""
        return max(0, len(self.parameters) - MOST_PARAMETERS)


def rounds_played(game: Game, scenario: Scenario) -> tuple[Round, ...]:
    """All rounds that count, from the start (round 0) on; one query once the process knows them."""
    return last_rounds(game.pk, scenario, game.rounds + START)


def is_public(posting: BookedPosting, *, over: bool) -> bool:
    """Whether everybody may see this posting; ``over``: the review is open."""
    return over or posting.rule == EVENT or FUND in (posting.source, posting.target)


def public_postings(
    game: Game, scenario: Scenario, played: Round, *, over: bool
) -> tuple[PublicPosting, ...]:
    """What of a settled round can be explained, in the order it was booked."""
    return tuple(
        _view(game, scenario, played, each)
        for each in played.postings
        if is_public(each, over=over)
    )


def explained(game: Game, scenario: Scenario, item: str, *, over: bool) -> PostingExplained | None:
    """The posting that ``item`` names; None where its round counts no more, or it is not public."""
    for played in rounds_played(game, scenario):
        for posting in played.postings:
            if item_of(played, posting) == item and is_public(posting, over=over):
                return _explained(game, scenario, played, posting)
    return None


def item_of(played: Round, posting: BookedPosting) -> str:
    """The name of a posting: another settlement of the same round has others."""
    return f"{played.number}-{posting.number}-{played.digest[:DIGEST_SIGNS]}"


def round_of(item: str) -> int:
    """The round that a posting of this name belongs to, 0 where the name tells none."""
    number = item.partition("-")[0]
    return int(number) if number.isascii() and number.isdecimal() else 0


def _view(game: Game, scenario: Scenario, played: Round, posting: BookedPosting) -> PublicPosting:
    names = town_names(game.pk)
    town = posting.source if posting.source in names else posting.target
    return PublicPosting(
        item=item_of(played, posting),
        round_number=played.number,
        title=entry_title(scenario, posting.rule, posting.cause),
        payer=account_label(scenario, posting.source),
        receiver=account_label(scenario, posting.target),
        mark=names[town].mark if town in names else None,
        amount=posting.amount,
    )


def _explained(
    game: Game, scenario: Scenario, played: Round, posting: BookedPosting
) -> PostingExplained:
    rule = RULES[posting.rule]
    return PostingExplained(
        posting=_view(game, scenario, played, posting),
        rule=rule.id,
        rule_title=rule_title(rule.id),
        formula=rule_formula(rule.id),
        running=rule.running,
        calculation=_calculation(scenario, posting),
        figures=tuple(_figures(posting)),
        parameters=tuple(
            each
            for each in parameters_of(game.scenario.digest, posting.parameters)
            if each.text != each.path
        ),
    )


def _calculation(scenario: Scenario, posting: BookedPosting) -> Calculation | None:
    """The steps as the rule reckons; None where they come to another amount."""
    found = calculation(scenario, posting.rule, posting.cause, posting.inputs, posting.parameters)
    return found if found is not None and abs(found.total) == posting.amount else None


def _figures(posting: BookedPosting) -> Iterator[tuple[str, str]]:
    for name, value in posting.inputs.items():
        yield figure_label(name), figure_text(name, value)
