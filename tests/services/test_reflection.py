"""Answers before and after: once per person, paired, shown to nobody below the least number."""

import pytest

from games.access import Viewer, ViewerKind
from games.errors import Illegal, TooLate
from games.models import LogEntry, ReflectionAnswer, ScenarioVersion
from games.selectors import reflection
from games.selectors.frame import place
from games.selectors.reflection import results, self_ratings, sheet
from games.services import flow
from games.services.reflection import reflect
from tests.cast import NOW, sit_down


def answer(person, part="pre", **values):
    return reflect(person.viewer, part=part, values=values, now=NOW)


@pytest.fixture
def people(cast):
    """Anna, Ben, Dora and three more in the third town."""
    return [cast.anna, cast.ben, cast.dora, *(sit_down(cast.game, f"G{n}", 2) for n in range(3))]


def review(cast):
    return Viewer(ViewerKind.REVIEW, cast.game.pk)


def scale(cast, name):
    return next(each for each in results(review(cast)).scales if each.question.id == name)


def play(cast):
    cast.play_until("debrief", round_number=3)


class TestAsking:
    def test_before_the_first_round_and_in_the_debrief_and_never_between(self, cast):
        for phase, part in (("briefing", "pre"), ("negotiating", ""), ("settled", "")):
            cast.play_until(phase)
            assert sheet(cast.anna.viewer).part == part
        cast.play_until("briefing", round_number=2)
        assert sheet(cast.anna.viewer).part == ""
        play(cast)
        assert sheet(cast.anna.viewer).part == "post"
        flow.end_game(cast.frieda.viewer, now=NOW)
        assert sheet(cast.anna.viewer).part == "post"

    def test_what_is_not_asked_now_is_refused(self, cast):
        cast.play_until("negotiating")
        with pytest.raises(TooLate, match="reflection_closed"):
            answer(cast.anna, wort="3")
        assert not ReflectionAnswer.objects.exists()

    def test_each_part_has_its_questions_and_the_debrief_the_seven_v(self, cast):
        before = sheet(cast.anna.viewer)
        assert {own.question.id for own in before.questions} >= {"wort", "erwartung"}
        assert before.ratings == ()
        play(cast)
        after = sheet(cast.anna.viewer)
        assert "mitnehmen" in {own.question.id for own in after.questions}
        assert len(after.ratings) == 7

    def test_a_scenario_of_before_asks_nobody(self, cast):
        version = ScenarioVersion.objects.get(pk=cast.game.scenario_id)
        reflection._asked.cache_clear()
        del version.content["reflection"]
        version.save()
        assert sheet(cast.anna.viewer).part == ""
        assert place(cast.anna.viewer).frame.reflection == ""
        reflection._asked.cache_clear()

    def test_an_answer_may_be_changed_and_taken_back(self, cast):
        assert place(cast.anna.viewer).frame.reflection == "pre"
        answer(cast.anna, wort="3")
        answer(cast.anna, wort="5")
        assert ReflectionAnswer.objects.get().value == 5
        assert answer(cast.anna, wort="") == 0


class TestRefused:
    @pytest.mark.parametrize("value", ["0", "6", "2.5", "viel", "٣"])
    def test_what_is_no_value_of_the_scale(self, cast, value):
        with pytest.raises(Illegal, match="answer_out_of_range"):
            answer(cast.anna, wort=value)

    def test_too_long_a_text_and_nothing_of_the_sheet_is_stored(self, cast):
        with pytest.raises(Illegal, match="text_too_long"):
            answer(cast.anna, wort="3", erwartung="x" * 401)
        assert not ReflectionAnswer.objects.exists()

    def test_foreign_fields_and_questions_of_the_other_part_are_passed_over(self, cast):
        assert answer(cast.anna, part_="x", mitnehmen="Ruhe", v_vertrauen="5") == 0


class TestShown:
    def test_nothing_below_five_and_means_and_spread_from_five_on(self, cast, people):
        for person, value in zip(people[:4], "2345", strict=True):
            answer(person, wort=value)
        assert scale(cast, "wort").before is None
        assert not results(review(cast)).shows

        answer(people[4], wort="1")

        side = scale(cast, "wort").before
        assert (side.people, side.mean, side.counts) == (5, 300, (1, 1, 1, 1, 1))
        assert side.spread == 141, "the root of two"

    def test_those_who_answered_twice_are_compared_with_themselves(self, cast, people):
        for person in people:
            answer(person, wort="2")
        play(cast)
        for person in people[:5]:
            answer(person, "post", wort="4")

        found = scale(cast, "wort")

        assert (found.before.people, found.after.people) == (6, 5)
        assert found.paired == (200, 5)

    def test_too_few_pairs_are_not_compared(self, cast, people):
        for person in people[:5]:
            answer(person, wort="2")
        play(cast)
        for person in people[1:]:
            answer(person, "post", wort="4")

        assert scale(cast, "wort").paired is None

    def test_texts_come_in_no_order_of_people_and_from_five_on(self, cast, people):
        written = [f"Satz {name}" for name in "ABCDE"]
        for person, text in zip(people[:4], written, strict=False):
            answer(person, erwartung=text)
        (found,) = [each for each in results(review(cast)).texts if each.question.id == "erwartung"]
        assert (found.people, found.texts) == (4, ())
        answer(people[4], erwartung=written[4])
        (found,) = [each for each in results(review(cast)).texts if each.question.id == "erwartung"]
        assert sorted(found.texts) == written
        assert list(found.texts) == list(results(review(cast)).texts[0].texts)

    def test_the_self_rating_is_the_mean_on_the_scale_of_the_record(self, cast, people):
        play(cast)
        for person, value in zip(people, "334455", strict=True):
            answer(person, "post", v_vertrauen=value)

        assert self_ratings(review(cast)) == {"trust_received_given": 7_500}


class TestPseudonymous:
    def test_neither_seat_nor_time_nor_log_tells_who(self, cast):
        before = LogEntry.objects.count()
        answer(cast.anna, wort="3", erwartung="Ruhe")

        assert LogEntry.objects.count() == before
        row = ReflectionAnswer.objects.filter(question="wort").values().get()
        assert set(row) == {"id", "game_id", "person", "part", "question", "value", "text"}
        assert str(cast.anna.viewer.seat_id) != row["person"]
        assert len(row["person"]) == 64

    def test_the_hash_is_keyed_and_differs_by_game(self, cast, settings):
        seat, game = cast.anna.viewer.seat_id, cast.game.public_id
        here = reflection.person_of(game, seat)
        other = reflection.person_of(cast.carl and cast.game.workshop.public_id, seat)
        settings.SECRET_KEY = "x" * 50
        assert len({here, other, reflection.person_of(game, seat)}) == 3
