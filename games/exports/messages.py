"""Messages as a table (as ``postings_csv`` writes it) and as JSON."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from games.exports.postings_csv import BYTE_ORDER_MARK, safe_cell
from games.selectors.talk_export import MessageExport, MessageLine

FORMAT = "planspiel-nachrichten"
VERSION = 1


def messages_csv(page: MessageExport) -> str:
    """The table with a heading; line breaks stay within their cells."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heading())
    for line in page.lines:
        writer.writerow([safe_cell(cell) for cell in _cells(line)])
    return BYTE_ORDER_MARK + buffer.getvalue()


def _heading() -> list[str]:
    return [
        _("Nummer"),
        _("Zeit"),
        _("Runde"),
        _("Phase"),
        _("Gespräch"),
        _("Von (Code)"),
        _("Von"),
        _("An (Code)"),
        _("An"),
        _("Text"),
        _("Zusage"),
        _("Entfernt"),
        _("Grund"),
    ]


def _cells(line: MessageLine) -> Iterator[str | int]:
    yield line.number
    yield line.at.isoformat()
    yield line.round_number
    yield line.phase
    yield line.channel
    yield line.sender_id
    yield line.sender
    yield line.recipient_id
    yield line.recipient
    yield line.text
    yield line.promise
    yield int(line.hidden)
    yield line.reason


def messages_json(page: MessageExport) -> dict[str, Any]:
    """The messages with the name of their game; times in ISO 8601."""
    lines = [asdict(line) | {"at": line.at.isoformat()} for line in page.lines]
    return {"format": FORMAT, "version": VERSION, "game": page.game, "messages": lines}
