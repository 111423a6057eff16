"""Questions at the board: of the program, of the scenario with its moments, of the facilitator."""

from functools import partial

import pytest

from games.enums import DebriefStep, LogKind
from games.errors import Illegal, RoleMayNot, TooLate
from games.models import Game, LogEntry, Note, ScenarioVersion
from games.rules.canonical import digest
from games.scenarios import load
from games.selectors.debrief import board, question_at
from games.selectors.debrief_words import questions_of
from games.services import debrief, debrief_questions, flow, notes
from games.services.forgetting import forget_game
from tests import cast as people
from tests.cast import NOW
from tests.recorded import recorded
from tests.services.test_steering_undo import back_to
from tests.views.matrix import Browsers

MEASURE = "scenario:zahl"
USUAL = "usual:feel:1"


def opened(**options):
    cast = people.assemble(rounds=1, **options)
    cast.play_until("debrief")
    debrief.begin(cast.frieda.viewer, now=NOW)
    return cast


@pytest.fixture
def cast(db):
    """A game of "einstieg" in the debrief whose board is open."""
    return opened()


def asked(cast, number):
    """The questions that everybody reads at a step, by key."""
    return {each.key: each for each in board(cast.game.pk).at(number).questions}


def with_scenario(cast, change):
    """The cast's game with another content of its scenario, stored under its own digest."""
    content = load.read(cast.fresh().scenario.slug)
    change(content)
    version = ScenarioVersion.objects.create(
        slug=content["scenario"]["id"],
        name=content["scenario"]["name"],
        digest=digest(content),
        content=content,
        loaded_at=NOW,
    )
    Game.objects.filter(pk=cast.game.pk).update(scenario=version)
    return cast


def test_the_scenarios_questions_stand_before_those_of_the_program(cast):
    found = board(cast.game.pk).at(3).questions
    assert [each.key for each in found] == [MEASURE, "usual:learned:1", "usual:learned:2"]
    assert found[0].text == "Welche Zahl der Abrechnung hat Sie überrascht, und woher kam sie?"
    assert tuple(each.text for each in found[1:]) == questions_of(DebriefStep.LEARNED)


def test_a_game_of_a_scenario_without_questions_asks_as_before(db):
    cast = people.assemble(rounds=1)
    with_scenario(cast, lambda content: content.pop("debrief"))
    cast.play_until("debrief")
    debrief.begin(cast.frieda.viewer, now=NOW)
    for number, step in enumerate(DebriefStep, start=1):
        found = board(cast.game.pk).at(number).questions
        assert tuple(each.text for each in found) == questions_of(step)


def test_a_board_begun_before_there_were_such_questions_is_still_read(cast):
    stored = cast.fresh().debrief
    del stored["edited"]
    Game.objects.filter(pk=cast.game.pk).update(debrief=stored)
    assert MEASURE in asked(cast, 3)


def test_a_question_without_its_moment_is_left_out(cast):
    assert not [each for each in board(cast.game.pk).at(2).questions if each.moment]
    with pytest.raises(Illegal, match="no_such_question"):
        debrief_questions.show_question(
            cast.frieda.viewer, key="scenario:bruch", shown=False, now=NOW
        )


def bound(board_):
    return {
        each.key: each
        for step in board_.steps
        for each in step.questions
        if each.moment and not each.number
    }


@pytest.fixture
def played(transactional_db):
    """A recorded game with agreements, whose board is open."""
    cast = recorded(4)
    debrief.begin(cast.frieda.viewer, now=NOW)
    return cast


def test_a_bound_question_leads_to_the_moment_and_shows_it_to_all(played):
    question = bound(board(played.game.pk))["scenario:erste_vereinbarung"]
    number = int(question.moment.removeprefix("Runde "))
    assert "gründeten" in question.fact
    settled = LogEntry.objects.filter(
        game=played.game, kind=LogKind.ROUND_SETTLED, round_number=number
    ).get()
    assert question.at > settled.sequence
    assert question.url.endswith(f"/zeit/?moment={question.at}")
    page = Browsers(played).client("review").get(question.url)
    assert f"Runde {number}" in page.content.decode()

    kind, _colon, item = question.show.partition(":")
    debrief.steer(played.frieda.viewer, kind=kind, item=item, now=NOW)
    subject = board(played.game.pk).subject
    assert (subject.kind, subject.text) == ("turning", question.fact)


def test_after_a_round_is_played_again_the_question_leads_to_the_one_that_counts(played):
    before = bound(board(played.game.pk))["scenario:erste_vereinbarung"]
    back_to(played, 1)
    assert board(played.game.pk) is None
    played.play_until("debrief", round_number=4)
    after = bound(board(played.game.pk)).get("scenario:erste_vereinbarung")
    assert after is None or after.at > before.at


def test_without_the_usual_ones_a_step_of_the_scenarios_own_hides_them(db):
    cast = people.assemble(rounds=1)
    with_scenario(cast, lambda content: content["debrief"].update(usual=False))
    cast.play_until("debrief")
    debrief.begin(cast.frieda.viewer, now=NOW)
    assert list(asked(cast, 3)) == [MEASURE]
    assert [each.key for each in board(cast.game.pk).at(3).hidden] == [
        "usual:learned:1",
        "usual:learned:2",
    ]
    # No question of the scenario to this step, as its moments never came: the program's stay.
    assert len(asked(cast, 2)) == 3
    debrief_questions.show_question(cast.frieda.viewer, key="usual:learned:2", shown=True, now=NOW)
    assert list(asked(cast, 3)) == [MEASURE, "usual:learned:2"]


@pytest.mark.parametrize(("key", "number"), [(USUAL, 1), (MEASURE, 3)])
def test_a_question_is_hidden_and_shown_and_worded_anew(cast, key, number):
    lead, here = cast.frieda.viewer, board(cast.game.pk).at(number)
    original = next(each.text for each in here.questions if each.key == key)
    debrief_questions.show_question(lead, key=key, shown=False, now=NOW)
    assert key not in asked(cast, number)
    debrief_questions.show_question(lead, key=key, shown=True, now=NOW)
    debrief_questions.reword(lead, key=key, text=" Und  jetzt? ", now=NOW)
    assert (asked(cast, number)[key].text, asked(cast, number)[key].changed) == ("Und jetzt?", True)
    debrief_questions.reword(lead, key=key, text="", now=NOW)
    assert (asked(cast, number)[key].text, asked(cast, number)[key].changed) == (original, False)
    for entry in LogEntry.objects.filter(game=cast.game, kind=LogKind.DEBRIEF_REWORDED):
        assert entry.payload == {"question": key}


def test_the_same_request_changes_a_question_once(cast):
    change = partial(debrief_questions.reword, cast.frieda.viewer, key=USUAL, now=NOW)
    first = change(text="Einmal?", request_id="f1")
    assert change(text="Zweimal?", request_id="f1") == first
    assert asked(cast, 1)[USUAL].text == "Einmal?"


def test_a_question_of_ones_own_is_worded_anew_and_taken_off_but_not_hidden(cast):
    lead = cast.frieda.viewer
    number = debrief_questions.ask(lead, step="feel", text="Wie nun?", now=NOW).number
    key = f"own:{number}"
    debrief_questions.reword(lead, key=key, text="Und nun?", now=NOW)
    assert asked(cast, 1)[key].text == "Und nun?"
    with pytest.raises(Illegal, match="text_missing"):
        debrief_questions.reword(lead, key=key, text=" ", now=NOW)
    with pytest.raises(Illegal, match="no_such_question"):
        debrief_questions.show_question(lead, key=key, shown=False, now=NOW)
    debrief_questions.unask(lead, number=number, now=NOW)
    assert key not in asked(cast, 1)
    with pytest.raises(Illegal, match="no_such_question"):
        debrief_questions.reword(lead, key=key, text="Noch da?", now=NOW)


def test_a_wording_has_its_length_and_its_time(cast):
    change = partial(debrief_questions.reword, cast.frieda.viewer, key=USUAL, now=NOW)
    with pytest.raises(Illegal, match="text_too_long"):
        change(text="x" * 201)
    flow.end_game(cast.frieda.viewer, now=NOW)
    with pytest.raises(TooLate, match="debrief_closed"):
        change(text="Zu spät?")
    assert question_at(cast.frieda.viewer, USUAL) is None


def test_a_coach_words_no_question_anew(cast):
    user = Browsers(cast)._helper("coach")
    helper = people.Viewer(
        people.ViewerKind.FACILITATOR, cast.game.pk, user_id=user.pk, role="coach"
    )
    with pytest.raises(RoleMayNot):
        debrief_questions.reword(helper, key=USUAL, text="Nein?", now=NOW)


def test_a_question_can_be_bound_to_a_moment_of_the_facilitators_own(cast):
    notes.note_as_facilitator(cast.frieda.viewer, text="Hier kippte es", now=NOW)
    notes.note(cast.anna.viewer, text="Nur für uns", now=NOW)
    own, foreign = (
        Note.objects.get(text=text).sequence for text in ("Hier kippte es", "Nur für uns")
    )
    ask = partial(
        debrief_questions.ask, cast.frieda.viewer, step="learned", text="Was half?", now=NOW
    )
    number = ask(moment=own).number
    newest = board(cast.game.pk).at(3).questions[0]
    assert (newest.text, newest.number, bool(newest.url)) == ("Was half?", number, True)
    # What was noted becomes public by being shown, not by a question.
    assert "Hier kippte es" not in str(board(cast.game.pk))
    with pytest.raises(Illegal, match="unknown_moment"):
        ask(moment=foreign)


def test_anonymising_gives_a_question_its_first_wording_back(cast):
    debrief_questions.reword(cast.frieda.viewer, key=MEASURE, text="Frau Geheim?", now=NOW)
    flow.end_game(cast.frieda.viewer, now=NOW)
    forget_game(cast.game.pk, "Probe", user_id=cast.frieda.user.pk, now=NOW)
    assert "Geheim" not in str(cast.fresh().debrief)
    assert asked(cast, 3)[MEASURE].text.startswith("Welche Zahl")
