"""Building: own gain, upkeep for ever, and the neighbours' loss named on both sides."""

import pytest

from games.models import Settlement
from games.rules.model import Decision, Measure
from games.rules.preview import preview
from games.rules.settle import settle
from games.selectors import money
from games.selectors.land import centre_text, edge_text
from games.selectors.settlement import context_of
from games.services import drafts
from tests.cast import NOW, assemble
from tests.rules.regions import begin, scenario


def test_the_card_says_what_the_number_in_the_draft_would_do():
    rules, state = scenario(), begin()
    seen = preview(rules, state, "mittelbach", Decision(greenfield=12))
    text = edge_text(rules, state, "mittelbach", seen, 12)
    settled = settle(rules, state, {"mittelbach": Decision(greenfield=12)})
    assert money.euro(12 * 7500) in text
    assert money.euro(12 * 600) in text
    for cause in settled.causes:
        if cause.measure is Measure.VACANCY and cause.code == "edge":
            name = rules.municipalities[cause.town].name
            assert f"{name} {money.points_change(cause.change)}" in text
    assert {cause.measure for cause in seen.causes} == {Measure.VACANCY}


def test_without_a_number_the_card_names_who_lives_near():
    rules, state = scenario(), begin()
    seen = preview(rules, state, "mittelbach", Decision())
    text = edge_text(rules, state, "mittelbach", seen, 0)
    assert "Obertal, Niederau" in text or "Niederau, Obertal" in text
    assert "Mehr als 10 nehmen" in text
    centre = centre_text(rules, state, "niederau", seen, 0)
    assert "0,40 Punkte" in centre


@pytest.mark.django_db
def test_settlement_names_gain_and_loss_on_both_sides():
    cast = assemble()
    cast.play_until("deciding")
    changes = {"greenfield": 12}
    drafts.save_draft(cast.anna.viewer, round_number=1, revision=0, changes=changes, now=NOW)
    cast.play_until("settled")
    mine = context_of(cast.anna.viewer)["page"].land
    theirs = context_of(cast.dora.viewer)["page"].land
    assert mine.profit == 90_000
    assert "Ihr Bauland brachte 90.000" in mine.sentence
    assert mine.emptied[0].own
    dora = next(each for each in mine.emptied if each.name == "Mittelbach")
    assert ("Bauland in Obertal", dora.change) in [
        (each.text, each.change) for each in theirs.reasons
    ]
    before, after = (
        Settlement.objects.get(game=cast.game, round_number=number).state_after["towns"]
        for number in (0, 1)
    )
    for town, shown in (("obertal", mine), ("mittelbach", theirs)):
        change = after[town]["vacancy"] - before[town]["vacancy"]
        assert sum(each.change for each in shown.reasons) == change
