"""Data kept, goals, guesses, trust and single answers reach those who may see them, nobody else."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from games.models import RecapAnswer, Settlement, Team
from games.services import recap
from tests.cast import NOW, assemble

SCREENS = ("board", "settlement", "region", "data", "recap", "history")


@pytest.fixture
def cast(db):
    """Round 1 is settled and its questions are open; nobody shares data and no bot plays."""
    found = assemble(scenario="mittelaue", seed="geheim")
    found.play_until("briefing")
    Team.objects.filter(game=found.game).update(bot="")
    found.play_until("recap")
    return found


@pytest.fixture
def texts(cast):
    """Everything a participant can read, by address."""

    def read(person):
        client = Client()
        client.cookies[settings.SEAT_COOKIE_NAME] = person.cookie
        found = {}
        for screen in SCREENS:
            for name in (screen, f"{screen}_live", f"{screen}_state"):
                answer = client.get(reverse(name, kwargs={"game_id": cast.game.public_id}))
                assert answer.status_code == 200, name
                found[name] = answer.content.decode()
        return found

    return read


def state(cast):
    return Settlement.objects.get(game=cast.game, round_number=1).state_after


def own_town(cast, person):
    return Team.objects.get(pk=person.viewer.team_id).town


def shown(number):
    return f"{number:,}".replace(",", ".")


def test_data_that_are_not_shared_stay_with_their_owner(cast, texts):
    # The largest group: no other figure of the region is likely to be the same.
    adults = shown(state(cast)["towns"][own_town(cast, cast.anna)]["people"][3])
    assert adults in texts(cast.anna)["data"]
    assert adults in texts(cast.anna)["region"]
    for name, text in texts(cast.dora).items():
        assert adults not in text, name
    assert texts(cast.dora)["region"].count("teilt ihre Daten nicht") == 5
    assert adults.replace(".", "") not in texts(cast.dora)["data_state"]


def test_a_goal_is_shown_to_its_owner_alone(cast, texts):
    words = "Ihr geheimes Ziel"
    found = texts(cast.anna)
    assert words in found["board"]
    goal = state(cast)["towns"][own_town(cast, cast.anna)]["goal"]
    marked = re.compile(f'"goal": ?"{goal}"')
    assert not any(marked.search(text) for text in texts(cast.dora).values())


def test_a_guess_is_known_to_the_own_team_alone(cast, texts):
    town = own_town(cast, cast.dora)
    recap.guess(cast.anna.viewer, round_number=1, town=town, goal="kern_beleben", now=NOW)
    assert "Ihr Team vermutet" in texts(cast.ben)["recap_live"]
    for name, text in texts(cast.dora).items():
        assert "Ihr Team vermutet" not in text, name
        assert "selected" not in text or name != "recap"


def test_nobody_reads_a_single_answer(cast, texts):
    recap.answer(cast.anna.viewer, round_number=1, question="fair", value=2, now=NOW)
    pressed = 'value="2" aria-pressed="true"'
    assert pressed in texts(cast.anna)["recap"]
    for person in (cast.ben, cast.dora):
        for name, text in texts(person).items():
            assert 'aria-pressed="true"' not in text, name
            assert "Im Mittel" not in text, name
    assert RecapAnswer.objects.count() == 1


def test_how_far_others_trust_is_shown_to_nobody(cast, texts):
    trust = Settlement.objects.get(game=cast.game, round_number=1)
    own, other = own_town(cast, cast.anna), own_town(cast, cast.dora)
    trust.state_after["trust"][other][own] = 9137
    trust.state_after["trust"][own][other] = 7321
    trust.digest = "2" * 64
    trust.save()
    mine, theirs = texts(cast.anna), texts(cast.dora)
    assert '<b class="ps-num">73</b>' in mine["board"]
    assert '<b class="ps-num">91</b>' not in mine["board"]
    assert '<b class="ps-num">91</b>' in theirs["board"]
    assert not any("9137" in text for text in mine.values())
    assert not any("7321" in text for text in theirs.values())
