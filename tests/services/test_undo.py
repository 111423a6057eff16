"""Settled rounds taken back, played again or restored; nothing is lost, nothing counts twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from games.enums import ROUND_PHASES, DecisionStatus, LogKind, OfferStatus
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Offer, Settlement, Team, TeamDecision
from games.rules.bots import STRATEGIES
from games.selectors.offers import own_drafts
from games.selectors.recap import own_answers, results
from games.selectors.scenarios import state_after
from games.services import calls, drafts, flow, offer_drafts, recap, receipts, undo
from games.services.phases import named
from tests import cast as people
from tests.cast import NOW
from tests.services.bargaining import YARD, accept, draft, edit, offer, propose, send
from tests.services.commands import place, press, to_board

REASON = "Falsches Ereignis"


@pytest.fixture
def cast(db):
    """Obertal (Anna, Ben) and Mittelbach (Dora) play; a bot plays Niederau."""
    return people.assemble()


def decide(person, number, *, submit=True, revision=0, **changes):
    saved = drafts.save_draft(
        person.viewer, round_number=number, revision=revision, changes=changes, now=NOW
    )
    if submit:
        drafts.submit(person.viewer, round_number=number, revision=saved.revision, now=NOW)


def play_two_rounds(cast):
    """Two settled rounds, the third is being decided; Anna has a draft for it."""
    cast.play_until("deciding")
    decide(cast.anna, 1, greenfield=9)
    decide(cast.dora, 1, greenfield=3)
    cast.play_until("deciding", round_number=2)
    decide(cast.anna, 2, inner=2)
    decide(cast.dora, 2, inner=1, submit=False)
    cast.play_until("deciding", round_number=3)
    decide(cast.anna, 3, greenfield=1, submit=False)
    return cast


def go_back(cast, to_round, *, viewer=None, request_id="", here=None):
    number, phase = here or place(cast)
    return undo.undo_rounds(
        viewer or cast.frieda.viewer,
        to_round=to_round,
        expected=named(number, phase),
        reason=REASON,
        request_id=request_id,
        now=NOW,
    )


def restore(cast):
    return undo.restore_rounds(cast.frieda.viewer, expected=named(*place(cast)), now=NOW)


def live(cast):
    rows = Settlement.objects.filter(game=cast.game, superseded_at__isnull=True)
    return dict(rows.values_list("round_number", "digest"))


def newest(cast, person, number):
    rows = TeamDecision.objects.filter(team_id=person.viewer.team_id, round_number=number)
    return rows.order_by("-attempt").first()


def test_going_back_two_rounds_stands_in_deciding_with_the_drafts_of_the_people(cast):
    play_two_rounds(cast)
    before = live(cast)
    go_back(cast, 1)
    assert place(cast) == (1, "deciding")
    assert live(cast) == {0: before[0]}
    assert Settlement.objects.filter(game=cast.game).count() == 3
    row = newest(cast, cast.anna, 1)
    assert (row.status, row.content) == (DecisionStatus.DRAFT, {"greenfield": 9})
    assert newest(cast, cast.anna, 2).content == {"inner": 2}
    assert newest(cast, cast.dora, 2).status == DecisionStatus.DRAFT
    assert newest(cast, cast.anna, 3).content == {"greenfield": 1}
    assert receipts.first_broken(cast.game.pk) is None


def test_the_same_decisions_once_more_give_the_same_digests(cast):
    play_two_rounds(cast)
    before = live(cast)
    go_back(cast, 1)
    for person in (cast.anna, cast.dora):
        row = newest(cast, person, 1)
        drafts.submit(person.viewer, round_number=1, revision=row.revision, now=NOW)
    press(cast, 1, "deciding")
    cast.play_until("deciding", round_number=2)
    row = newest(cast, cast.anna, 2)
    drafts.submit(cast.anna.viewer, round_number=2, revision=row.revision, now=NOW)
    press(cast, 2, "deciding")
    assert live(cast) == before


def test_another_decision_makes_another_history_and_the_old_one_stays_in_the_record(cast):
    play_two_rounds(cast)
    before = live(cast)
    go_back(cast, 2)
    decide(cast.anna, 2, inner=3, revision=newest(cast, cast.anna, 2).revision)
    press(cast, 2, "deciding")
    assert live(cast)[2] != before[2]
    assert live(cast)[1] == before[1]
    attempts = Settlement.objects.filter(game=cast.game, round_number=2)
    assert attempts.get(attempt=1).digest == before[2]
    assert attempts.get(attempt=2).superseded_at is None


def test_restoring_lets_the_same_settlements_and_decisions_count_again(cast):
    play_two_rounds(cast)
    before, state = live(cast), state_after(cast.game.pk, 2)
    go_back(cast, 1)
    decide(cast.anna, 1, greenfield=0, submit=False, revision=newest(cast, cast.anna, 1).revision)
    restore(cast)
    assert place(cast) == (3, "deciding")
    assert live(cast) == before
    assert state_after(cast.game.pk, 2) == state
    row = newest(cast, cast.anna, 1)
    assert (row.status, row.content) == (DecisionStatus.SUBMITTED, {"greenfield": 9})
    assert newest(cast, cast.anna, 3).content == {"greenfield": 1}
    assert receipts.first_broken(cast.game.pk) is None


def test_what_was_settled_anew_cannot_be_restored(cast):
    play_two_rounds(cast)
    go_back(cast, 2)
    press(cast, 2, "deciding")
    with pytest.raises(TooLate, match="nothing_to_restore"):
        restore(cast)


def test_a_settlement_that_comes_out_differently_is_not_restored(cast, monkeypatch):
    play_two_rounds(cast)
    go_back(cast, 2)
    monkeypatch.setattr("games.rules.settle.ENGINE_VERSION", 99)
    with pytest.raises(Illegal, match="not_the_same"):
        restore(cast)
    assert place(cast) == (2, "deciding")
    assert set(live(cast)) == {0, 1}


def test_pressed_twice_goes_back_once(cast):
    play_two_rounds(cast)
    here = place(cast)
    first = go_back(cast, 2, request_id="zurueck", here=here)
    assert go_back(cast, 2, request_id="zurueck", here=here) == first
    undone = LogEntry.objects.filter(game=cast.game, kind=LogKind.ROUNDS_UNDONE)
    assert undone.count() == 1
    assert undone.get().payload["reason"] == REASON


def test_a_preview_made_elsewhere_undoes_nothing(cast):
    play_two_rounds(cast)
    with pytest.raises(TooLate, match="phase_over"):
        go_back(cast, 1, here=(2, "settled"))
    assert set(live(cast)) == {0, 1, 2}


@pytest.mark.parametrize("number", [0, 3, 9])
def test_rounds_that_are_not_settled_cannot_be_taken_back(cast, number):
    play_two_rounds(cast)
    with pytest.raises(TooLate, match="nothing_to_undo"):
        go_back(cast, number)


def test_only_the_facilitator_goes_back_and_never_without_a_reason(cast):
    play_two_rounds(cast)
    with pytest.raises(NotAllowed):
        go_back(cast, 1, viewer=cast.anna.viewer)
    with pytest.raises(NotAllowed):
        go_back(cast, 1, viewer=replace(cast.franz.viewer, game_id=cast.game.pk))
    with pytest.raises(Illegal, match="text_missing"):
        undo.undo_rounds(
            cast.frieda.viewer, to_round=1, expected=named(*place(cast)), reason=" ", now=NOW
        )
    assert set(live(cast)) == {0, 1, 2}


def test_an_ended_game_stays_as_it_is(cast):
    play_two_rounds(cast)
    flow.end_game(cast.frieda.viewer, now=NOW)
    with pytest.raises(TooLate, match="nothing_to_undo"):
        go_back(cast, 1)


def test_a_team_that_had_decided_nothing_is_missing_again_unless_it_decides(cast):
    cast.play_until("deciding")
    decide(cast.anna, 1, greenfield=2)
    press(cast, 1, "deciding")
    assert newest(cast, cast.dora, 1).status == DecisionStatus.MISSING
    go_back(cast, 1)
    press(cast, 1, "deciding")
    assert newest(cast, cast.dora, 1).status == DecisionStatus.MISSING


def test_bots_decide_again_as_before(cast):
    play_two_rounds(cast)
    bot = next(team for team in cast.teams if team.bot)
    before = TeamDecision.objects.get(team=bot, round_number=1, attempt=1).content
    go_back(cast, 1)
    again = TeamDecision.objects.get(team=bot, round_number=1, attempt=2)
    assert (again.content, again.status) == (before, DecisionStatus.SUBMITTED)
    assert bot.bot in STRATEGIES


def test_closed_decisions_can_be_opened_again_while_the_board_votes(db):
    cast = people.assemble(round_phases=ROUND_PHASES, phase_minutes={"awarding": 5})
    cast.play_until("deciding")
    decide(cast.anna, 1, fund="beitreten", applications=[{"project": "marktscheune"}])
    press(cast, 1, "deciding")
    assert place(cast) == (1, "awarding")
    go_back(cast, 1)
    assert place(cast) == (1, "deciding")
    assert newest(cast, cast.anna, 1).content["fund"] == "beitreten"
    restore(cast)
    assert place(cast) == (1, "awarding")
    press(cast, 1, "awarding")
    assert set(live(cast)) == {0, 1}


def test_a_founded_agreement_is_an_offer_again_with_its_signatures(cast):
    cast.play_until("deciding")
    number = propose(cast.anna)
    accept(cast.dora, number)
    press(cast, 1, "deciding")
    assert offer(cast.anna, number).status == OfferStatus.FOUNDED
    founded = state_after(cast.game.pk, 1).agreements
    before = live(cast)
    go_back(cast, 1)
    assert offer(cast.anna, number).status == OfferStatus.OFFERED
    restore(cast)
    assert offer(cast.anna, number).status == OfferStatus.FOUNDED
    go_back(cast, 1)
    press(cast, 1, "deciding")
    assert offer(cast.anna, number).status == OfferStatus.FOUNDED
    assert state_after(cast.game.pk, 1).agreements == founded
    assert live(cast) == before


def test_what_was_signed_in_a_later_round_counts_no_more_when_that_round_is_played_anew(cast):
    cast.play_until("deciding", round_number=2)
    number = propose(cast.anna, round_number=2)
    accept(cast.dora, number)
    press(cast, 2, "deciding")
    assert state_after(cast.game.pk, 2).agreements
    go_back(cast, 1)
    assert offer(cast.anna, number).status == OfferStatus.UNDONE
    press(cast, 1, "deciding")
    cast.play_until("deciding", round_number=2)
    press(cast, 2, "deciding")
    assert state_after(cast.game.pk, 2).agreements == ()
    go_back(cast, 2)
    assert offer(cast.anna, number).status == OfferStatus.UNDONE


def test_what_was_signed_before_a_restoring_is_not_settled_after_it(db):
    cast = people.assemble(round_phases=ROUND_PHASES, phase_minutes={"awarding": 5})
    to_board(cast)
    go_back(cast, 1)
    number = propose(cast.anna)
    accept(cast.dora, number)
    restore(cast)
    press(cast, 1, "awarding")
    assert offer(cast.anna, number).status == OfferStatus.UNDONE
    assert state_after(cast.game.pk, 1).agreements == ()


def published(cast):
    return Offer.objects.filter(game=cast.game, round_number=cast.fresh().round_number).count()


def test_bots_do_not_put_their_plans_on_the_table_twice(cast):
    cast.play_until("settled")
    Team.objects.filter(game=cast.game).update(bot="reziprok")
    cast.play_until("briefing", round_number=2)
    before = published(cast)
    assert before > 0
    go_back(cast, 1)
    restore(cast)
    assert place(cast) == (2, "briefing")
    assert published(cast) == before


def test_bots_do_not_repeat_their_plans_where_a_round_begins_with_deciding(db):
    cast = people.assemble(round_phases=["deciding", "settled"])
    Team.objects.filter(game=cast.game, town="niederau").update(bot="kooperativ")
    cast.play_until("settled")
    before = published(cast)
    assert before > 0
    go_back(cast, 1)
    assert published(cast) == before


def test_nobody_is_ready_yet_or_asks_for_time_in_a_phase_that_comes_once_more(cast):
    cast.play_until("settled")
    flow.mark_ready(cast.anna.viewer, round_number=1, phase="settled", now=NOW)
    calls.ask_time(cast.dora.viewer, now=NOW)
    go_back(cast, 1)
    cast.play_until("settled")
    rows = Team.objects.filter(game=cast.game)
    assert {(team.ready_for, team.time_asked_for) for team in rows} == {("", "")}


def test_answers_after_an_undone_settlement_are_not_answers_to_the_new_one(cast):
    cast.play_until("recap")
    recap.answer(cast.anna.viewer, round_number=1, question="fair", value=1, now=NOW)
    go_back(cast, 1)
    later = NOW + timedelta(minutes=5)
    cast.play_until("recap", now=later)
    assert dict(own_answers(cast.anna.viewer)) == {}
    assert [each.answered for each in results(cast.game.pk, 1, closed=True)] == [0, 0]
    recap.answer(cast.anna.viewer, round_number=1, question="fair", value=5, now=later)
    assert dict(own_answers(cast.anna.viewer)) == {"fair": 5}


def test_answers_count_again_with_the_settlement_they_speak_of(cast):
    cast.play_until("recap")
    recap.answer(cast.anna.viewer, round_number=1, question="fair", value=1, now=NOW)
    go_back(cast, 1)
    restore(cast)
    assert dict(own_answers(cast.anna.viewer)) == {"fair": 1}


def test_a_counter_offer_somebody_was_writing_is_there_again(cast):
    cast.play_until("negotiating")
    number = propose(cast.anna)
    offer_drafts.draft_from_newest(cast.dora.viewer, number, now=NOW)
    edit(cast.dora, number, {"stage": 3}, revision=1)
    cast.play_until("settled")
    assert desk(cast, cast.dora) == {}
    go_back(cast, 1)
    assert desk(cast, cast.dora) == {number: 3}
    restore(cast)
    assert desk(cast, cast.dora) == {}
    go_back(cast, 1)
    send(cast.dora, number)
    assert offer(cast.dora, number).revisions.count() == 2


def test_an_offer_begun_while_a_round_was_undone_goes_on_with_its_team(cast):
    cast.play_until("settled")
    go_back(cast, 1)
    number = draft(cast.anna, YARD | {"stage": 3})
    restore(cast)
    cast.play_until("negotiating", round_number=2)
    assert desk(cast, cast.anna).keys() == {number}


def desk(cast, person):
    """What lies on the desk of a team: offers with the stage that its draft names."""
    found = own_drafts(cast.game.pk, person.viewer.team_id, cast.fresh().round_number)
    return {number: row.content["stage"] for number, row in found.items()}


def test_an_old_page_of_a_phase_that_will_come_once_more_moves_nothing_and_is_told(cast):
    cast.play_until("negotiating", round_number=2)
    go_back(cast, 1)
    for phase in ("briefing", "negotiating"):
        with pytest.raises(TooLate, match="phase_over"):
            press(cast, 2, phase)
    assert place(cast) == (1, "deciding")
    press(cast, 1, "deciding")
    moves = LogEntry.objects.filter(game=cast.game, kind=LogKind.PHASE_STARTED)
    assert press(cast, 1, "deciding").number == moves.latest("sequence").sequence
