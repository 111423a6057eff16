"""Anonymising a workshop: what tells who took part goes for good, every figure stays.

The words in the log are taken out of its entries; the entry that says so seals what is left
(``services.receipts``, docs/decisions). Afterwards the workshop stays in the archive.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from games.access import WorkshopViewer
from games.bundles import redact
from games.bundles.redact import GONE
from games.enums import LogKind, WorkshopKind
from games.errors import Illegal, TooLate
from games.models import (
    DebriefCard,
    DebriefDot,
    Device,
    LogEntry,
    Message,
    Note,
    OfferDraft,
    OfferRevision,
    ReflectionAnswer,
    Resolution,
    ReviewLink,
    Seat,
    Settlement,
    Team,
    TeamDecision,
    TeamGuess,
)
from games.rules.stored import settlement_digest
from games.selectors.debrief_dots import voters
from games.selectors.debrief_state import without_words
from games.selectors.recap import LEAST_ANSWERS
from games.selectors.scenarios import content_of
from games.services.archive import lay_by
from games.services.codes import new_codes
from games.services.organising import organising
from games.services.receipts import first_broken, left_of, seal
from games.services.texts import one_line
from games.services.workshops import check_title
from games.services.writing import Writer, writing

REASON_SIGNS = 200
BATCH = 500


def anonymise(
    viewer: WorkshopViewer, *, typed: str, reason: str, now: datetime | None = None
) -> None:
    """Take names and people's words out of a workshop; ``typed`` must be its title.

    Begun before and interrupted: goes on where it stood. Raises Illegal("title_differs"), Illegal
    for a missing or too long reason, TooLate("still_running") while a region is played,
    TooLate("anonymised"), and Illegal("log_broken") with the ``entry`` of a log that is not as it
    was written: afterwards nobody could tell any more.
    """
    now = now or timezone.now()
    why = one_line(reason, field="reason", limit=REASON_SIGNS)
    with organising(viewer, now=now, archived=True) as organiser:
        check_title(organiser.workshop, typed)
        if organiser.workshop.anonymised_at is not None:
            raise TooLate("anonymised")
        games = lay_by(organiser)
    for game_id in games:
        forget_game(game_id, why, user_id=viewer.user_id, now=now)
    with organising(viewer, now=now, archived=True) as organiser:
        workshop = organiser.workshop
        for entry in workshop.entries.exclude(kind=WorkshopKind.REGION_ADDED):
            entry.payload = redact.of_entry(entry.payload)
            entry.save(update_fields=("payload",))
        workshop.entries.update(user=None)
        workshop.invitations.all().delete()
        workshop.agenda = redact.agenda(workshop.agenda)
        workshop.anonymised_at = now
        organiser.log(WorkshopKind.ANONYMISED, {"reason": why})
        organiser.look_again()


def forget_game(game_id: int, reason: str, *, user_id: int, now: datetime) -> None:
    """The same for one game; nothing where it was done before."""
    with writing(game_id, user_id=user_id, now=now, archived=True) as writer:
        game = writer.game
        if game.anonymised_at is not None:
            return
        broken = first_broken(game.pk)
        if broken is not None:
            raise Illegal("log_broken", game=game.name, entry=broken)
        known = {event["id"] for event in content_of(game).get("events", ())}
        game.steering = [redact.intervention(each, known) for each in game.steering]
        game.cards = []
        game.debrief = without_words(game.debrief, GONE)
        game.anonymised_at = now
        settled = _settlements(game.pk, known)
        _people(game.pk)
        _words(game.pk)
        _reflections(game.pk)
        _decisions(game.pk)
        redacted = _entries(game.pk)
        payload = {
            "reason": reason,
            "entries": len(redacted),
            "seal": seal(redacted),
            "settlements": settled,
        }
        writer.log(LogKind.GAME_ANONYMISED, payload)
        _touch(writer)


def _touch(writer: Writer) -> None:
    writer.touch_game()
    for team in Team.objects.filter(game=writer.game):
        writer.touch_team(team)


def _people(game_id: int) -> None:
    """Seats without names, with codes that stand on no printed card, and without devices."""
    seats = list(Seat.objects.filter(game_id=game_id).order_by("pk"))
    for number, (seat, code) in enumerate(zip(seats, new_codes(len(seats)), strict=True), start=1):
        seat.name = f"Person {number}" if seat.name else ""
        seat.code = code
    Seat.objects.bulk_update(seats, ("name", "code"), batch_size=BATCH)
    Device.objects.filter(seat__game_id=game_id).delete()


def _words(game_id: int) -> None:
    messages = Message.objects.filter(game_id=game_id)
    messages.update(text=GONE, seat=None, hidden_by=None)
    messages.exclude(hidden_reason="").update(hidden_reason=GONE)
    for written in (DebriefCard, Resolution):
        written.objects.filter(game_id=game_id).update(text=GONE, seat=None)
    DebriefCard.objects.filter(game_id=game_id).exclude(group="").update(group=GONE)
    Resolution.objects.filter(game_id=game_id).exclude(until="").update(until=GONE)
    _dots(game_id)
    Note.objects.filter(game_id=game_id).update(text="", seat=None)
    OfferRevision.objects.filter(offer__game_id=game_id).exclude(note="").update(note=GONE)
    TeamGuess.objects.filter(team__game_id=game_id).update(by=GONE)
    Team.objects.filter(game_id=game_id).update(help_text="")
    for link in ReviewLink.objects.filter(game_id=game_id):
        link.label = f"Link {link.number}"
        link.save(update_fields=("label",))


def _dots(game_id: int) -> None:
    """Dots lose their givers; where those were too few for dots to show, the dots go as well."""
    dots = DebriefDot.objects.filter(card__game_id=game_id)
    enough = [step for step, people in voters(game_id).items() if people >= LEAST_ANSWERS]
    dots.exclude(card__step__in=enough).delete()
    dots.update(seat=None)


def _reflections(game_id: int) -> None:
    """Words are taken out; both parts of a person stay a pair, without a way back to the seat."""
    answers = list(ReflectionAnswer.objects.filter(game_id=game_id))
    other = {row.person: secrets.token_hex(32) for row in answers}
    for row in answers:
        row.person, row.text = other[row.person], GONE if row.text else ""
    ReflectionAnswer.objects.bulk_update(answers, ("person", "text"), batch_size=BATCH)


def _decisions(game_id: int) -> None:
    rows = list(TeamDecision.objects.filter(team__game_id=game_id))
    for row in rows:
        row.content = redact.decision(row.content)
        row.field_revisions = redact.revisions(row.field_revisions)
        row.reason = GONE if row.reason else ""
        if row.of_team is not None:
            row.of_team = row.of_team | {
                "content": redact.decision(row.of_team["content"]),
                "field_revisions": redact.revisions(row.of_team["field_revisions"]),
            }
    fields = ("content", "field_revisions", "reason", "of_team")
    TeamDecision.objects.bulk_update(rows, fields, batch_size=BATCH)
    drafts = list(OfferDraft.objects.filter(offer__game_id=game_id))
    for draft in drafts:
        draft.field_revisions = redact.revisions(draft.field_revisions)
    OfferDraft.objects.bulk_update(drafts, ("field_revisions",), batch_size=BATCH)


def _settlements(game_id: int, known: Iterable[str]) -> list[dict[str, Any]]:
    """Take words out of what was settled; the rounds it concerned with their new digests."""
    changed = []
    for row in Settlement.objects.filter(game_id=game_id).order_by("round_number", "attempt"):
        content = redact.settlement(row.content, set(known))
        if content == row.content:
            continue
        row.content = content
        row.digest = settlement_digest(
            row.round_number, row.engine_version, row.state_after, row.content
        )
        row.save(update_fields=("content", "digest"))
        changed.append(
            {"round": row.round_number, "attempt": row.attempt, "settlement": row.digest}
        )
    return changed


def _entries(game_id: int) -> list[str]:
    """Take words out of the log, and who acted; the digests of what is left, in order."""
    entries = LogEntry.objects.filter(game_id=game_id)
    changed = []
    for entry in entries.select_related("team").order_by("sequence"):
        payload = redact.of_entry(entry.payload)
        if payload != entry.payload:
            entry.payload = payload
            entry.redacted = left_of(entry, entry.team.town if entry.team else "")
            changed.append(entry)
    LogEntry.objects.bulk_update(changed, ("payload", "redacted"), batch_size=BATCH)
    entries.update(user=None, seat=None)
    return [entry.redacted for entry in changed]
