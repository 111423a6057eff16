"""The town hall shows a team everything about itself and nothing secret about others."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.enums import DecisionStatus
from games.models import Settlement
from games.rules.model import Decision
from games.rules.preview import preview
from games.rules.settle import settle
from games.selectors import board, draftwords, situation, usual
from games.services import drafts
from tests.cast import NOW, assemble, sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = assemble()
    cast.play_until("deciding")
    return cast


def save(person, changes, *, revision=0, round_number=1):
    return drafts.save_draft(
        person.viewer, round_number=round_number, revision=revision, changes=changes, now=NOW
    )


def shown(person):
    return board.live_context(person.viewer)["board"]


def test_without_a_draft_everything_stays_as_it_was(cast):
    page = shown(cast.anna)
    assert page.draft == situation.EMPTY
    assert page.ring.done == 0
    assert {card.level.path for card in page.cards.services} == {
        "levels.verwaltung",
        "levels.bauhof",
        "levels.freibad",
    }
    checked = [
        option.value
        for card in page.cards.services
        for option in card.level.options
        if option.checked
    ]
    assert checked == ["halten"] * 3


def test_a_choice_shows_what_it_brings(cast):
    before = shown(cast.anna)
    save(cast.anna, {"levels.freibad": "sparen", "greenfield": 10})
    page = shown(cast.anna)
    field = next(each for each in page.cards.all if each.path == "levels.freibad")
    land = next(each for each in page.cards.all if each.path == "greenfield")
    assert field.effect.euro > 0
    assert land.effect.euro == 75_000
    assert page.fall.result == before.fall.result + field.effect.euro + land.effect.euro
    assert field.settled
    assert page.ring.done == 2
    assert field.title not in [each.title for each in page.cards.open]


def test_the_waterfall_ends_with_the_change_of_the_account(cast):
    page = shown(cast.anna)
    account = next(figure for figure in page.figures if figure.key == "account")
    assert page.fall.result == account.change == sum(entry.amount for entry in page.own)


def test_neighbours_are_known_by_having_submitted_alone(cast):
    save(cast.dora, {"greenfield": 7})
    page = shown(cast.anna)
    assert [(each.submitted, each.bot) for each in page.neighbours] == [
        (False, False),
        (False, False),
        (True, True),
    ]
    drafts.submit(cast.dora.viewer, round_number=1, revision=1, now=NOW)
    page = shown(cast.anna)
    assert [each.submitted for each in page.neighbours] == [False, True, True]
    assert page.submitted_count == 2


def test_a_draft_of_another_team_changes_nothing_here(cast):
    before = shown(cast.anna)
    save(
        cast.dora, {"greenfield": 7, "inner": 3, "levels.freibad": "erneuern", "fund": "beitreten"}
    )
    assert shown(cast.anna) == before


def test_team_mates_with_what_they_changed_last(cast):
    save(cast.anna, {"greenfield": 3})
    save(cast.ben, {"levels.bauhof": "sparen"}, revision=1)
    mates = {mate.name: mate.changed for mate in shown(cast.anna).mates}
    assert mates == {"Anna": ("Bauen am Rand",), "Ben": ("Bauhof",)}


def test_presence_is_asked_for_the_own_team_alone(cast):
    asked = []

    def online(seat_ids):
        asked.extend(seat_ids)
        return {cast.ben.viewer.seat_id}

    page = board.live_context(cast.anna.viewer, online)["board"]
    assert {mate.name: mate.online for mate in page.mates} == {"Anna": False, "Ben": True}
    assert set(asked) == {cast.anna.viewer.seat_id, cast.ben.viewer.seat_id}


def test_browsers_get_every_control_with_its_value(cast):
    save(cast.ben, {"greenfield": 4})
    fields = board.live_context(cast.anna.viewer)["form"].fields
    assert set(fields) >= {"levels.verwaltung", "greenfield", "inner", "fund"}
    assert fields["greenfield"] == {
        "value": "4",
        "text": "4 Wohnungen",
        "by": "Ben",
        "revision": 1,
    }
    assert fields["levels.freibad"]["value"] == "halten"


def test_the_card_of_the_fund_counts_applications_and_leads_on(cast):
    assert shown(cast.anna).cards.fund.applications == 0
    save(cast.anna, {"applications.marktscheune": True})
    assert shown(cast.anna).cards.fund.applications == 1


def test_the_fund_names_its_price_before_anybody_joins(cast):
    fund = shown(cast.anna).cards.fund
    assert (fund.member, fund.members, fund.started) == (False, 0, False)
    for person in (cast.anna, cast.dora):
        save(person, {"fund": "beitreten"})
        drafts.submit(person.viewer, round_number=1, revision=1, now=NOW)
    cast.play_until("settled")
    stored = Settlement.objects.get(game=cast.game, round_number=1).content["postings"]
    town = cast.teams[0].town
    paid = [each["amount"] for each in stored if each["rule"] == "F1" and each["source"] == town]
    assert paid == [fund.expected]


def test_time_budget_counts_applications(cast):
    save(cast.anna, {"applications": [{"project": "marktscheune"}]})
    figure = next(each for each in shown(cast.anna).figures if each.key == "time_budget")
    assert (figure.value, figure.unit, figure.note) == ("1", "von 5 Punkten", "4 frei")


def test_submitted_draft_is_shown_as_such(cast):
    save(cast.anna, {"greenfield": 4})
    drafts.submit(cast.anna.viewer, round_number=1, revision=1, now=NOW)
    page = shown(cast.ben)
    assert page.draft.status == DecisionStatus.SUBMITTED
    assert page.draft.submitted_at == NOW


def test_in_the_lobby_there_is_no_board():
    cast = assemble()
    assert board.live_context(cast.anna.viewer)["board"] is None
    assert draftwords.control_values(cast.anna.viewer, ["greenfield"]) == {}


def test_words_for_both_versions_of_a_field(cast):
    now = situation.situation(cast.anna.viewer)
    words = partial(draftwords.described, now)
    assert draftwords.title(now, "levels.freibad") == "Freibad"
    assert words("levels.freibad", "sparen") == {"value": "sparen", "text": "Sparen"}
    assert words("levels.freibad", None) == {"value": "halten", "text": "Wie bisher"}
    assert words("greenfield", 12) == {"value": "12", "text": "12 Wohnungen"}
    assert words("fund", "beitreten") == {"value": "beitreten", "text": "Beitreten"}
    assert words("fund", None) == {"value": "bleiben", "text": "Draußen bleiben"}
    assert words("applications", [{"project": "marktscheune"}]) == {
        "value": ["marktscheune"],
        "text": "Marktscheune",
    }
    assert words("applications", None) == {"value": [""], "text": "kein Antrag"}


def queries_of(person):
    with CaptureQueriesContext(connection) as captured:
        board.live_context(person.viewer)
    return len(captured)


def test_queries_do_not_grow_with_rounds_and_members(cast):

    save(cast.anna, {"greenfield": 4})
    shown(cast.anna)
    first = queries_of(cast.anna)
    for name in ("Cora", "Emil", "Fatma"):
        sit_down(cast.fresh(), name, 0)
    cast.play_until("deciding", round_number=3)
    save(cast.anna, {"greenfield": 4}, round_number=3)
    shown(cast.anna)
    assert queries_of(cast.anna) == first
    assert first <= 9


def test_the_year_as_usual_is_reckoned_once_for_all_towns(cast, monkeypatch):
    now = situation.situation(cast.anna.viewer)
    settled = []

    def counted(*values):
        settled.append(values)
        return settle(*values)

    usual._settled.cache_clear()
    monkeypatch.setattr(usual, "settle", counted)
    for town in now.scenario.municipalities:
        alone = preview(now.scenario, now.state, town, Decision())
        assert usual.preview_of(now.scenario, now.state, town, Decision()) == alone
        costs = {service: each.cost for service, each in alone.services.items()}
        assert usual.usual_costs(now.scenario, now.state, town) == costs
    assert len(settled) == 1
