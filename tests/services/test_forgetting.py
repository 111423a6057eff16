"""Anonymising takes words and names for good and leaves every figure; deleting leaves one line."""

import io
import sqlite3
from contextlib import closing

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from games.access import WorkshopViewer
from games.bundles.verify import verify
from games.enums import LogKind, Role
from games.errors import Illegal, TooLate
from games.models import (
    Device,
    Game,
    LogEntry,
    Seat,
    Settlement,
    Workshop,
    WorkshopGone,
    WorkshopInvitation,
)
from games.selectors.bundle import bundle_of
from games.services import forgetting
from games.services.forgetting import anonymise
from games.services.receipts import first_broken, left_of
from games.services.workshops import delete_workshop
from planspiel.stores import SQLITE_PRAGMAS
from tests.cast import NOW
from tests.planted import WORD, found, lead_of, planted, title_of, words

REASON = "Aufbewahrungsfrist"

MUST_BE_FOUND = {
    "games_seat.name",
    "games_message.text",
    "games_message.hidden_reason",
    "games_note.text",
    "games_offerrevision.note",
    "games_offerdraft.field_revisions",
    "games_teamdecision.content",
    "games_teamdecision.field_revisions",
    "games_teamdecision.reason",
    "games_team.help_text",
    "games_game.cards",
    "games_game.steering",
    "games_settlement.content",
    "games_logentry.payload",
    "games_workshop.agenda",
    "games_workshopentry.payload",
    "games_reviewlink.label",
    "games_reflectionanswer.text",
    "games_debriefcard.text",
    "games_debriefcard.group",
    "games_resolution.text",
    "games_resolution.until",
    "games_game.debrief",
}
"""If a word is not planted in one of these, the tests below would show nothing."""


KEPT = {
    "games_device": "token_hash",
    "games_game": "name cooperation_model options seed round_phases phase_minutes waiting_for"
    " join_code projector_item log_digest",
    "games_team": "town name bot ready_for waived unread time_asked_for",
    "games_seat": "code",
    "games_logentry": "phase request_id digest redacted",
    "games_note": "phase",
    "games_offer": "outcome",
    "games_offerdraft": "content",
    "games_offerrevision": "content",
    "games_offeranswer": "reason",
    "games_teamdecision": "first_scores revised of_team",
    "games_settlement": "state_after digest",
    "games_reflectionanswer": "person question",
    "games_teamguess": "town goal by",
    "games_rehearsal": "worker step outcome",
    "games_pulse": "name said",
    "games_botgames": "key figures worker",
    "games_scenarioversion": "slug name digest content",
    "games_message": "phase promise",
    "games_workshop": "title",
    "games_workshopinvitation": "token_hash",
    "games_workshopentry": "request_id",
}
"""Columns of text that hold nothing that people wrote (or, of a deputy and a guess, a part that is
taken out and not planted), and the titles that stay. A new column must be named here or above."""


def test_every_column_of_text_is_known_to_be_words_or_not():
    kinds = (models.CharField, models.TextField, models.JSONField)
    columns = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_app_config("games").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices
    }
    kept = {f"{table}.{name}" for table, names in KEPT.items() for name in names.split()}
    assert columns == kept | MUST_BE_FOUND


@pytest.fixture
def cast(db):
    return planted()


def forget(cast, **more):
    anonymise(lead_of(cast), **{"typed": title_of(cast), "reason": REASON, "now": NOW, **more})


def figures(cast):
    """What was played, without the words in it."""
    return [
        (row.round_number, row.attempt, row.state_after, row.content["postings"])
        for row in Settlement.objects.filter(game=cast.game)
    ]


def test_the_word_is_planted_everywhere(cast):
    assert found() >= MUST_BE_FOUND


def test_after_anonymising_no_planted_word_is_anywhere_and_every_figure_is(cast):
    before = figures(cast)

    forget(cast)

    assert found() == set()
    assert figures(cast) == before
    assert not Device.objects.filter(seat__game=cast.game).exists()
    assert not WorkshopInvitation.objects.exists()
    assert not LogEntry.objects.filter(game=cast.game, seat__isnull=False).exists()


def test_the_log_still_proves_itself_and_says_how_much_was_taken_out(cast):
    receipts = dict(LogEntry.objects.filter(game=cast.game).values_list("sequence", "digest"))

    forget(cast)

    assert first_broken(cast.game.pk) is None
    marker = LogEntry.objects.get(game=cast.game, kind=LogKind.GAME_ANONYMISED)
    redacted = LogEntry.objects.filter(game=cast.game).exclude(redacted="")
    assert marker.payload["reason"] == REASON
    assert marker.payload["entries"] == redacted.count() > 0
    log = LogEntry.objects.filter(game=cast.game)
    kept = dict(log.exclude(pk=marker.pk).values_list("sequence", "digest"))
    assert kept == receipts, "the receipts that people hold"
    out = io.StringIO()
    call_command("verify_log", str(cast.game.public_id), stdout=out)
    assert f"davon geschwärzt: {redacted.count()}." in out.getvalue()


class TestChangedAfterwards:
    @pytest.fixture
    def redacted(self, cast):
        forget(cast)
        return LogEntry.objects.filter(game=cast.game).exclude(redacted="").first()

    def test_what_is_left_of_an_entry_cannot_be_changed_unseen(self, cast, redacted):
        LogEntry.objects.filter(pk=redacted.pk).update(payload={"reason": "schöner"})
        assert first_broken(cast.game.pk) == redacted.sequence

    def test_nor_can_another_entry_be_blackened(self, cast, redacted):
        marker = LogEntry.objects.get(game=cast.game, kind=LogKind.GAME_ANONYMISED)
        plain = LogEntry.objects.filter(game=cast.game, redacted="").first()
        plain.redacted = left_of(plain, plain.team.town if plain.team else "")
        plain.save()
        assert first_broken(cast.game.pk) == marker.sequence

    def test_nor_an_entry_after_it(self, cast, redacted):
        marker = LogEntry.objects.get(game=cast.game, kind=LogKind.GAME_ANONYMISED)
        marker.redacted = left_of(marker, "")
        marker.save()
        assert first_broken(cast.game.pk) == marker.sequence


def test_the_rounds_play_again_to_the_digests_that_the_log_names(cast):
    forget(cast)

    bundle = bundle_of(cast.game.public_id, NOW, nameless=False)
    assert len(list(verify(bundle))) == 2
    marker = LogEntry.objects.get(game=cast.game, kind=LogKind.GAME_ANONYMISED)
    named = {(each["round"], each["attempt"]): each for each in marker.payload["settlements"]}
    assert set(named) == {(1, 1), (1, 2)}
    for row in Settlement.objects.filter(game=cast.game, round_number=1):
        assert named[(1, row.attempt)]["settlement"] == row.digest


def test_a_log_that_was_changed_is_not_covered_up(cast):
    LogEntry.objects.filter(game=cast.game, sequence=3).update(payload={"seat": 0})

    with pytest.raises(Illegal, match="log_broken") as refused:
        forget(cast)

    assert refused.value.context["entry"] == 3
    assert "games_message.text" in found()


def test_it_goes_on_where_it_was_interrupted(cast, monkeypatch):
    def crash(*_args, **_more):
        raise OSError("crashed")

    monkeypatch.setattr(forgetting, "forget_game", crash)
    with pytest.raises(OSError, match="crashed"):
        forget(cast)
    monkeypatch.undo()

    forget(cast)

    assert found() == set()
    with pytest.raises(TooLate, match="anonymised"):
        forget(cast)


def test_without_title_or_reason_or_while_it_is_played_nothing_goes(cast):
    for more, code in (({"typed": "Irrtum"}, "title_differs"), ({"reason": " "}, "text_missing")):
        with pytest.raises(Illegal, match=code):
            forget(cast, **more)
    Game.objects.filter(pk=cast.game.pk).update(phase="deciding")
    with pytest.raises(TooLate, match="still_running"):
        forget(cast)
    assert found() >= MUST_BE_FOUND


def test_the_neighbours_workshop_is_left_alone(cast):
    Seat.objects.filter(pk=cast.carl.viewer.seat_id).update(name=words("Carl"))

    forget(cast)

    assert found() == {"games_seat.name"}


def test_deleting_leaves_one_line_and_no_row(cast):
    before = Workshop.objects.count()

    delete_workshop(lead_of(cast), typed=title_of(cast), now=NOW)

    assert found() == set()
    assert Workshop.objects.count() == before - 1
    gone = WorkshopGone.objects.get()
    assert (gone.at, gone.regions, gone.by_hand) == (NOW, 1, True)
    delete_workshop_of_franz(cast)
    kept = {"ScenarioVersion": 1, "WorkshopGone": 2, "Pulse": 0}
    rows = {m.__name__: m.objects.count() for m in apps.get_app_config("games").get_models()}
    assert {name: count for name, count in rows.items() if count} == {
        name: count for name, count in kept.items() if count
    }


def delete_workshop_of_franz(cast):
    other = Game.objects.get(pk=cast.carl.viewer.game_id)
    viewer = WorkshopViewer(other.workshop_id, cast.franz.user.pk, Role.LEAD)
    delete_workshop(viewer, typed=other.workshop.title, now=NOW)


def test_the_file_of_the_database_forgets_too(tmp_path):
    file = tmp_path / "probe.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(SQLITE_PRAGMAS)
        database.execute("CREATE TABLE seat (name TEXT)")
        database.execute("INSERT INTO seat VALUES (?)", [WORD])
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert WORD.encode() in file.read_bytes()

        database.execute("DELETE FROM seat")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert not [each for each in tmp_path.iterdir() if WORD.encode() in each.read_bytes()]


def test_the_word_is_none_of_ours():
    assert WORD not in REASON.lower()
