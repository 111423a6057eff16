"""A scenario with the options that were chosen for a game."""

from collections.abc import Mapping
from dataclasses import replace

from games.rules.model import Scenario


def with_options(scenario: Scenario, chosen: Mapping[str, bool]) -> Scenario:
    """The scenario as it is played: ``chosen`` (by name) goes before what the scenario says.

    Raises TypeError for an option there is not.
    """
    options = replace(scenario.options, **chosen)
    builds = options.joint_building and scenario.threshold is not None
    modules = replace(scenario.modules, threshold=scenario.modules.threshold or builds)
    return replace(scenario, options=options, modules=modules)
