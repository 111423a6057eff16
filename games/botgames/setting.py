"""The setting of bot games as JSON, for a process that knows nothing but it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from games.rules.botgames import Setting
from games.rules.course import course_from
from games.rules.options import with_options
from games.scenarios.load import build


def read(plan: Mapping[str, Any]) -> Setting:
    """The setting of a plan as ``selectors.whatif.setting`` writes it."""
    course = course_from(plan["steering"])
    whole = replace(with_options(build(plan["content"]), plan["options"]), rounds=plan["rounds"])
    return Setting(
        scenario=replace(whole, played=course.played),
        model=plan["model"],
        course=course,
        rounds=plan["played"],
        seed=plan["seed"],
    )
