"""The cockpit: who is there, who has decided how far, what happened."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.errors import NotAllowed
from games.models import LogEntry
from games.selectors.cockpit import cockpit
from games.selectors.seats import seat_card, team_choice
from games.services import drafts, flow, seats
from tests.cast import sit_down


def team_of(page, person):
    return next(team for team in page.teams if team.id == person.viewer.team_id)


def save(person, number=1, **changes):
    return drafts.save_draft(
        person.viewer,
        round_number=number,
        revision=0,
        changes={key.replace("__", "."): value for key, value in changes.items()},
    )


class TestTeams:
    def test_a_team_without_a_draft_has_decided_nothing(self, cast, nobody):
        cast.play_until("deciding")

        team = team_of(cockpit(cast.frieda.viewer, nobody), cast.anna)

        assert (team.state, team.decided) == ("none", 0)
        assert team.to_decide > 2

    def test_a_field_counts_once_it_has_been_touched(self, cast, nobody):
        cast.play_until("deciding")
        save(cast.anna, levels__verwaltung="sparen")

        team = team_of(cockpit(cast.frieda.viewer, nobody), cast.anna)

        assert (team.state, team.decided) == ("draft", 1)

    def test_a_field_set_back_to_its_default_still_counts(self, cast, nobody):
        cast.play_until("deciding")
        saved = save(cast.anna, levels__verwaltung="sparen")
        drafts.save_draft(
            cast.anna.viewer,
            round_number=1,
            revision=saved.revision,
            changes={"levels.verwaltung": None},
        )

        assert team_of(cockpit(cast.frieda.viewer, nobody), cast.anna).decided == 1

    def test_a_submitted_team_is_no_longer_open(self, cast, nobody):
        cast.play_until("deciding")
        saved = save(cast.anna, levels__verwaltung="sparen")
        drafts.submit(cast.anna.viewer, round_number=1, revision=saved.revision)

        page = cockpit(cast.frieda.viewer, nobody)

        assert team_of(page, cast.anna).state == "submitted"
        assert [team.id for team in page.open_teams] == [cast.dora.viewer.team_id]

    def test_a_decision_that_never_came_is_shown_as_missing(self, cast, nobody):
        cast.play_until("settled")

        team = team_of(cockpit(cast.frieda.viewer, nobody), cast.anna)

        assert (team.state, team.updated_at) == ("missing", None)

    def test_a_bot_has_decided_everything(self, cast, nobody):
        cast.play_until("deciding")

        page = cockpit(cast.frieda.viewer, nobody)
        bot = next(team for team in page.teams if team.bot)

        assert bot.state == "submitted"
        assert bot.decided == bot.to_decide > 0

    def test_nobody_is_open_while_nothing_can_be_submitted(self, cast, nobody):
        cast.play_until("negotiating")

        assert cockpit(cast.frieda.viewer, nobody).open_teams == ()

    def test_people_count_as_online_by_their_seats(self, cast):
        page = cockpit(cast.frieda.viewer, lambda _seats: {cast.ben.viewer.seat_id})

        assert (page.people_online, page.people) == (1, 3)
        assert [seat.online for seat in team_of(page, cast.anna).seats] == [False, True]

    def test_a_removed_seat_is_gone_from_the_list(self, cast, everybody):
        seats.remove_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id)

        page = cockpit(cast.frieda.viewer, everybody)

        assert [seat.name for seat in team_of(page, cast.anna).seats] == ["Anna"]


class TestLog:
    def test_names_who_joined_also_after_the_seat_is_gone(self, cast, nobody):
        seats.remove_seat(cast.frieda.viewer, seat_id=cast.ben.viewer.seat_id)

        log = cockpit(cast.frieda.viewer, nobody).log

        assert [(line.kind, line.seat) for line in log[:2]] == [
            ("seat_removed", "Ben"),
            ("player_joined", "Dora"),
        ]

    def test_holds_no_draft_and_nothing_of_what_was_submitted(self, cast, nobody):
        cast.play_until("deciding")
        saved = save(cast.anna, levels__verwaltung="sparen")
        drafts.submit(cast.anna.viewer, round_number=1, revision=saved.revision)
        stored = LogEntry.objects.get(team_id=cast.anna.viewer.team_id, kind="decision_submitted")
        assert "verwaltung" in str(stored.payload)

        log = cockpit(cast.frieda.viewer, nobody).log

        assert log[0].kind == "decision_submitted"
        assert "verwaltung" not in str(log)
        assert "draft_saved" not in {line.kind for line in log}

    def test_minutes_of_a_change_of_time_keep_their_sign(self, cast, nobody):
        cast.play_until("briefing")
        flow.extend(cast.frieda.viewer, seconds=300)
        flow.extend(cast.frieda.viewer, seconds=-60)

        log = cockpit(cast.frieda.viewer, nobody).log

        assert [line.sentence for line in log[:2]] == [
            "Zeit geändert: −1 min",
            "Zeit geändert: +5 min",
        ]


def test_a_round_lasts_from_its_first_phase_to_the_next_rounds_first(cast, nobody):
    cast.play_until("deciding", round_number=2)

    first, second, third = cockpit(cast.frieda.viewer, nobody).rounds

    assert (first.progress, second.progress, third.progress) == ("done", "now", "open")
    assert first.ended_at == second.started_at
    assert second.ended_at is None
    assert third.started_at is None


def test_the_last_round_ends_with_the_debrief(cast, nobody):
    cast.play_until("debrief", round_number=3)

    assert all(each.ended_at for each in cockpit(cast.frieda.viewer, nobody).rounds)


def test_nobody_but_a_facilitator_gets_a_cockpit(cast, nobody):
    with pytest.raises(NotAllowed):
        cockpit(cast.anna.viewer, nobody)


class TestSeats:
    def test_a_seat_card_carries_the_code(self, cast):
        card = seat_card(cast.frieda.viewer, cast.anna.viewer.seat_id)

        assert (card.name, len(card.code)) == ("Anna", 8)
        assert card.team in card.teams

    def test_a_seat_of_another_game_does_not_exist(self, cast):
        with pytest.raises(NotAllowed, match="unknown_seat"):
            seat_card(cast.frieda.viewer, cast.carl.viewer.seat_id)

    def test_a_team_of_another_game_does_not_exist(self, cast):
        with pytest.raises(NotAllowed, match="unknown_team"):
            team_choice(cast.frieda.viewer, cast.carl.viewer.team_id)

    def test_players_see_no_seat_card(self, cast):
        with pytest.raises(NotAllowed):
            seat_card(cast.anna.viewer, cast.anna.viewer.seat_id)


def queries_of(viewer):
    cockpit(viewer, lambda _seats: set())
    with CaptureQueriesContext(connection) as queries:
        cockpit(viewer, lambda _seats: set())
    return len(queries)


def test_the_number_of_queries_depends_neither_on_people_nor_on_rounds(cast):
    cast.play_until("deciding", round_number=1)
    few = queries_of(cast.frieda.viewer)
    for number in range(5):
        sit_down(cast.fresh(), f"Person {number}", number % 3)
    cast.play_until("deciding", round_number=3)

    assert queries_of(cast.frieda.viewer) == few <= 9
