"""Trust as its owner may see it: the own row with its causes, and the mean that others give.

How far one neighbour trusts another, or us, is shown to nobody during play: only the mean of all
others in us is public, as one of the four values.
"""

from dataclasses import dataclass

from games.rules.model import Measure
from games.selectors.causes import Reason, reasons
from games.selectors.frame import Place
from games.selectors.reading import team_rows
from games.selectors.regionmap import mark_of
from games.selectors.rounds import last_rounds
from games.selectors.scenarios import states


@dataclass(frozen=True, slots=True)
class TrustIn:
    """How far the own municipality trusts another one (ten-thousandths), and why it moved.

    The ``reasons`` add up to ``change``.
    """

    town: str
    name: str
    mark: int
    value: int
    change: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class TrustGate:
    """A stage of agreement and the trust that every pair of its members needs."""

    stage: int
    name: str
    needed: int


@dataclass(frozen=True, slots=True)
class Trust:
    """Trust after a round (0 = at the start): ours in others, and the mean of others in us."""

    after_round: int
    received: int
    received_change: int | None
    given: tuple[TrustIn, ...]
    gates: tuple[TrustGate, ...]


def trust(here: Place) -> Trust | None:
    """What the own municipality knows of trust; None before the game has begun."""
    game_id, scenario, town = here.game.pk, here.scenario, here.team.town
    rounds = last_rounds(game_id, scenario)
    if not rounds:
        return None
    newest = rounds[-1]
    history = states(game_id)
    state = history[newest.number]
    row, earlier = state.trust[town], history[rounds[0].number].trust[town]
    teams = [team for team in team_rows(game_id) if team.town in row]
    received = newest.figures_of(town).values["vertrauen"]
    before = rounds[-2].figures_of(town).values["vertrauen"] if len(rounds) > 1 else None
    highest = scenario.models[state.model].max_stage
    return Trust(
        after_round=newest.number,
        received=received,
        received_change=None if before is None else received - before,
        given=tuple(
            TrustIn(
                town=team.town,
                name=team.name,
                mark=mark_of(team.position),
                value=row[team.town],
                change=row[team.town] - earlier[team.town],
                reasons=reasons(scenario, newest.causes, Measure.TRUST, town, team.town),
            )
            for team in teams
        ),
        gates=tuple(
            TrustGate(level, stage.name, stage.gate)
            for level, stage in sorted(scenario.stages.items())
            if stage.gate and level <= highest
        ),
    )
