"""The seven V of the played game."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from games.charts.figure import Figure
from games.charts.pictures.look import Look
from games.charts.radar import Axis, seven_v_figure
from games.rules.debrief import Story, seven_v, seven_v_region
from games.rules.model import Scenario, Settlement
from games.scenarios.seven_v import SevenV, read
from games.selectors.memo import Same
from games.selectors.reflection_results import self_ratings

Values = Mapping[str, int | None]
MOST_KEPT = 64


def draw(look: Look) -> tuple[Figure, ...]:
    """The net of the chosen municipality, or of the region."""
    return (profile(look, None if look.town else self_ratings(look.viewer)),)


def profile(look: Look, ratings: Mapping[str, int] | None = None) -> Figure:
    """The seven V with the self-ratings by formula (ten-thousandths) where there are any."""
    towns = look.record.scenario.municipalities
    name = towns[look.town].name if look.town else _("die Region")
    return seven_v_figure(name, axes(look, ratings), _texts().hint)


def axes(look: Look, ratings: Mapping[str, int] | None = None) -> list[Axis]:
    """The seven of the chosen municipality or of the region, with the self-ratings by formula."""
    scenario, settlements = Same(look.record.scenario), tuple(map(Same, look.record.settlements))
    reckoned = _reckoned(scenario, settlements, look.town)
    felt = ratings or {}
    return [
        Axis(each.name, each.text, felt.get(each.formula), reckoned[each.formula])
        for each in _texts().virtues
    ]


@lru_cache(maxsize=1)
def _texts() -> SevenV:
    return read()


@lru_cache(maxsize=MOST_KEPT)
def _reckoned(
    scenario: Same[Scenario], settlements: tuple[Same[Settlement], ...], town: str
) -> Values:
    story = Story(scenario.value, [each.value for each in settlements])
    return seven_v(story, town) if town else seven_v_region(story)
