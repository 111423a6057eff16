"""Tables for one team alone: its postings with their sign, its notes."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from games.exports.figures_zip import table_csv
from games.selectors.jottings import Jotting
from games.selectors.review_values import PostingLine


def own_postings_csv(lines: Iterable[PostingLine]) -> str:
    """The team's postings; plus is more money, minus is what it paid."""
    head = (
        _("Runde"), _("Nummer"), _("Regel"), _("Titel"), _("Gegenstand"), _("Von"), _("An"),
        _("Betrag in Euro"),
    )  # fmt: skip
    rows = (
        (
            line.round_number, line.number, line.rule, line.rule_title, line.subject, line.source,
            line.target, line.signed,
        )
        for line in lines
    )  # fmt: skip
    return table_csv(head, rows)


def notes_csv(notes: Iterable[Jotting]) -> str:
    """What the team kept during play, the newest first; a bookmark has no text."""
    head = (_("Nummer"), _("Zeit"), _("Runde"), _("Phase"), _("Wer"), _("Text"))
    rows = (
        (each.number, each.at.isoformat(), each.round_number, each.phase, each.who, each.text)
        for each in notes
    )
    return table_csv(head, rows)
