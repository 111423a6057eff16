"""The six steps of the debrief in words, and the questions that come with the program."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from games.enums import DebriefStep

_TITLES: Mapping[DebriefStep, Callable[[], str]] = {
    DebriefStep.FEEL: lambda: _("Wie ging es uns?"),
    DebriefStep.HAPPENED: lambda: _("Was ist passiert?"),
    DebriefStep.LEARNED: lambda: _("Was haben wir gelernt?"),
    DebriefStep.REALITY: lambda: _("Was heißt das bei uns?"),
    DebriefStep.WHAT_IF: lambda: _("Was wäre, wenn …?"),
    DebriefStep.NEXT: lambda: _("Wie geht es weiter?"),
}

_QUESTIONS: Mapping[DebriefStep, Callable[[], tuple[str, ...]]] = {
    DebriefStep.FEEL: lambda: (
        _("Mit welchem Wort gehen Sie aus dem Spiel?"),
        _("Wann war es leicht, wann war es schwer?"),
    ),
    DebriefStep.HAPPENED: lambda: (
        _("An welchem Moment hat sich etwas gedreht?"),
        _("Wer hat getragen, wer hat gewonnen?"),
        _("Worüber wurde nicht gesprochen?"),
    ),
    DebriefStep.LEARNED: lambda: (
        _("Woran haben Sie gemerkt, dass Sie sich auf die anderen verlassen können?"),
        _("Welche Regel hat geholfen, welche hat gestört?"),
    ),
    DebriefStep.REALITY: lambda: (
        _("Was davon kennen Sie aus Ihrer Region?"),
        _("Was ist bei Ihnen anders als im Spiel?"),
    ),
    DebriefStep.WHAT_IF: lambda: (
        _("Welche eine Entscheidung hätten Sie gern anders gesehen?"),
        _("Was wäre unter einem anderen Modell leichter gewesen?"),
    ),
    DebriefStep.NEXT: lambda: (
        _("Was nehmen Sie sich vor, und bis wann?"),
        _("Wer muss zu Hause davon erfahren?"),
    ),
}


def step_title(step: DebriefStep) -> str:
    """Name of a step."""
    return _TITLES[step]()


def questions_of(step: DebriefStep) -> tuple[str, ...]:
    """The questions to a step that every game has."""
    return _QUESTIONS[step]()
