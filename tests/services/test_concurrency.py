"""Many at once: on SQLite in the ordinary run, on PostgreSQL (where races show) in the second."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from games.access import WorkshopViewer
from games.enums import ROUND_PHASES, LogKind, Role
from games.errors import GameError, StaleRevision, TooLate
from games.models import Game, LogEntry, ReflectionAnswer, Seat, Settlement, TeamDecision
from games.selectors.course import course_mark
from games.services import clock, drafts, flow, joining, receipts, seats
from games.services.archive import archive
from games.services.games import GamePlan, create_game
from games.services.phases import position
from games.services.receipts import Receipt
from games.services.reflection import reflect
from games.services.steering import intervene
from games.services.undo import undo_rounds
from tests import cast as people
from tests.cast import CLIENT, NOW
from tests.services.commands import to_board
from tests.services.test_steering import event


@pytest.fixture
def cast(transactional_db):
    return people.assemble(advance_mode="clock", phase_minutes={"deciding": 10})


def at_once(calls):
    """Run the calls in threads that start together; results or refusals in order."""
    gate = threading.Barrier(len(calls))

    def run(call):
        gate.wait()
        try:
            return call()
        except GameError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def closing(cast, round_number=1, phase="deciding"):
    return flow.advance(
        cast.frieda.viewer,
        expected_round=round_number,
        expected_phase=phase,
        now=NOW,
    )


def test_fifty_closes_settle_once_and_all_get_the_same_receipt(cast):
    cast.play_until("deciding")
    due = NOW + timedelta(minutes=10)
    presses = [lambda: closing(cast)] * 45
    answers = at_once([*presses, *[lambda: clock.tick(due)] * 5])
    settlement = Settlement.objects.get(game=cast.game, round_number=1)
    moves = LogEntry.objects.filter(game=cast.game, round_number=1, phase="deciding")
    assert moves.filter(kind=LogKind.PHASE_STARTED).count() == 1
    settled = moves.get(kind=LogKind.ROUND_SETTLED)
    assert settled.payload["settlement"] == settlement.digest
    moved = moves.get(kind=LogKind.PHASE_STARTED)
    same_move = {receipts.receipt_of(settled), receipts.receipt_of(moved)}
    assert {answer for answer in answers if isinstance(answer, Receipt)} <= same_move
    assert sum(answer for answer in answers if isinstance(answer, int)) <= 1
    assert not any(isinstance(answer, GameError) for answer in answers)
    assert cast.fresh().phase == "settled"
    assert receipts.first_broken(cast.game.pk) is None


def test_fifty_ends_of_the_award_settle_once(transactional_db):
    cast = people.assemble(
        advance_mode="clock", phase_minutes={"awarding": 10}, round_phases=ROUND_PHASES
    )
    to_board(cast)
    presses = [lambda: closing(cast), lambda: closing(cast, phase="awarding")] * 22
    ticks = [lambda: clock.tick(NOW + timedelta(minutes=10))] * 6
    answers = at_once([*presses, *ticks])
    assert not any(isinstance(answer, GameError) for answer in answers)
    assert Settlement.objects.filter(game=cast.game, round_number=1).count() == 1
    moves = LogEntry.objects.filter(game=cast.game, round_number=1)
    assert moves.filter(kind=LogKind.DECISIONS_CLOSED).count() == 1
    assert moves.filter(kind=LogKind.ROUND_SETTLED, phase="awarding").count() == 1
    assert cast.fresh().phase == "settled"
    assert receipts.first_broken(cast.game.pk) is None


def test_votes_around_the_end_of_the_award_count_exactly_if_acknowledged(transactional_db):
    cast = people.assemble(round_phases=ROUND_PHASES)
    cast.play_until("deciding")
    for person, changes in (
        (cast.anna, {"fund": "beitreten", "applications": [{"project": "marktscheune"}]}),
        (cast.dora, {"fund": "beitreten"}),
    ):
        drafts.save_draft(person.viewer, round_number=1, revision=0, changes=changes, now=NOW)
    closing(cast)

    def vote():
        return drafts.save_draft(
            cast.dora.viewer,
            round_number=1,
            revision=1,
            changes={"votes.marktscheune": "nein"},
            now=NOW,
        )

    answers = at_once([vote, lambda: closing(cast, phase="awarding")])
    (row,) = Settlement.objects.get(game=cast.game, round_number=1).content["awards"]
    late = isinstance(answers[0], TooLate)
    assert row["no"] == (0 if late else 1)
    assert not late or answers[0].code == "round_closed"


def test_one_new_game_asked_for_ten_times_at_once_is_one(cast):
    def create():
        plan = GamePlan("Neu", "einstieg", 3)
        return create_game(cast.game.owner_id, plan, request_id="new", now=NOW)

    assert len(set(at_once([create] * 10))) == 1
    assert Game.objects.filter(name="Neu").count() == 1


def test_fifty_starts_start_once(cast):
    answers = at_once([lambda: flow.start_game(cast.frieda.viewer, now=NOW)] * 50)
    assert all(isinstance(answer, Receipt) for answer in answers)
    assert Settlement.objects.filter(game=cast.game).count() == 1
    assert cast.fresh().phase == "briefing"


@pytest.fixture
def region(transactional_db):
    """Six municipalities, one person in each, up to the first deciding."""
    game = people.found_game(people.UserFactory(), scenario="mittelaue", rounds=8)
    players = [people.sit_down(game, f"Person {place}", place) for place in range(6)]
    region = people.Cast(game, people.leader(game), *players[:3], players[3], players[4])
    return region, players


def decide(person, round_number):
    """Save and submit; True once the submission is acknowledged."""
    saved = drafts.save_draft(
        person.viewer, round_number=round_number, revision=0, changes={"inner": 2}, now=NOW
    )
    drafts.submit(person.viewer, round_number=round_number, revision=saved.revision, now=NOW)
    return True


@pytest.mark.parametrize("start", range(3))
def test_submissions_around_the_close_count_exactly_if_acknowledged(region, start):
    cast, players = region
    for round_number in (1, 2, 3, 4):
        cast.play_until("deciding", round_number=round_number)
        calls = [partial(decide, person, round_number) for person in players]
        calls.insert((start * 2 + round_number) % 7, partial(closing, cast, round_number))
        answers = at_once(calls)
        answers.remove(next(answer for answer in answers if isinstance(answer, Receipt)))
        settlement = Settlement.objects.get(game=cast.game, round_number=round_number)
        for person, answer in zip(players, answers, strict=True):
            row = TeamDecision.objects.get(team_id=person.viewer.team_id, round_number=round_number)
            counted = settlement.content["decisions"][row.team.town]
            assert (counted["content"], counted["status"]) == (row.content, row.status)
            if answer is True:
                assert (counted["status"], counted["content"]) == ("submitted", {"inner": 2})
            else:
                assert isinstance(answer, TooLate)
                assert answer.code == "round_closed"
                assert counted["status"] in {"draft", "missing"}
    assert receipts.first_broken(cast.game.pk) is None


def test_two_devices_never_overwrite_each_other_unseen(cast):
    cast.play_until("deciding")

    def edit(person, values):
        known, accepted = 0, []
        for value in values:
            while True:
                try:
                    saved = drafts.save_draft(
                        person.viewer,
                        round_number=1,
                        revision=known,
                        changes={"greenfield": value},
                        now=NOW,
                    )
                except StaleRevision as conflict:
                    known = conflict.context["revision"]
                    continue
                accepted.append((known, saved.revision, value))
                known = saved.revision
                break
        return accepted

    odd, even = at_once(
        [
            lambda: edit(cast.anna, [1 + 2 * (step % 20) for step in range(100)]),
            lambda: edit(cast.ben, [2 + 2 * (step % 20) for step in range(100)]),
        ]
    )
    accepted = sorted([*odd, *even], key=lambda each: each[1])
    assert [after for _, after, _ in accepted] == list(range(1, 201))
    assert all(after == before + 1 for before, after, _ in accepted)
    row = TeamDecision.objects.get(team_id=cast.anna.viewer.team_id)
    assert row.content == {"greenfield": accepted[-1][2]}


def test_one_person_moved_by_two_at_once_sits_where_the_first_said(cast):
    home, others = cast.teams[0].pk, [team.pk for team in cast.teams[1:]]

    def move(team_id):
        return seats.move_seat(
            cast.frieda.viewer,
            seat_id=cast.ben.viewer.seat_id,
            team_id=team_id,
            expected_team=home,
            now=NOW,
        )

    answers = at_once([partial(move, team_id) for team_id in others])
    [first] = [at for at, answer in enumerate(answers) if isinstance(answer, Receipt)]
    assert [answer.code for answer in answers if isinstance(answer, TooLate)] == ["seat_changed"]
    assert Seat.objects.get(pk=cast.ben.viewer.seat_id).team_id == others[first]
    assert receipts.first_broken(cast.game.pk) is None


def test_an_event_that_two_facilitators_publish_at_once_is_played_once(cast):
    cast.play_until("deciding")
    mark = course_mark(cast.fresh())

    def publish(number):
        named = {"seen": mark, "request_id": f"tab-{number}", "now": NOW}
        return intervene(cast.frieda.viewer, event(1), **named)

    answers = at_once([partial(publish, number) for number in range(10)])
    assert sum(isinstance(answer, Receipt) for answer in answers) == 1
    refused = [answer.code for answer in answers if isinstance(answer, TooLate)]
    assert refused == ["steering_moved"] * 9
    assert len(cast.fresh().steering) == 1


@pytest.mark.parametrize("first", ["undo", "submit"])
def test_an_undo_while_teams_submit_leaves_every_receipt_true(region, first):
    """Each submission is acknowledged before the undo (and lies there as a draft) or refused."""
    cast, players = region
    cast.play_until("deciding", round_number=2)
    here = position(cast.fresh())

    def undo():
        return undo_rounds(
            cast.frieda.viewer, to_round=1, expected=here, reason="Zahl falsch", now=NOW
        )

    calls = [partial(decide, person, 2) for person in players]
    calls.insert(0 if first == "undo" else len(calls), undo)
    answers = at_once(calls)
    undone = answers.pop(0 if first == "undo" else -1)
    assert isinstance(undone, Receipt)
    game = cast.fresh()
    assert (game.round_number, game.phase) == (1, "deciding")
    for person, answer in zip(players, answers, strict=True):
        rows = TeamDecision.objects.filter(team_id=person.viewer.team_id, round_number=2)
        newest = rows.order_by("-attempt").first()
        if answer is True:
            assert (newest.status, newest.content) == ("draft", {"inner": 2})
        else:
            assert isinstance(answer, TooLate | StaleRevision)
    assert receipts.first_broken(cast.game.pk) is None


def test_hundred_people_join_at_once(cast):
    team = cast.teams[2]

    def join(number):
        return joining.join(
            code=cast.game.join_code,
            name=f"Gast {number}",
            team_id=team.pk,
            client=CLIENT,
            now=NOW,
        )

    joined = at_once([partial(join, number) for number in range(100)])
    assert len({each.device_token for each in joined}) == 100
    assert set(Seat.objects.filter(team=team).values_list("pk", flat=True)) == {
        each.seat_id for each in joined
    }
    assert receipts.first_broken(cast.game.pk) is None


def test_one_request_sent_twenty_times_at_once_acts_once(cast):
    cast.play_until("deciding")

    def save():
        return drafts.save_draft(
            cast.anna.viewer,
            round_number=1,
            revision=0,
            changes={"greenfield": 7},
            request_id="same",
            now=NOW,
        )

    saved = at_once([save] * 20)
    assert {each.receipt for each in saved} == {saved[0].receipt}
    assert LogEntry.objects.filter(game=cast.game, request_id="same").count() == 1
    assert TeamDecision.objects.get(team_id=cast.anna.viewer.team_id).revision == 1


def test_one_person_on_many_devices_answers_once(cast):
    viewer = cast.anna.viewer
    calls = [
        partial(reflect, viewer, part="pre", values={"wort": value, "lohnt": value}, now=NOW)
        for value in "1234512345"
    ]

    counts = at_once(calls)

    assert {each.answers for each in counts} == {2}
    rows = ReflectionAnswer.objects.filter(game=cast.game)
    assert rows.filter(question="wort").count() == rows.filter(question="lohnt").count() == 1
    assert len(set(rows.values_list("value", flat=True))) == 1


def test_a_start_and_the_archive_at_once_leave_no_running_game_in_it(cast):
    workshop = WorkshopViewer(cast.game.workshop_id, cast.frieda.user.pk, Role.LEAD)
    at_once(
        [
            partial(flow.start_game, cast.frieda.viewer, now=NOW),
            partial(archive, workshop, now=NOW),
        ]
    )

    game = cast.fresh()
    assert (game.archived_at is None) == (game.phase != "lobby")
    assert receipts.first_broken(game.pk) is None
