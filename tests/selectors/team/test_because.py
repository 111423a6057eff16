"""Backing and trust as their owner sees them: every change is the sum of its reasons."""

import pytest

from games.models import Settlement
from games.rules.causes import CODES
from games.rules.model import Cause
from games.selectors.backing import backing
from games.selectors.causes import reasons
from games.selectors.frame import place
from games.selectors.trust import trust
from games.services import drafts
from tests.cast import NOW, assemble
from tests.rules.regions import scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble(scenario="mittelaue", seed="ursachen")


def decide(person, number, **changes):
    fields = {path.replace("__", "."): value for path, value in changes.items()}
    drafts.save_draft(person.viewer, round_number=number, revision=0, changes=fields, now=NOW)


def seen(person):
    return place(person.viewer)


def test_before_the_start_there_is_nothing_and_at_the_start_no_change(cast):
    assert backing(seen(cast.anna)) is None
    assert trust(seen(cast.anna)) is None
    cast.play_until("deciding")
    first = backing(seen(cast.anna))
    assert (first.after_round, first.value, first.change) == (0, 6000, 0)
    assert first.reasons == ()
    assert [(gate.stage, gate.needed, gate.reached) for gate in first.gates] == [
        (3, 3500, True),
        (4, 4500, True),
    ]
    assert first.helps == ()


def test_backing_is_explained_by_what_happened(cast):
    cast.play_until("deciding")
    decide(cast.anna, 1, levels__freibad="schliessen", share_data=True)
    cast.play_until("settled")
    found = backing(seen(cast.anna))
    assert found.change == sum(each.change for each in found.reasons) < 0
    assert "Eigene Einrichtung geschlossen: Freibad" in [each.text for each in found.reasons]
    assert found.value == 6000 + found.change


def test_a_shut_gate_says_what_helps(cast):
    cast.play_until("deciding")
    row = Settlement.objects.get(game=cast.game, round_number=0)
    row.state_after["towns"][seen(cast.anna).team.town]["backing"] = 4000
    row.digest = "0" * 64
    row.save()
    found = backing(seen(cast.anna))
    assert [gate.stage for gate in found.shut] == [4]
    assert "Standort einer gemeinsamen Einrichtung werden: +2." in found.helps


def test_own_trust_in_each_neighbour_with_its_reasons(cast):
    cast.play_until("deciding")
    decide(cast.anna, 1, share_data=True)
    cast.play_until("settled")
    own = seen(cast.anna).team.town
    found = trust(seen(cast.dora))
    assert len(found.given) == 5
    for each in found.given:
        assert each.change == sum(reason.change for reason in each.reasons)
    towards = next(each for each in found.given if each.town == own)
    assert [reason.text for reason in towards.reasons] == ["Legt die eigenen Daten offen"]
    assert towards.change > 0
    stored = Settlement.objects.get(game=cast.game, round_number=1).state_after
    assert {each.town: each.value for each in found.given} == stored["trust"][
        seen(cast.dora).team.town
    ]


def test_every_code_of_the_engine_has_a_sentence():
    rules = scenario("mittelaue")
    for measure, codes in CODES.items():
        for code in codes:
            cause = Cause(measure, "auestadt", code, 1, "kleinholm", "freibad")
            (reason,) = reasons(rules, [cause], measure, "auestadt")
            assert reason.text
            assert "%(" not in reason.text
