"""What parts two games and what cannot be compared, in sentences."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.rules.counterfactual import NOT_ANSWERED, NOT_ASKED, OTHER_AGREEMENT, Gap
from games.rules.model import Note, Proposal, Scenario
from games.rules.sidebyside import Parting
from games.selectors import money
from games.selectors.labels import cause_label, rule_title
from games.selectors.notes import SECRET_OF_A_BALLOT, note_path, note_sentence
from games.selectors.whatif.reckoning import GapFound, Outcome, RoundFound


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision that counts in one of the games alone: whose, and why not in the other."""

    town: str
    text: str


@dataclass(frozen=True, slots=True)
class Uncompared:
    """What cannot be compared in one round."""

    number: int
    void: tuple[Refused, ...]
    revived: tuple[Refused, ...]
    gaps: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many decisions lead nowhere."""
        return len(self.void)

    @property
    def title(self) -> str:
        """The round in one line."""
        parts = [
            _("Runde %(number)d") % {"number": self.number},
            _counted(
                len(self.void),
                lambda n: ngettext(
                    "%(n)d Entscheidung läuft ins Leere", "%(n)d Entscheidungen laufen ins Leere", n
                ),
            ),
            _counted(
                len(self.revived),
                lambda n: ngettext(
                    "%(n)d abgelehnte zählt jetzt", "%(n)d abgelehnte zählen jetzt", n
                ),
            ),
            _counted(
                len(self.gaps), lambda n: ngettext("%(n)d offene Frage", "%(n)d offene Fragen", n)
            ),
        ]
        return " · ".join(part for part in parts if part)


def _counted(count: int, words: Callable[[int], str]) -> str:
    return words(count) % {"n": count} if count else ""


def whole_game(outcome: Outcome) -> tuple[str, ...]:
    """What nobody could decide on, as sentences."""
    return tuple(_not_asked(gap) for gap in outcome.gaps)


def uncompared(scenario: Scenario, outcome: Outcome) -> tuple[Uncompared, ...]:
    """Round by round what cannot be compared; rounds with nothing are left out."""
    found = (_round(scenario, each) for each in outcome.rounds)
    return tuple(each for each in found if each.void or each.revived or each.gaps)


def _round(scenario: Scenario, found: RoundFound) -> Uncompared:
    return Uncompared(
        number=found.number,
        void=tuple(_refused(scenario, found.void)),
        revived=tuple(_refused(scenario, found.revived)),
        gaps=tuple(gap_sentence(scenario, each) for each in found.gaps),
    )


def _refused(scenario: Scenario, notes: tuple[Note, ...]) -> Iterator[Refused]:
    """Each sentence once, with how often where it holds several times."""
    closed = scenario.options.closed_ballot
    texts = Counter(
        (scenario.municipalities[note.town].name, note_sentence(scenario, note))
        for note in notes
        if note.town and not (closed and note_path(note).startswith(SECRET_OF_A_BALLOT))
    )
    for (town, text), times in texts.items():
        yield Refused(town, f"{text} ({times}×)" if times > 1 else text)


def gap_sentence(scenario: Scenario, found: GapFound) -> str:
    """What a code of ``GAPS`` means here."""
    return _GAPS[found.gap.code](scenario, found)


def _not_asked(gap: Gap) -> str:
    text = {
        "fund": _(
            "Nach einem anderen Fonds wurde niemand gefragt: Beitritte und Anträge sind die von "
            "damals."
        ),
        "stage": _(
            "Höhere Stufen der Zusammenarbeit standen im Spiel nicht zur Wahl: Niemand hat sie "
            "angeboten."
        ),
        "equalise": _(
            "Ein Lasten-Nutzen-Ausgleich stand im Spiel nicht zur Wahl: Kein Vertrag enthält ihn."
        ),
    }[gap.item]
    if not gap.round:
        return text
    return _("Runde %(number)d: %(text)s") % {"number": gap.round, "text": text}


def _not_answered(scenario: Scenario, found: GapFound) -> str:
    town = scenario.municipalities[found.gap.town].name
    if found.offer is None:
        words = {"town": town, "what": cause_label(scenario, found.gap.item)}
        return (
            _(
                "%(what)s von %(town)s: Diesen gemeinsamen Antrag gab es so nicht. Ob die anderen "
                "mitgemacht hätten, weiß niemand."
            )
            % words
        )
    words = {"town": town, "what": _offer(scenario, found.offer)}
    return (
        _(
            "%(what)s, angeboten von %(town)s: Dieses Angebot gab es so nicht. Gerechnet wird, als "
            "hätten dieselben zugestimmt."
        )
        % words
    )


def _offer(scenario: Scenario, offer: Proposal) -> str:
    return _("%(stage)s %(service)s") % {
        "stage": scenario.stages[offer.stage].name,
        "service": scenario.services[offer.service].name,
    }


def _other_agreement(scenario: Scenario, found: GapFound) -> str:
    words = {
        "town": scenario.municipalities[found.gap.town].name,
        "what": cause_label(scenario, found.gap.item),
    }
    return (
        _(
            "%(what)s: Was %(town)s dazu entschieden hat, galt einem Vertrag mit anderen "
            "Mitgliedern."
        )
        % words
    )


_GAPS: Final[Mapping[str, Callable[[Scenario, GapFound], str]]] = {
    NOT_ASKED: lambda _scenario, found: _not_asked(found.gap),
    NOT_ANSWERED: _not_answered,
    OTHER_AGREEMENT: _other_agreement,
}


def parting_lines(scenario: Scenario, parted: Parting) -> tuple[str, ...]:
    """The postings that differ most in the round where the games part."""
    return tuple(_line(scenario, *key, change) for key, change in parted.by)


def _line(scenario: Scenario, town: str, rule: str, cause: str, change: int) -> str:
    label = cause_label(scenario, cause) if cause else ""
    title = rule_title(rule)
    what = title if label in ("", cause, title) else f"{label}, {title}"
    name = scenario.municipalities[town].name
    return f"{name}, {what}: {money.euro_change_exact(change)}"
