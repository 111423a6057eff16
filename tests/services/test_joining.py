from datetime import timedelta

import pytest

from games.access import hash_token, player, sign_device_token
from games.errors import Illegal, NotAllowed, TooManyAttempts
from games.models import Device, LogEntry, Seat, Team
from games.services import codes, flow, joining, rooms, seats
from tests.cast import CLIENT, NOW, found_game
from tests.factories import UserFactory

WRONG = "ZZZZ2222"


def try_code(code, *, client=CLIENT, now=NOW):
    return joining.find_game(code=code, client=client, now=now)


def fail_often(times, *, client=CLIENT, now=NOW):
    refusals = []
    for _ in range(times):
        with pytest.raises((NotAllowed, TooManyAttempts)) as refusal:
            try_code(WRONG, client=client, now=now)
        refusals.append(refusal.value.code)
    return refusals


class TestCodes:
    def test_alphabet_has_no_look_alikes(self):
        assert len(set(codes.ALPHABET)) == 31
        assert not set(codes.ALPHABET) & set("01ILO")

    @pytest.mark.parametrize("typed", ["abcd-2345", " ABCD 2345 ", "abcd2345", "A B C D 2 3 4 5"])
    def test_typed_code_is_read_generously(self, typed):
        assert codes.normalised(typed) == "ABCD2345"

    @pytest.mark.parametrize(
        "typed", ["", "ABCD234", "ABCD23456", "ABCD234O", "ÄBCD2345", "💥" * 8]
    )
    def test_what_cannot_be_a_code_is_none(self, typed):
        assert codes.normalised(typed) is None

    def test_new_codes_differ_and_fit(self, db):
        drawn = codes.new_codes(200)
        assert len(set(drawn)) == 200
        assert all(codes.normalised(code) == code for code in drawn)

    def test_code_in_use_is_drawn_again(self, cast, monkeypatch):
        seat = Seat.objects.filter(game=cast.game).first()
        drawn = iter([cast.game.join_code, seat.code, "ABCD2345"])
        monkeypatch.setattr(codes, "_draw", lambda: next(drawn))
        assert codes.new_code() == "ABCD2345"


class TestFinding:
    def test_join_code_leads_to_its_game(self, cast):
        target = try_code(cast.game.join_code.lower())
        assert target == joining.JoinTarget(joining.CodeKind.JOIN, cast.game.public_id)

    def test_seat_code_leads_to_its_seat(self, cast):
        seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
        target = try_code(seat.code)
        expected = joining.JoinTarget(joining.CodeKind.SEAT, cast.game.public_id, seat.pk)
        assert target == expected

    def test_unknown_code_is_not_allowed(self, cast):
        with pytest.raises(NotAllowed, match="unknown_code"):
            try_code(WRONG)

    def test_join_code_of_a_locked_lobby_says_so(self, cast):
        seats.lock_lobby(cast.frieda.viewer, locked=True)
        with pytest.raises(NotAllowed, match="lobby_locked"):
            try_code(cast.game.join_code)

    @pytest.mark.parametrize("kind", ["join", "seat"])
    def test_codes_of_an_ended_game_are_dead(self, cast, kind):
        seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
        flow.end_game(cast.frieda.viewer)
        with pytest.raises(NotAllowed, match="unknown_code"):
            try_code(cast.game.join_code if kind == "join" else seat.code)

    def test_code_of_a_removed_seat_is_dead(self, cast):
        seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
        seats.remove_seat(cast.frieda.viewer, seat_id=seat.pk)
        with pytest.raises(NotAllowed, match="unknown_code"):
            try_code(seat.code)


class TestBrake:
    def test_failures_beyond_thirty_a_minute_are_braked(self, cast):
        assert fail_often(32) == ["unknown_code"] * 30 + ["too_many_attempts"] * 2

    def test_braked_client_hears_how_long_to_wait(self, cast):
        fail_often(30)
        with pytest.raises(TooManyAttempts) as refusal:
            try_code(WRONG, now=NOW + timedelta(seconds=20))
        assert refusal.value.context == {"wait_seconds": 40}

    def test_brake_loosens_with_time(self, cast):
        fail_often(30)
        later = NOW + timedelta(seconds=61)
        assert fail_often(2, now=later) == ["unknown_code", "too_many_attempts"]
        assert fail_often(1, now=NOW + timedelta(seconds=125)) == ["unknown_code"]

    def test_other_clients_are_not_braked(self, cast):
        fail_often(31)
        assert fail_often(1, client="198.51.100.4") == ["unknown_code"]

    def test_many_clients_together_are_braked(self, cast):
        for number in range(20):
            fail_often(30, client=f"client {number}")
        assert fail_often(1, client="one more") == ["too_many_attempts"]

    def test_hall_joins_while_somebody_in_it_is_braked(self, cast):
        assert fail_often(31)[-1] == "too_many_attempts"
        team = cast.teams[2]
        for number in range(40):
            try_code(cast.game.join_code)
            joining.join(
                code=cast.game.join_code,
                name=f"Gast {number}",
                team_id=team.pk,
                client=CLIENT,
                now=NOW,
            )
        assert Seat.objects.filter(team=team).count() == 40

    def test_no_address_is_kept(self, cast, monkeypatch):
        from games.services import fleeting

        kept = []
        monkeypatch.setattr(fleeting, "count", lambda key, seconds: kept.append(key))
        fail_often(1)
        assert len(kept) == 2
        assert not any(CLIENT in key for key in kept)


class TestJoining:
    def test_join_takes_a_seat_that_the_device_holds(self, cast):
        team = cast.teams[1]
        joined = joining.join(
            code=cast.game.join_code,
            name="  Eva \u202e Maria ",
            team_id=team.pk,
            client=CLIENT,
            now=NOW,
        )
        seat = Seat.objects.get(pk=joined.seat_id)
        assert (seat.name, seat.team_id, seat.joined_at) == ("Eva Maria", team.pk, NOW)
        viewer = player(cast.game.public_id, sign_device_token(joined.device_token))
        assert (viewer.seat_id, viewer.team_id) == (seat.pk, team.pk)

    def test_token_is_stored_hashed_alone(self, cast):
        joined = joining.join(
            code=cast.game.join_code, name="Eva", team_id=cast.teams[1].pk, client=CLIENT
        )
        device = Device.objects.get(seat_id=joined.seat_id)
        assert device.token_hash == hash_token(joined.device_token)

    def test_join_is_seen_by_all_and_logged_without_the_name(self, cast):
        before = cast.fresh().version
        joined = joining.join(
            code=cast.game.join_code, name="Geheim", team_id=cast.teams[1].pk, client=CLIENT
        )
        entry = LogEntry.objects.get(game=cast.game, sequence=cast.fresh().log_sequence)
        assert cast.fresh().version == before + 1
        assert entry.payload == {"seat": joined.seat_id}

    @pytest.mark.parametrize(
        ("name", "code"),
        [("", "text_missing"), ("\u200b ", "text_missing"), ("x" * 41, "text_too_long")],
    )
    def test_bad_name_is_refused(self, cast, name, code):
        with pytest.raises(Illegal, match=code):
            joining.join(
                code=cast.game.join_code, name=name, team_id=cast.teams[1].pk, client=CLIENT
            )

    def test_team_of_another_game_is_refused(self, cast):
        foreign = Team.objects.exclude(game=cast.game).first()
        with pytest.raises(Illegal, match="unknown_team"):
            joining.join(code=cast.game.join_code, name="Eva", team_id=foreign.pk, client=CLIENT)

    def test_locked_lobby_lets_nobody_in(self, cast):
        seats.lock_lobby(cast.frieda.viewer, locked=True)
        with pytest.raises(NotAllowed, match="lobby_locked"):
            joining.join(
                code=cast.game.join_code, name="Eva", team_id=cast.teams[1].pk, client=CLIENT
            )

    def test_full_game_says_its_limit(self, cast, monkeypatch):
        monkeypatch.setattr(rooms, "MAX_SEATS", 3)
        with pytest.raises(Illegal, match="game_full") as refusal:
            joining.join(
                code=cast.game.join_code, name="Eva", team_id=cast.teams[1].pk, client=CLIENT
            )
        assert refusal.value.context == {"limit": 3}

    def test_seat_code_does_not_join_anew(self, cast):
        seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
        with pytest.raises(NotAllowed, match="unknown_code"):
            joining.join(code=seat.code, name="Eva", team_id=seat.team_id, client=CLIENT)

    def test_join_sent_again_is_the_same_seat_on_one_more_device(self, cast):
        wanted = {
            "code": cast.game.join_code,
            "name": "Eva",
            "team_id": cast.teams[1].pk,
            "client": CLIENT,
            "request_id": "j",
        }
        first, again = joining.join(**wanted), joining.join(**wanted)
        assert again.seat_id == first.seat_id
        assert Seat.objects.filter(name="Eva").count() == 1
        for joined in (first, again):
            viewer = player(cast.game.public_id, sign_device_token(joined.device_token))
            assert viewer.seat_id == first.seat_id

    def test_join_sent_again_after_the_removal_is_refused(self, cast):
        wanted = {
            "code": cast.game.join_code,
            "name": "Eva",
            "team_id": cast.teams[1].pk,
            "client": CLIENT,
            "request_id": "j",
        }
        seats.remove_seat(cast.frieda.viewer, seat_id=joining.join(**wanted).seat_id)
        with pytest.raises(NotAllowed, match="unknown_code"):
            joining.join(**wanted)

    def test_log_names_the_seat_that_was_taken(self, cast):
        entry = LogEntry.objects.get(game=cast.game, seat_id=cast.anna.viewer.seat_id)
        assert (entry.kind, entry.team_id) == ("player_joined", cast.anna.viewer.team_id)

    def test_late_joiner_replaces_the_bot(self, cast):
        cast.play_until("briefing")
        team = cast.teams[2]
        assert team.bot == "reziprok"
        joining.join(code=cast.game.join_code, name="Eva", team_id=team.pk, client=CLIENT)
        assert Team.objects.get(pk=team.pk).bot == ""


class TestClaiming:
    def prepared(self, **options):
        game = found_game(UserFactory(), seats_per_team=2, **options)
        return Seat.objects.filter(game=game).select_related("game", "team")

    def test_prepared_seat_is_claimed_with_a_name(self, db):
        seat = self.prepared()[0]
        joined = joining.claim_seat(code=seat.code, client=CLIENT, name="Eva", now=NOW)
        seat.refresh_from_db()
        assert (joined.seat_id, seat.name, seat.joined_at) == (seat.pk, "Eva", NOW)

    def test_seat_claimed_without_a_name_gets_its_number(self, db):
        first, second = self.prepared()[:2]
        assert first.team_id == second.team_id
        joining.claim_seat(code=second.code, client=CLIENT)
        second.refresh_from_db()
        assert second.name == "Platz 2"

    def test_log_tells_the_first_sign_in_from_one_more_device(self, db):
        seat = self.prepared()[0]
        for _device in range(2):
            joining.claim_seat(code=seat.code, client=CLIENT)
        lines = LogEntry.objects.filter(game=seat.game, kind="seat_claimed").order_by("pk")
        assert [each.payload["first"] for each in lines] == [True, False]

    def test_second_device_keeps_name_and_place(self, cast):
        seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
        joined = joining.claim_seat(code=seat.code, client=CLIENT, name="Nicht Anna", now=NOW)
        seat.refresh_from_db()
        assert (joined.seat_id, seat.name) == (cast.anna.viewer.seat_id, "Anna")
        phone = player(cast.game.public_id, sign_device_token(joined.device_token))
        laptop = player(cast.game.public_id, cast.anna.cookie)
        assert phone == laptop == cast.anna.viewer

    def test_sixth_device_signs_the_oldest_out(self, cast):
        seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
        for minute in range(5):
            now = NOW + timedelta(minutes=1 + minute)
            joining.claim_seat(code=seat.code, client=CLIENT, now=now)
        assert Device.objects.filter(seat=seat).count() == 5
        assert player(cast.game.public_id, cast.anna.cookie) is None

    def test_locked_lobby_lets_seat_codes_in(self, cast):
        seat = Seat.objects.get(pk=cast.anna.viewer.seat_id)
        seats.lock_lobby(cast.frieda.viewer, locked=True)
        assert joining.claim_seat(code=seat.code, client=CLIENT).seat_id == seat.pk

    def test_join_code_claims_no_seat(self, cast):
        with pytest.raises(NotAllowed, match="unknown_code"):
            joining.claim_seat(code=cast.game.join_code, client=CLIENT)

    def test_claim_replaces_the_bot(self, db):
        seat = self.prepared()[0]
        Team.objects.filter(pk=seat.team_id).update(bot="allein")
        joining.claim_seat(code=seat.code, client=CLIENT)
        assert Team.objects.get(pk=seat.team_id).bot == ""
