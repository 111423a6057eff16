import io
import uuid

import pytest
from django.core.management import CommandError, call_command

from games.enums import LogKind
from games.errors import Illegal, NotAllowed
from games.models import Game, LogEntry, Team
from games.services import poke, receipts
from games.services.writing import writing
from tests.cast import NOW


@pytest.fixture
def pokes(monkeypatch):
    """The pokes of a test, in order."""
    sent = []
    monkeypatch.setattr(poke, "_senders", [lambda *poked: sent.append(poked)])
    return sent


def lock(game, *, request_id="", user_id=None, locked=True):
    with writing(game.pk, request_id=request_id, user_id=user_id, now=NOW) as writer:
        if writer.repeated:
            return writer.repeated
        writer.game.lobby_locked = locked
        writer.log(LogKind.LOBBY_LOCKED, {"locked": locked})
        writer.touch_game()
    return writer.receipt


def fail_half_way(game):
    with writing(game.pk, now=NOW) as writer:
        Team.objects.filter(game=game).update(bot="allein")
        writer.log(LogKind.LOBBY_LOCKED, {})
        writer.touch_game()
        raise ZeroDivisionError


def write_past_the_lock(game):
    with writing(game.pk, now=NOW) as writer:
        Game.objects.filter(pk=game.pk).update(log_sequence=99)
        writer.log(LogKind.LOBBY_LOCKED, {})


def test_log_and_version_rise_together(cast):
    before = cast.fresh()
    receipt = lock(cast.game)
    after = cast.fresh()
    entry = LogEntry.objects.get(game=cast.game, sequence=after.log_sequence)
    assert after.log_sequence == before.log_sequence + 1
    assert after.version == before.version + 1
    assert after.lobby_locked
    assert receipt == receipts.Receipt(after.log_sequence, NOW, entry.digest[:8])


def test_entry_names_where_the_game_stood_and_who_acted(cast):
    receipt = lock(cast.game, request_id="r1", user_id=cast.game.owner_id)
    entry = LogEntry.objects.get(game=cast.game, sequence=receipt.number)
    assert (entry.round_number, entry.phase) == (0, "lobby")
    assert (entry.user_id, entry.seat_id) == (cast.game.owner_id, None)
    assert entry.request_id == "r1"


def test_request_replayed_answers_with_the_first_receipt_and_writes_nothing(cast):
    first = lock(cast.game, request_id="r1")
    version = cast.fresh().version
    again = [lock(cast.game, request_id="r1", locked=False) for _ in range(5)]
    assert again == [first] * 5
    assert cast.fresh().version == version
    assert cast.fresh().lobby_locked
    assert LogEntry.objects.filter(game=cast.game, request_id="r1").count() == 1


def test_request_id_of_somebody_else_is_unknown(cast):
    lock(cast.game, request_id="r1", user_id=cast.game.owner_id)
    with pytest.raises(NotAllowed, match="foreign_request"):
        lock(cast.game, request_id="r1")


def test_request_id_for_another_command_is_refused(cast):
    lock(cast.game, request_id="r1")
    with (
        pytest.raises(Illegal, match="request_id_used") as refusal,
        writing(cast.game.pk, request_id="r1") as writer,
    ):
        writer.first_entry(LogKind.GAME_PAUSED)
    assert refusal.value.context == {"kind": "lobby_locked"}


def test_request_id_that_no_database_could_look_up_is_refused(cast):
    with pytest.raises(Illegal, match="request_id_unreadable"):
        lock(cast.game, request_id="a\x00b")


def test_request_id_longer_than_its_column_is_refused(cast):
    with pytest.raises(Illegal, match="request_id_too_long"):
        lock(cast.game, request_id="x" * 65)


def test_repeated_request_cannot_write(cast):
    lock(cast.game, request_id="r1")
    with (
        pytest.raises(RuntimeError, match="repeated"),
        writing(cast.game.pk, request_id="r1") as writer,
    ):
        writer.log(LogKind.LOBBY_LOCKED, {})


def test_failure_stores_nothing(cast):
    before = cast.fresh()
    with pytest.raises(ZeroDivisionError):
        fail_half_way(cast.game)
    assert not Team.objects.filter(game=cast.game, bot="allein").exists()
    assert cast.fresh().version == before.version
    assert not LogEntry.objects.filter(game=cast.game, kind=LogKind.LOBBY_LOCKED).exists()


def test_nesting_is_refused(cast):
    with writing(cast.game.pk), pytest.raises(RuntimeError), writing(cast.game.pk):
        raise AssertionError("never reached")


def test_change_without_log_entry_is_refused(cast):
    with (
        pytest.raises(RuntimeError, match="without a log entry"),
        writing(cast.game.pk) as writer,
    ):
        writer.touch_game()


def test_unknown_game_is_not_allowed(db):
    with pytest.raises(NotAllowed, match="unknown_game"), writing(4711):
        raise AssertionError("never reached")


def test_write_past_the_lock_is_noticed(cast):
    with pytest.raises(RuntimeError, match="without its lock"):
        write_past_the_lock(cast.game)


def test_team_change_raises_the_team_version_alone(cast):
    team = cast.teams[0]
    before = cast.fresh().version
    with writing(cast.game.pk) as writer:
        writer.log(LogKind.DRAFT_SAVED, {}, team)
        writer.touch_team(team)
        writer.touch_team(team)
    assert cast.fresh().version == before
    assert Team.objects.get(pk=team.pk).version == 1


def test_poke_follows_the_commit(cast, pokes, django_capture_on_commit_callbacks):
    team = cast.teams[0]
    with django_capture_on_commit_callbacks(execute=True), writing(cast.game.pk) as writer:
        writer.log(LogKind.DECISION_SUBMITTED, {}, team)
        writer.touch_team(team)
        writer.touch_game()
        assert pokes == []
    # One for everybody: it reaches the team as well.
    assert pokes == [(cast.game.pk, None, cast.fresh().version)]


def test_what_one_team_alone_may_see_is_told_to_it_alone(
    cast, pokes, django_capture_on_commit_callbacks
):
    team = cast.teams[0]
    with django_capture_on_commit_callbacks(execute=True), writing(cast.game.pk) as writer:
        writer.log(LogKind.DRAFT_SAVED, {}, team)
        writer.touch_team(team)
    assert pokes == [(cast.game.pk, team.pk, cast.fresh().version + 1)]


def test_poke_that_fails_harms_nobody(
    cast, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    def broken(*_poked):
        raise ConnectionError("layer is gone")

    monkeypatch.setattr(poke, "_senders", [broken])
    with django_capture_on_commit_callbacks(execute=True):
        receipt = lock(cast.game)
    assert cast.fresh().log_sequence == receipt.number
    assert "layer is gone" in caplog.text


def test_chain_holds_after_commands(cast):
    for number in range(3):
        lock(cast.game, request_id=f"r{number}")
    assert receipts.first_broken(cast.game.pk) is None


def test_chain_shows_a_changed_payload(cast):
    receipt = lock(cast.game)
    lock(cast.game)
    LogEntry.objects.filter(game=cast.game, sequence=receipt.number).update(payload={"locked": 0})
    assert receipts.first_broken(cast.game.pk) == receipt.number


def test_chain_shows_a_missing_entry(cast):
    receipt = lock(cast.game)
    lock(cast.game)
    LogEntry.objects.filter(game=cast.game, sequence=receipt.number).delete()
    assert receipts.first_broken(cast.game.pk) == receipt.number


def test_chain_shows_a_missing_last_entry(cast):
    receipt = lock(cast.game)
    LogEntry.objects.filter(game=cast.game, sequence=receipt.number).delete()
    assert receipts.first_broken(cast.game.pk) == receipt.number


def test_chain_survives_the_deletion_of_a_seat(cast):
    cast.play_until("briefing")
    from games.models import Seat

    Seat.objects.filter(pk=cast.anna.viewer.seat_id).delete()
    assert receipts.first_broken(cast.game.pk) is None


def verify(*games):
    out = io.StringIO()
    try:
        call_command("verify_log", *map(str, games), stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


def test_the_logs_of_all_games_are_checked_by_command(cast):
    lines, trouble = verify()
    assert [line[:36] for line in lines] == [
        str(game.public_id) for game in Game.objects.order_by("pk")
    ]
    assert all("Das Protokoll stimmt, Einträge: " in line for line in lines)
    assert trouble == ""


def test_a_changed_log_is_named_by_command(cast):
    receipt = lock(cast.game)
    LogEntry.objects.filter(game=cast.game, sequence=receipt.number).update(payload={"locked": 0})
    (line,), trouble = verify(cast.game.public_id)
    assert f"stimmt ab Beleg {receipt.number} nicht mehr" in line
    assert trouble == "Protokolle, die nicht stimmen: 1"
    other = Game.objects.exclude(pk=cast.game.pk).get()
    assert verify(other.public_id)[1] == ""


def test_a_game_that_is_not_there_is_named_by_command(cast):
    nobody = uuid.uuid4()
    assert verify(nobody) == ([], f"Ein Spiel {nobody} gibt es nicht.")
