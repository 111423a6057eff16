"""What everybody is told about changes by the facilitator: another model, other values of rules."""

from django.utils.translation import gettext as _

from games.enums import DecisionSource
from games.models import Game
from games.rules.course import MODEL, VALUE, Entry
from games.rules.model import Scenario
from games.selectors.course import course_of
from games.selectors.situation import Draft
from games.selectors.sliders import slider_title, value_text


def notices(game: Game, scenario: Scenario) -> tuple[str, ...]:
    """One sentence for each change that holds from the running round on or from a later one."""
    return tuple(
        notice(scenario, entry)
        for entry in course_of(game).entries
        if entry.kind in (MODEL, VALUE) and entry.round_number >= game.round_number
    )


def deputy_notice(draft: Draft) -> tuple[str, ...]:
    """That the facilitator submitted for the team, and why; nothing where no reason is given."""
    if draft.source != DecisionSource.DEPUTY or not draft.reason:
        return ()
    words = {"reason": draft.reason}
    if draft.of_team in (None, draft.content):
        return (_("Die Spielleitung hat für Sie abgegeben. Grund: %(reason)s") % words,)
    text = _(
        "Die Spielleitung hat Ihre Entscheidung korrigiert. Grund: %(reason)s. Sie können die "
        "Abgabe zurückholen, solange die Runde offen ist."
    )
    return (text % words,)


def notice(scenario: Scenario, entry: Entry) -> str:
    """A change of the model or of a rule as a sentence with the facilitator's reason."""
    words = {"round": entry.round_number, "reason": entry.reason}
    if entry.kind == MODEL:
        words |= {"model": scenario.models[entry.content["model"]].name}
        return _("Ab Runde %(round)s gilt: %(model)s. Grund der Spielleitung: %(reason)s") % words
    path, value = entry.content["path"], entry.content["value"]
    words |= {"rule": slider_title(path), "value": value_text(path, value)}
    return (
        _("Ab Runde %(round)s gilt %(rule)s: %(value)s. Grund der Spielleitung: %(reason)s") % words
    )
