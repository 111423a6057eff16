"""Answers before and after: once per person, paired, and out in whole groups alone."""

import pytest

from games.access import Viewer, ViewerKind
from games.errors import Illegal, TooLate
from games.models import LogEntry, ReflectionAnswer, ScenarioVersion
from games.selectors import reflection
from games.selectors.frame import me
from games.selectors.reflection import sheet
from games.selectors.reflection_results import results, self_ratings
from games.services import flow
from games.services.reflection import reflect
from tests.cast import NOW, sit_down


def answer(person, part="pre", **values):
    return reflect(person.viewer, part=part, values=values, now=NOW)


@pytest.fixture
def people(cast):
    """Anna, Ben, Dora and seven more."""
    more = (sit_down(cast.game, f"G{n}", n % 3) for n in range(7))
    return [cast.anna, cast.ben, cast.dora, *more]


def review(cast):
    return Viewer(ViewerKind.REVIEW, cast.game.pk)


def scale(cast, name):
    return next(each for each in results(review(cast)).scales if each.question.id == name)


def words(cast):
    found = results(review(cast)).texts
    return next(each for each in found if each.question.id == "erwartung").texts


def person_of(cast, person):
    return reflection.person_of(cast.game.public_id, person.viewer.seat_id)


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
        assert me(cast.anna.viewer).asked == ""
        reflection._asked.cache_clear()

    def test_an_answer_may_be_changed_and_taken_back_until_its_group_is_out(self, cast):
        assert me(cast.anna.viewer).asked == "pre"
        answer(cast.anna, wort="3")
        answer(cast.anna, wort="5")
        assert ReflectionAnswer.objects.get().value == 5
        assert answer(cast.anna, wort="").answers == 0

    def test_who_has_answered_is_known_to_that_person_alone(self, cast):
        answer(cast.anna, wort="3")
        assert [me(each.viewer).answered for each in (cast.anna, cast.ben)] == [True, False]
        answer(cast.anna, wort="")
        assert not me(cast.anna.viewer).answered
        play(cast)
        assert not me(cast.anna.viewer).answered, "those after the game are asked anew"
        assert not me(cast.frieda.viewer).answered


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
        assert answer(cast.anna, part_="x", mitnehmen="Ruhe", v_vertrauen="5").answers == 0


class TestShown:
    def test_nothing_of_four_and_all_of_five_at_once(self, cast, people):
        for person, value in zip(people[:4], "2345", strict=True):
            answer(person, wort=value)
        assert scale(cast, "wort").before is None
        assert not results(review(cast)).shows

        answer(people[4], wort="1")

        side = scale(cast, "wort").before
        assert (side.people, side.mean, side.spread) == (5, 300, "")

    def test_a_look_before_and_after_the_sixth_answer_shows_the_same(self, cast, people):
        """From five answers on, every later one could be worked out from two means."""
        for person in people[:5]:
            answer(person, wort="3", erwartung="Ruhe")
        before = results(review(cast))
        for person in people[5:9]:
            answer(person, wort="5", erwartung="Lärm")
            found = results(review(cast))
            assert (found.scales, found.texts) == (before.scales, before.texts)
        answer(people[9], wort="5", erwartung="Lärm")
        side = scale(cast, "wort").before
        assert (side.people, side.spread) == (10, "mixed")
        assert len(words(cast)) == 10

    def test_an_answer_that_is_out_can_neither_be_changed_nor_taken_back(self, cast, people):
        for person in people[:5]:
            answer(person, wort="3", erwartung="Ruhe")
        before = results(review(cast))
        changed = answer(people[0], wort="1", erwartung="Lärm", lohnt="4")
        taken = answer(people[1], wort="", erwartung="")

        assert results(review(cast)) == before
        assert (changed.kept, changed.answers) == (True, 3), "what is not out is stored"
        assert (taken.kept, taken.answers) == (True, 2)
        own = {each.question.id: each for each in sheet(people[0].viewer).questions}
        assert (own["wort"].out, own["wort"].value, own["lohnt"].out) == (True, 3, False)

    def test_who_takes_back_a_waiting_answer_makes_room_for_no_early_look(self, cast, people):
        for person in people[:4]:
            answer(person, wort="3")
        answer(people[0], wort="")
        answer(people[0], wort="3")
        assert scale(cast, "wort").before is None
        assert not answer(people[0], wort="4").kept

    def test_every_question_has_groups_of_its_own(self, cast, people):
        for person in people[:5]:
            answer(person, wort="3")
        for person in people[:4]:
            answer(person, lohnt="3")
        assert scale(cast, "wort").before.people == 5
        assert scale(cast, "lohnt").before is None

    def test_five_of_one_mind_are_not_told_from_nearly_so(self, cast, people):
        for person in people[:5]:
            answer(person, wort="5", lohnt="5", wissen="1")
        answer(people[5], lohnt="5")
        assert scale(cast, "wort").before.mean == 460
        assert scale(cast, "wissen").before.mean == 140
        for person, value in zip(people[5:], "55553", strict=True):
            answer(person, wort=value)
        assert scale(cast, "wort").before.mean == 460, "group by group: no difference tells either"

    def test_those_who_answered_twice_are_compared_with_themselves(self, cast, people):
        for person in people:
            answer(person, wort="2")
        play(cast)
        for person in people[:5]:
            answer(person, "post", wort="4")

        found = scale(cast, "wort")

        assert (found.before.people, found.after.people) == (10, 5)
        assert found.moved == 1

    @pytest.mark.parametrize(("after", "moved"), [("2", 0), ("1", -1)])
    def test_they_may_stay_or_go_the_other_way(self, cast, people, after, moved):
        for person in people[:5]:
            answer(person, wort="2")
        play(cast)
        for person in people[:5]:
            answer(person, "post", wort=after)
        assert scale(cast, "wort").moved == moved

    def test_too_few_pairs_are_not_compared(self, cast, people):
        for person in people[:5]:
            answer(person, wort="2")
        play(cast)
        for person in people[1:]:
            answer(person, "post", wort="4")

        assert scale(cast, "wort").after.people == 5
        assert scale(cast, "wort").moved is None

    def test_a_sixth_pair_waits_for_a_group_of_pairs(self, cast, people):
        """Two of the second group had answered before: pairs six and seven change nothing yet."""
        for person in people:
            answer(person, wort="2")
        play(cast)
        for person in people[:5]:
            answer(person, "post", wort="2")
        assert scale(cast, "wort").moved == 0
        ReflectionAnswer.objects.filter(
            part="pre", person__in=[person_of(cast, each) for each in people[7:]]
        ).update(question="frueher")
        for person in people[5:]:
            answer(person, "post", wort="5")
        assert scale(cast, "wort").after.people == 10
        assert scale(cast, "wort").moved == 0

    def test_texts_come_in_no_order_of_people_and_five_at_once(self, cast, people):
        written = [f"Satz {name}" for name in "ABCDE"]
        for person, text in zip(people[:4], written, strict=False):
            answer(person, erwartung=text)
        assert words(cast) == ()
        answer(people[4], erwartung=written[4])
        assert sorted(words(cast)) == written
        assert words(cast) == words(cast)

    def test_the_self_rating_is_the_mean_on_the_scale_of_the_record(self, cast, people):
        play(cast)
        for person, value in zip(people[:4], "3455", strict=True):
            answer(person, "post", v_vertrauen=value)
        assert self_ratings(review(cast)) == {}
        answer(people[4], "post", v_vertrauen="3")
        answer(people[5], "post", v_vertrauen="1")

        assert self_ratings(review(cast)) == {"trust_received_given": 7_500}

    def test_a_scenario_of_before_with_a_smaller_number_waits_for_five(self, cast, people):
        version = ScenarioVersion.objects.get(pk=cast.game.scenario_id)
        reflection._asked.cache_clear()
        version.content["reflection"]["least"] = 3
        version.save()
        for person in people[:4]:
            answer(person, wort="3")
        assert results(review(cast)).least == 5
        assert not results(review(cast)).shows
        reflection._asked.cache_clear()


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
