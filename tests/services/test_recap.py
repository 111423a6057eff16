"""Answers and guesses after a round: once each, changeable, in their phase, settled next round."""

from datetime import timedelta

import pytest

from games.errors import Illegal, TooLate
from games.models import LogEntry, RecapAnswer, Settlement, TeamGuess
from games.selectors.frame import place
from games.selectors.guesses import guesses_for
from games.selectors.recap import GuessResult, own_answers, questions, recap
from games.selectors.settlement import context_of
from games.services.phases import named
from games.services.recap import answer, guess
from games.services.undo import restore_rounds, undo_rounds
from tests.cast import NOW, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    found = assemble(scenario="mittelaue", seed="blitzlicht")
    found.play_until("recap")
    return found


def say(person, value, question="fair", **named):
    return answer(person.viewer, round_number=1, question=question, value=value, now=NOW, **named)


def suspect(person, town, goal, *, number=1, **named):
    return guess(person.viewer, round_number=number, town=town, goal=goal, now=NOW, **named)


def town_of(person):
    return place(person.viewer).team.town


def goal_of(cast, person, number=0):
    state = Settlement.objects.get(game=cast.game, round_number=number).state_after
    return state["towns"][town_of(person)]["goal"]


def test_an_answer_counts_once_and_can_be_changed(cast):
    first = say(cast.anna, 2)
    say(cast.anna, 4)
    assert RecapAnswer.objects.count() == 1
    assert dict(own_answers(cast.anna.viewer)) == {"fair": 4}
    assert own_answers(cast.ben.viewer) == {}
    assert LogEntry.objects.get(sequence=first.number, game=cast.game).payload == {
        "question": "fair"
    }


def test_a_request_sent_twice_changes_nothing(cast):
    first = say(cast.anna, 2, request_id="a")
    say(cast.anna, 5)
    again = say(cast.anna, 2, request_id="a")
    assert again.number == first.number
    assert RecapAnswer.objects.get().value == 5


def shown(cast):
    return recap(place(cast.anna.viewer)).results[0]


def test_results_show_after_the_phase_from_three_answers_on(cast):
    say(cast.anna, 2)
    say(cast.ben, 5)
    say(cast.dora, 4)
    # Two looks at running results would tell the answer that came between them.
    assert (shown(cast).answered, shown(cast).counts, shown(cast).mean) == (3, (), None)
    cast.play_until("briefing", round_number=2)
    page = recap(place(cast.anna.viewer))
    fair, again = page.results
    assert (page.round_number, page.open) == (1, False)
    assert (fair.answered, fair.counts, fair.mean) == (3, (0, 1, 0, 1, 1), 367)
    assert (again.answered, again.mean) == (0, None)


def test_results_of_two_stay_hidden_also_afterwards(cast):
    say(cast.anna, 2)
    say(cast.ben, 5)
    cast.play_until("negotiating", round_number=2)
    assert (shown(cast).answered, shown(cast).counts, shown(cast).mean) == (2, (), None)


def test_before_the_first_settlement_nothing_was_asked():
    fresh = assemble(scenario="mittelaue", seed="anfang")
    fresh.play_until("negotiating")
    page = recap(place(fresh.anna.viewer))
    assert (page.round_number, page.open, page.results) == (0, False, ())


def test_the_facilitator_sees_results_right_after_the_phase(cast):
    for person, value in ((cast.anna, 2), (cast.ben, 5), (cast.dora, 4)):
        say(person, value)

    def seen():
        return questions(cast.game.pk, place(cast.anna.viewer).frame.stage)

    assert (seen().results[0].answered, seen().results[0].mean) == (3, None)
    cast.play_until("briefing", round_number=2)
    assert seen().results[0].mean == 367
    cast.play_until("negotiating", round_number=2)
    assert seen() is None


@pytest.mark.parametrize("value", [0, 6, -1])
def test_an_answer_beyond_the_scale_is_refused(cast, value):
    with pytest.raises(Illegal) as refusal:
        say(cast.anna, value)
    assert refusal.value.code == "answer_out_of_range"
    assert not RecapAnswer.objects.exists()


def test_an_unknown_question_is_refused(cast):
    with pytest.raises(Illegal) as refusal:
        say(cast.anna, 3, question="wetter")
    assert refusal.value.code == "unknown_question"


def test_answers_belong_to_their_phase(cast):
    cast.play_until("deciding", round_number=2)
    with pytest.raises(TooLate) as over:
        say(cast.anna, 3)
    assert over.value.code == "phase_over"
    with pytest.raises(TooLate) as early:
        answer(cast.anna.viewer, round_number=2, question="fair", value=3, now=NOW)
    assert early.value.code == "recap_not_open"


def test_a_right_guess_counts_in_the_next_settlement(cast):
    town, goal = town_of(cast.dora), goal_of(cast, cast.dora)
    suspect(cast.anna, town, goal)
    assert recap(place(cast.anna.viewer)).guess.made
    assert not recap(place(cast.dora.viewer)).guess.made
    cast.play_until("settled", round_number=2)
    settled = Settlement.objects.get(game=cast.game, round_number=2)
    own = town_of(cast.anna)
    assert settled.content["decisions"][own]["content"]["guess"] == {"town": town, "goal": goal}
    assert settled.state_after["towns"][own]["guesses_right"] == 1
    assert settled.state_after["towns"][own]["guessed"] == [town]
    found = context_of(cast.anna.viewer)["page"].guess
    assert isinstance(found, GuessResult)
    assert (found.hit, found.closes) == (True, 450)
    assert context_of(cast.dora.viewer)["page"].guess is None


def test_a_wrong_guess_is_a_miss(cast):
    wrong = next(
        each for each in place(cast.anna.viewer).scenario.goals if each != goal_of(cast, cast.dora)
    )
    suspect(cast.anna, town_of(cast.dora), wrong)
    cast.play_until("settled", round_number=2)
    assert context_of(cast.anna.viewer)["page"].guess.hit is False


def test_the_team_may_change_its_guess_until_the_phase_ends(cast):
    goals = list(place(cast.anna.viewer).scenario.goals)
    suspect(cast.anna, town_of(cast.dora), goals[0])
    suspect(cast.ben, town_of(cast.dora), goals[1])
    row = TeamGuess.objects.get()
    assert (row.goal, row.by) == (goals[1], "Ben")
    cast.play_until("briefing", round_number=2)
    with pytest.raises(TooLate):
        suspect(cast.anna, town_of(cast.dora), goals[2])


def test_a_neighbour_can_be_guessed_once(cast):
    goal = goal_of(cast, cast.dora)
    suspect(cast.anna, town_of(cast.dora), goal)
    cast.play_until("recap", round_number=2)
    with pytest.raises(Illegal) as refusal:
        suspect(cast.anna, town_of(cast.dora), goal, number=2)
    assert [note.code for note in refusal.value.context["notes"]] == ["guessed"]
    towns = [each.id for each in recap(place(cast.anna.viewer)).guess.towns]
    assert town_of(cast.dora) not in towns
    assert len(towns) == 4


@pytest.mark.parametrize(("town", "goal"), [("nirgends", "haushalt_plus"), ("kleinholm", "reich")])
def test_an_unknown_neighbour_or_goal_is_refused(cast, town, goal):
    with pytest.raises(Illegal) as refusal:
        suspect(cast.anna, town, goal)
    assert refusal.value.context["notes"]
    assert not TeamGuess.objects.exists()


def test_after_the_last_round_no_guess_can_count(cast):
    cast.play_until("recap", round_number=3)
    assert recap(place(cast.anna.viewer)).guess is None
    with pytest.raises(TooLate) as refusal:
        suspect(cast.anna, town_of(cast.dora), "haushalt_plus", number=3)
    assert refusal.value.code == "last_round"


LATER = NOW + timedelta(minutes=5)


def take_round_back(cast):
    game = cast.fresh()
    undo_rounds(
        cast.frieda.viewer,
        to_round=1,
        expected=named(game.round_number, game.phase),
        reason="Noch einmal",
        now=NOW,
    )


def counted(cast):
    """Who guesses whose goal in the settlement of round 2, as it would be now."""
    return {own: made.town for own, made in guesses_for(cast.game.pk, 2).items()}


def test_a_guess_after_an_undone_settlement_is_void_unless_that_counts_again(cast):
    own, other = town_of(cast.anna), town_of(cast.dora)
    suspect(cast.anna, other, goal_of(cast, cast.dora))
    cast.play_until("deciding", round_number=2)
    take_round_back(cast)
    assert counted(cast) == {}
    restore_rounds(cast.frieda.viewer, expected=named(1, "deciding"), now=NOW)
    assert counted(cast) == {own: other}
    take_round_back(cast)
    cast.play_until("recap", now=LATER)
    assert not recap(place(cast.anna.viewer)).guess.made
    cast.play_until("settled", round_number=2, now=LATER)
    settled = Settlement.objects.get(game=cast.game, round_number=2, superseded_at__isnull=True)
    assert not settled.content["decisions"][own]["content"].get("guess")


def test_after_an_undone_settlement_a_team_guesses_anew(cast):
    own, other = town_of(cast.anna), town_of(cast.dora)
    suspect(cast.anna, other, goal_of(cast, cast.dora))
    take_round_back(cast)
    cast.play_until("recap", now=LATER)
    guess(cast.anna.viewer, round_number=1, town=other, goal="haushalt_plus", now=LATER)
    assert counted(cast) == {own: other}
