"""Regions side by side: what is shown is what was settled, and nobody sees others' regions."""

import csv
import io
import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from games.access import workshop_member
from games.charts import regions as charts
from games.models import Game, Settlement, Workshop
from games.selectors.compare_regions import MOST_REGIONS, comparison
from games.selectors.compare_words import comparable
from games.selectors.steering import Draft
from games.services import steering
from tests.cast import NOW, leader
from tests.compared import play, region, regions_of, workshop_of
from tests.factories import UserFactory, WorkshopMemberFactory

LOGIN = "django.contrib.auth.backends.ModelBackend"
BEFORE = NOW - timedelta(days=30)


@pytest.fixture
def vera(db):
    return UserFactory(username="vera")


@pytest.fixture
def course(vera):
    """Two regions that were played to the end under different models."""
    lead = workshop_of(vera, "Kurs im Mai", region("Nord", "allein"), region("Süd", "alles"))
    for game in regions_of(lead):
        play(game)
    return lead


def public_id(lead):
    return Workshop.objects.get(pk=lead.workshop_id).public_id


def shown(lead, *chosen):
    return comparison(lead, frozenset(chosen))


def stored(game, number):
    return Settlement.objects.get(game=game, round_number=number, superseded_at=None)


def browse(user, lead, **query):
    client = Client()
    client.force_login(user, LOGIN)
    return client.get(reverse("workshop_compare", args=[public_id(lead)]), query)


def test_the_figures_are_those_of_the_stored_settlements(course):
    page = shown(course)

    for game, each in zip(regions_of(course), page.regions, strict=True):
        assert [sums.number for sums in each.sums] == [0, 1, 2]
        for sums in each.sums:
            row = stored(game, sums.number)
            towns, postings = row.state_after["towns"], row.content.get("postings", [])
            assert sums.values == row.state_after["region"]
            assert sums.account == sum(town["account"] for town in towns.values())
            paid = [p["amount"] for p in postings if p["rule"] == "F1"]
            back = [p["amount"] for p in postings if p["rule"] == "F7" and p["target"] in towns]
            assert (sums.paid_in, sums.given_back) == (sum(paid), sum(back))
            assert sums.fund_money == row.state_after["fund"]["money"]
        assert sum(sums.short for sums in each.sums) == sum(
            town["running"] < 0
            for number in (1, 2)
            for town in stored(game, number).state_after["towns"].values()
        )
    assert [each.has_fund for each in page.regions] == [False, True]


def test_what_flows_through_the_fund_is_what_is_left_of_it(course):
    south = shown(course).regions[1].sums
    for before, after in pairwise(south):
        flow = after.paid_in + after.others_in - after.paid_out - after.given_back
        row = Settlement.objects.get(
            game=regions_of(course)[1], round_number=after.number, superseded_at=None
        )
        elsewhere = sum(
            each["amount"] for each in row.content["postings"]
            if each["source"] == "fonds" and each["target"] not in row.state_after["towns"]
        )  # fmt: skip
        assert after.fund_money - before.fund_money == flow - elsewhere


def test_the_tables_show_these_figures_and_the_sentence_names_both_ends(course):
    page = shown(course)
    north, south = page.regions

    table = charts.over_rounds(page.regions, "gesamt", page.upto).table
    assert table.values[2][1:] == tuple(
        round(each.sums[2].values["gesamt"] / 100, 2) for each in (north, south)
    )
    result = charts.results(page.regions, page.upto)
    gained = [each.sums[2].account - each.sums[0].account for each in (north, south)]
    assert [row[2] for row in result.table.values] == gained
    low, high = sorted((north, south), key=lambda r: r.sums[2].account - r.sums[0].account)
    assert result.finding.index(low.title) < result.finding.index(high.title)


def test_treatments_are_named(vera):
    lead = workshop_of(vera, "Kurs", region("Nord", "allein"), region("Süd", "allein"))
    north, south = regions_of(lead)
    play(north, until=1)
    drafts = Draft("model", 2, "Wunsch", {"model": "alles"}), Draft("skip", 2, "Ruhe")
    for number, draft in enumerate(drafts):
        steering.intervene(leader(north).viewer, draft, request_id=str(number), now=NOW)
    play(south)

    before = shown(lead).regions[0]
    # What waits for a round that is not settled is not told here.
    assert [(each.round_number, each.text) for each in before.models] == [(1, "Jeder für sich")]
    assert before.interventions == ()
    assert any("nach Runde 1" in text for text in comparable(shown(lead)))

    play(Game.objects.get(pk=north.pk))
    changed = shown(lead).regions[0]
    assert [(each.round_number, each.text) for each in changed.models] == [
        (1, "Jeder für sich"), (2, "Alles ist möglich"),
    ]  # fmt: skip
    assert [each.round_number for each in changed.interventions] == [2]
    assert comparable(shown(lead))[1] == "Verschieden waren: Kooperationsmodell, Eingriffe."


def test_other_scenarios_are_said_not_to_compare_in_euro(course, vera):
    earlier = workshop_of(
        vera, "Herbst", region("Tal", "austausch", scenario="mittelaue"), now=BEFORE
    )
    play(regions_of(earlier)[0], until=1)

    page = shown(course, public_id(earlier))
    assert [each.title for each in page.regions] == ["A Nord", "B Süd", "C Tal"]
    assert page.upto == 1
    assert "Nicht vergleichbar: Euro insgesamt" in comparable(page)[0]
    assert "dasselbe Szenario" in comparable(shown(course))[0]


def test_a_region_without_a_settled_round_waits(vera):
    lead = workshop_of(vera, "Kurs", region("Nord", "allein"), region("Süd", "alles"))
    play(regions_of(lead)[0], until=1)

    page = shown(lead)
    assert [each.name for each in page.regions] == ["Nord"]
    assert page.waiting == ("Süd",)
    empty = workshop_of(vera, "Leer", region("Ost", "allein"))
    assert "Noch nichts zu vergleichen" in browse(vera, empty).content.decode()


def test_strangers_workshops_are_not_added_by_their_id(course):
    franz = UserFactory(username="franz")
    theirs = workshop_of(franz, "Fremder Kurs", region("Fremdland", "alles"))
    play(regions_of(theirs)[0], until=1)

    page = shown(course, public_id(theirs), uuid.uuid4())
    assert [each.name for each in page.regions] == ["Nord", "Süd"]
    assert page.candidates == ()
    owner = Workshop.objects.get(pk=course.workshop_id).owner
    text = browse(owner, course, mit=[str(public_id(theirs)), "' or 1"]).content.decode()
    assert "Fremd" not in text
    assert browse(franz, course).status_code == 404


def test_a_coach_of_one_region_sees_this_one_alone(course):
    north, south = regions_of(course)
    member = WorkshopMemberFactory(workshop=north.workshop, role="coach", game=south)
    own = workshop_of(member.user, "Eigener Kurs", region("Ost", "alles"), now=BEFORE)
    play(regions_of(own)[0], until=1)
    coach = workshop_member(north.workshop.public_id, member.user_id)

    assert [each.name for each in shown(coach).regions] == ["Süd"]
    assert "Nord" not in browse(member.user, course).content.decode()
    # From the own workshop nothing more of the other one is seen.
    page = shown(own, public_id(course))
    assert [each.name for each in page.regions] == ["Ost", "Süd"]
    assert [each.regions for each in page.candidates] == [("Süd",)]


def file_of(user, lead, chart, **query):
    client = Client()
    client.force_login(user, LOGIN)
    return client.get(reverse("workshop_compare_csv", args=[public_id(lead), chart]), query)


def test_a_file_holds_what_its_picture_shows(course, vera):
    page = shown(course)
    answer = file_of(vera, course, "vergleich-werte", wert="vertrauen")

    table = charts.over_rounds(page.regions, "vertrauen", page.upto).table
    head, *lines = csv.reader(
        io.StringIO(answer.content.decode().removeprefix("\ufeff")), delimiter=";"
    )
    assert head == list(table.head)
    assert [[line[0], *map(float, line[1:])] for line in lines] == [*map(list, table.values)]
    assert 'attachment; filename="kurs-im-mai-vertrauen' in answer["Content-Disposition"]
    assert file_of(vera, course, "nichts").status_code == 404


def test_a_file_holds_nothing_that_its_reader_may_not_see(course):
    north, south = regions_of(course)
    member = WorkshopMemberFactory(workshop=north.workshop, role="coach", game=south)
    franz = UserFactory(username="franz")
    theirs = workshop_of(franz, "Fremder Kurs", region("Fremdland", "alles"))
    play(regions_of(theirs)[0], until=1)

    own = file_of(member.user, course, "vergleich-werte", mit=[str(public_id(theirs))])
    assert own.content.decode().splitlines()[0].endswith("Nach;A Süd")
    assert file_of(franz, course, "vergleich-werte").status_code == 404
    assert file_of(franz, theirs, "vergleich-werte").status_code == 200


def test_there_is_room_for_so_many_regions(vera, course):
    names = [f"R{number}" for number in range(MOST_REGIONS - 1)]
    big = workshop_of(vera, "Groß", *(region(name, "allein") for name in names), now=BEFORE)
    Settlement.objects.bulk_create(
        Settlement(
            game=game, round_number=row.round_number, engine_version=row.engine_version,
            state_after=row.state_after, content=row.content, digest=row.digest, settled_at=NOW,
        )
        for game in regions_of(big)
        for row in Settlement.objects.filter(game=regions_of(course)[0])
    )  # fmt: skip

    page = shown(course, public_id(big))
    assert page.left_out == ("Groß",)
    assert len(page.regions) == 2
    # The own workshop is shown whole.
    assert len(shown(big).regions) == len(names)


def test_the_number_of_queries_hangs_on_nothing(course, vera):
    def queries(*chosen):
        with CaptureQueriesContext(connection) as known:
            shown(course, *chosen)
        return len(known)

    queries()
    few = queries()
    earlier = workshop_of(
        vera, "Herbst", region("Ost", "alles", rounds=3), region("West", "allein"), now=BEFORE
    )
    for game in regions_of(earlier):
        play(game)
    assert queries(public_id(earlier)) <= few + 2
    assert queries(public_id(earlier)) == few <= 4
