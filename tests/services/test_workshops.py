"""Every game belongs to a workshop."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from games.agenda.codec import from_json
from games.errors import Illegal
from games.models import Game, LogEntry, Seat, Workshop, WorkshopGone, WorkshopMember
from games.services import workshops
from games.services.games import GamePlan
from games.services.workshops import WorkshopPlan, create_workshop
from tests.cast import NOW, found_game, sit_down
from tests.factories import GameFactory, ScenarioVersionFactory, UserFactory
from tests.services.test_concurrency import at_once
from tests.services.test_workshop_clock import gather


def test_a_game_made_by_itself_gets_a_workshop_that_its_owner_leads(db):
    owner = UserFactory()

    game = found_game(owner, name="Kurs im Mai")

    workshop = game.workshop
    assert (workshop.title, workshop.owner) == ("Kurs im Mai", owner)
    assert workshop.created_at == NOW
    assert workshop.delete_on == date(2027, 2, 20)
    assert list(workshop.members.values_list("user_id", "role")) == [(owner.pk, "lead")]
    assert [entry.kind for entry in workshop.entries.all()] == ["created"]


def test_a_game_of_before_gets_a_workshop_in_the_migration(db, monkeypatch):
    game = GameFactory(name="Alter Kurs")
    gather = import_module("games.migrations.0015_workshop_of_each_game").gather
    # The column can no longer be empty: let the migration take this game for one without.
    monkeypatch.setattr(Game.objects, "filter", _without_a_workshop(Game.objects.filter))

    gather(apps, None)

    game.refresh_from_db()
    made = Workshop.objects.get(title="Alter Kurs")
    assert game.workshop == made
    assert (made.created_at, made.delete_on) == (game.created_at, None)
    assert WorkshopMember.objects.get(workshop=made).user_id == game.owner_id


def _without_a_workshop(filter_games):
    def filtered(**wanted):
        wanted.pop("workshop__isnull", None)
        return filter_games(**wanted)

    return filtered


DAY = date(2027, 5, 14)


def made(public_id):
    return Workshop.objects.get(public_id=public_id)


def of(viewer):
    return Workshop.objects.get(pk=viewer.workshop_id)


def test_one_region_that_cannot_be_made_leaves_nothing_behind(db):
    ScenarioVersionFactory()
    good = GamePlan("Nord", "einstieg", 3)
    bad = GamePlan("Süd", "einstieg", 3, cooperation_model="unbekannt")

    with pytest.raises(Illegal, match="unknown_model"):
        create_workshop(UserFactory().pk, WorkshopPlan("Kurs", (good, bad)), now=NOW)

    assert not Workshop.objects.exists()
    assert not Game.objects.exists()


def test_the_same_request_makes_one_workshop_also_at_once(transactional_db):
    ScenarioVersionFactory()
    owner = UserFactory()
    plan = WorkshopPlan("Kurs", (GamePlan("Nord", "einstieg", 3),))

    answers = at_once(
        [lambda: create_workshop(owner.pk, plan, request_id="r", now=NOW) for _ in range(3)]
    )

    assert len(set(answers)) == 1
    assert Workshop.objects.count() == Game.objects.count() == 1


def test_a_run_sheet_is_proposed_for_the_hours_there_are(db):
    ScenarioVersionFactory()
    span = (NOW, NOW + timedelta(hours=4))
    plan = WorkshopPlan("Kurs", (GamePlan("Nord", "einstieg", 3),), span=span)

    agenda = from_json(made(create_workshop(UserFactory().pk, plan, now=NOW)).agenda)

    assert (agenda.days[0].starts_at, agenda.days[0].ends_at) == span
    assert agenda.days[0].minutes <= 240


class TestDeletion:
    def test_on_its_day_everything_is_gone_but_the_fact(self, db):
        lead = gather()
        sit_down(Game.objects.get(name="Nord"), "Nora", 0)
        Workshop.objects.update(delete_on=DAY)

        assert workshops.delete_due(NOW) == 0
        assert workshops.delete_due(NOW.replace(year=2027, month=5, day=14)) == 1

        assert not Game.objects.exists()
        assert not Seat.objects.exists()
        assert not LogEntry.objects.exists()
        gone = WorkshopGone.objects.get()
        assert (gone.owner_id, gone.regions, gone.by_hand) == (lead.user_id, 2, False)
        assert "Kurs" not in str(vars(gone))

    def test_without_a_day_nothing_is_deleted(self, db):
        gather()
        Workshop.objects.update(delete_on=None)

        assert workshops.delete_due(NOW.replace(year=2099)) == 0

    def test_several_clocks_delete_it_once(self, transactional_db):
        gather()
        Workshop.objects.update(delete_on=NOW.date())

        answers = at_once([lambda: workshops.delete_due(NOW)] * 3)

        assert sorted(answers) == [0, 0, 1]
        assert WorkshopGone.objects.count() == 1

    def test_by_hand_it_takes_the_title(self, db):
        lead = gather()

        with pytest.raises(Illegal, match="title_differs"):
            workshops.delete_workshop(lead, typed="kurs", now=NOW)
        workshops.delete_workshop(lead, typed=" Kurs im  Mai ", now=NOW)

        assert not Workshop.objects.exists()
        assert WorkshopGone.objects.get().by_hand


class TestSettings:
    def change(self, lead, **other):
        workshop = of(lead)
        wanted = {
            "title": workshop.title,
            "day": None,
            "expected_people": 0,
            "one_clock": True,
            "delete_on": workshop.delete_on,
        }
        workshops.change_workshop(lead, **{**wanted, **other}, now=NOW)

    def test_one_clock_or_own_is_shown_in_every_cockpit(self, db):
        lead = gather()
        before = list(Game.objects.values_list("version", flat=True))

        self.change(lead, one_clock=False)

        assert not of(lead).one_clock
        assert list(Game.objects.values_list("version", flat=True)) == [n + 1 for n in before]

    def test_a_deletion_in_the_past_is_refused_an_empty_one_keeps_it(self, db):
        lead = gather()

        with pytest.raises(Illegal, match="deletion_past"):
            self.change(lead, delete_on=NOW.date())
        self.change(lead, delete_on=None)

        assert of(lead).delete_on is None

    def test_a_region_is_added_once(self, db):
        lead = gather()
        plan = GamePlan("West", "einstieg", 3)

        first = workshops.add_region(lead, plan, request_id="w", now=NOW)
        again = workshops.add_region(lead, plan, request_id="w", now=NOW)

        assert first == again
        assert [game.name for game in of(lead).games.order_by("pk")] == ["Nord", "Süd", "West"]
