"""The preview of an intervention in words, for the form that carries it out."""

from dataclasses import dataclass

from games.access import Viewer
from games.rules.model import Scenario
from games.selectors.blocks import effect_text
from games.selectors.interventions import consequence_text, words
from games.selectors.reading import game_row
from games.selectors.scenarios import scenario_of
from games.selectors.steering import Draft, DryRun, Effects, dry_run


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be done and what it would bring every team; nothing is stored."""

    text: str
    card_text: str
    effects: tuple[str, ...]
    teams: tuple[Effects, ...]
    consequences: tuple[str, ...]


def preview_of(viewer: Viewer, draft: Draft) -> Preview:
    """The preview. Raises NotAllowed, and ScenarioError for what the rules cannot bear."""
    run = dry_run(viewer, draft)
    scenario = scenario_of(game_row(viewer.game_id))
    return Preview(
        text=words(scenario, run.entry),
        card_text=run.card.text if run.card and draft.kind == "event" else "",
        effects=_effects(scenario, run),
        teams=run.teams,
        consequences=tuple(consequence_text(scenario, item) for item in run.consequences),
    )


def _effects(scenario: Scenario, run: DryRun) -> tuple[str, ...]:
    if run.card is None:
        return ()
    return tuple(effect_text(scenario, effect) for effect in run.card.effects)
