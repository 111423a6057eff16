"""Figures for the talk afterwards: the formulas of the seven V (rules section 11).

All values are ten-thousandths. None = the game gave no occasion for this value.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from games.rules.model import Posting, Scenario, Settlement, State, TownState
from games.rules.money import FULL, rdiv

GIVING_RULES = ("F1", "H1", "V3")
"""Postings by which a town carries burdens for the region."""
HIGHEST_STAGE = 4

Formula = Callable[["Story", str], int | None]


class Story:
    """A played game: the scenario and its settled rounds, at least one."""

    def __init__(self, scenario: Scenario, settlements: Sequence[Settlement]) -> None:
        self.scenario = scenario
        self.settlements = settlements
        self.last = settlements[-1]
        self.end: State = self.last.state_after

    def postings(self, *rules: str) -> list[Posting]:
        """All postings of these rules, round after round."""
        return [p for s in self.settlements for p in s.postings if p.rule in rules]


def seven_v(story: Story, town: str) -> dict[str, int | None]:
    """Value of every formula for a town."""
    return {name: formula(story, town) for name, formula in FORMULAS.items()}


def seven_v_region(story: Story) -> dict[str, int | None]:
    """Means of the towns that have a value, weighted by inhabitants."""
    by_town = {name: seven_v(story, name) for name in story.end.towns}
    return {formula: _mean(story.end, by_town, formula) for formula in FORMULAS}


def in_structural_deficit(town: TownState) -> bool:
    """Whether the running results of the last two rounds sum to less than zero."""
    return town.running + town.running_before < 0


def _mean(end: State, by_town: Mapping[str, Mapping[str, int | None]], formula: str) -> int | None:
    heads = total = 0
    for name, values in by_town.items():
        value = values[formula]
        if value is not None:
            heads += end.towns[name].inhabitants
            total += value * end.towns[name].inhabitants
    return rdiv(total, heads) if heads else None


def _blend(first: int | None, second: int | None) -> int | None:
    """60 % of the first and 40 % of the second; one alone if the other has no value."""
    if first is None or second is None:
        return first if second is None else second
    return rdiv(6 * first + 4 * second, 10)


def _trust(story: Story, town: str) -> int | None:
    trust = story.end.trust
    others = [name for name in trust if name != town]
    if not others:
        return None
    received = rdiv(sum(trust[name][town] for name in others), len(others))
    given = rdiv(sum(trust[town].values()), len(others))
    return _blend(received, given)


def _understanding(story: Story, town: str) -> int | None:
    modules, played = story.scenario.modules, len(story.settlements)
    state = story.end.towns[town]
    possible = min(played, len(story.end.towns) - 1)
    guesses = rdiv(state.guesses_right * FULL, possible) if modules.goals and possible else None
    openness = rdiv(state.rounds_data_shared * FULL, played) if modules.data else None
    return _blend(guesses, openness)


def _promises(story: Story, town: str) -> int | None:
    state = story.end.towns[town]
    if not state.promises_made:
        return None
    return rdiv(state.promises_kept * FULL, state.promises_made)


def _commitment(story: Story, town: str) -> int | None:
    stages = {item.id: item.stage for item in story.end.agreements}
    alone = weighted = 0
    for posting in story.last.postings:
        if posting.source != town or posting.rule not in {"L1", "V1"}:
            continue
        cost = posting.amount
        if posting.rule == "V1":
            cost = max(0, int(posting.inputs["alone_cost"]))
        alone += cost
        weighted += cost * stages.get(posting.cause, 0)
    return rdiv(weighted * FULL, HIGHEST_STAGE * alone) if alone > 0 else None


def _burdens(story: Story, town: str) -> int | None:
    given: dict[str, int] = dict.fromkeys(story.end.towns, 0)
    for posting in story.postings(*GIVING_RULES):
        if posting.source in given:
            given[posting.source] += posting.amount
    bases = {
        posting.source: int(posting.inputs["levy_base"])
        for posting in story.last.postings
        if posting.rule == "E3"
    }
    fair = sum(given.values()) * bases.get(town, 0)
    if not fair:
        return None
    return min(FULL, rdiv(given[town] * sum(bases.values()) * FULL, fair))


def _advantage(story: Story, town: str) -> int | None:
    mine = {
        posting.cause
        for posting in story.last.postings
        if posting.rule == "V1" and posting.source == town
    }
    gains: dict[str, int] = {}
    for posting in story.last.postings:
        if posting.rule == "V1" and posting.cause in mine:
            gain = int(posting.inputs["advantage"]) + _transfer(story.last, posting)
            gains[posting.source] = gains.get(posting.source, 0) + gain
    if not gains:
        return None
    winners = sum(gain >= 0 for gain in gains.values())
    heads = {name: max(1, story.end.towns[name].inhabitants) for name in gains}
    per_head = [rdiv(max(0, gains[name]) * FULL, heads[name]) for name in gains]
    return rdiv(winners * (FULL - gini(per_head)), len(gains))


def _transfer(settled: Settlement, share: Posting) -> int:
    moved = 0
    for posting in settled.postings:
        if posting.rule == "V3" and posting.cause == share.cause:
            if posting.target == share.source:
                moved += posting.amount
            elif posting.source == share.source:
                moved -= posting.amount
    return moved


def gini(values: Sequence[int]) -> int:
    """Gini coefficient of values that are not negative; 0 = all equal (ten-thousandths)."""
    total = sum(values)
    if total <= 0:
        return 0
    apart = sum(abs(a - b) for a in values for b in values)
    return rdiv(apart * FULL, 2 * len(values) * total)


def _survival(story: Story, town: str) -> int | None:
    first: dict[str, int] = {}
    ran: dict[str, int] = {}
    for settled in story.settlements:
        for posting in settled.postings:
            if posting.rule == "V1" and posting.source == town:
                first.setdefault(posting.cause, settled.round)
                ran[posting.cause] = ran.get(posting.cause, 0) + 1
    possible = sum(story.last.round - number + 1 for number in first.values())
    return rdiv(sum(ran.values()) * FULL, possible) if possible else None


FORMULAS: Final[Mapping[str, Formula]] = {
    "trust_received_given": _trust,
    "guesses_and_open_data": _understanding,
    "promises_kept": _promises,
    "stage_weighted_by_cost": _commitment,
    "burdens_carried": _burdens,
    "advantage_positive_and_even": _advantage,
    "rounds_survived": _survival,
}
"""The formulas that a list of seven V may name."""
