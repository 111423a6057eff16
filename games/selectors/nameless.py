"""A finished game without anything that people wrote: names, reasons, texts of own cards.

What remains are figures, the scenario's own words and the municipalities' names in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from games.bundles.redact import NO_CARD
from games.bundles.write import NO_NAME
from games.rules.model import PlayedCard, RoundPlay, Scenario
from games.selectors.applied import AppliedLine
from games.selectors.rounds import PlayedDecision, Round
from games.selectors.stage import Stage


def nameless_stage(stage: Stage) -> Stage:
    """Where the game stands, without its name."""
    return replace(stage, name=NO_NAME)


def nameless_scenario(scenario: Scenario) -> Scenario:
    """The scenario with the facilitator's own cards without name and text."""
    played: Mapping[int, RoundPlay] = {
        number: replace(play, cards=_plain_cards(scenario, play.cards))
        for number, play in scenario.played.items()
    }
    return replace(scenario, played=played)


def nameless_round(scenario: Scenario, settled: Round) -> Round:
    """A settled round without texts of own cards, and with applications without reasons."""
    return replace(
        settled,
        played=_plain_cards(scenario, settled.played),
        decisions=tuple(_unexplained(each) for each in settled.decisions),
    )


def nameless_applications(lines: Iterable[AppliedLine]) -> tuple[AppliedLine, ...]:
    """The applications without what their applicants say for them."""
    return tuple(replace(line, rationale="") for line in lines)


def _plain_cards(scenario: Scenario, cards: Iterable[PlayedCard]) -> tuple[PlayedCard, ...]:
    return tuple(
        each
        if each.card.id in scenario.events
        else replace(each, card=replace(each.card, name=NO_CARD, text=""))
        for each in cards
    )


def _unexplained(decision: PlayedDecision) -> PlayedDecision:
    content: dict[str, Any] = dict(decision.content)
    if "applications" in content:
        content["applications"] = [
            {name: value for name, value in each.items() if name != "rationale"}
            for each in content["applications"]
        ]
    return replace(decision, content=content)
