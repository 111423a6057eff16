"""Another workshop like one that was: settings, regions, run sheet, and the day it gets."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from games.access import workshop_member
from games.agenda.codec import from_json, to_json
from games.agenda.steps import Agenda, Day, Step, StepKind
from games.errors import StaleRevision
from games.models import LogEntry, Seat, Workshop
from games.selectors.agenda import agenda_of, first_day, last_change, moved_to
from games.services import agendas, flow, repeating, workshops
from games.services.games import GamePlan
from games.services.workshops import WorkshopPlan, create_workshop
from tests.cast import NOW, leader, sit_down
from tests.factories import ScenarioVersionFactory, UserFactory
from tests.services.test_workshop_clock import gather

DAY = date(2027, 5, 14)
FIRST = date(2026, 11, 24)


def made(public_id):
    return Workshop.objects.get(public_id=public_id)


def evening(day, start, end):
    begin, finish = (timezone.make_aware(datetime.combine(day, hour)) for hour in (start, end))
    name = f"s{day.day}"
    return Day(begin, finish, (Step(name, StepKind.DEBRIEF, 30, "Rückblick"),))


@pytest.fixture
def two_days(db):
    """The lead of a workshop on two evenings in winter, one between them is free."""
    lead = gather()
    agenda = Agenda((
        evening(FIRST, time(18), time(21)),
        evening(FIRST + timedelta(2), time(17, 30), time(20, 30)),
    ))  # fmt: skip
    Workshop.objects.filter(pk=lead.workshop_id).update(date=FIRST, agenda=to_json(agenda))
    return lead


def hours(day):
    return tuple(f"{timezone.localtime(each):%H:%M}" for each in (day.starts_at, day.ends_at))


def change(lead, *, day):
    workshops.change_workshop(
        lead, title="Kurs", day=day, expected_people=0, one_clock=True, delete_on=None, now=NOW
    )


class TestDuplicate:
    def test_settings_regions_and_run_sheet_come_along_and_no_people(self, db):
        ScenarioVersionFactory()
        span = (NOW, NOW + timedelta(hours=4))
        regions = (
            GamePlan("Nord", "einstieg", 3, seats_per_team=2, options={"mean_scores": True}),
            GamePlan("Süd", "einstieg", 2, cooperation_model="allein"),
        )
        plan = WorkshopPlan("Kurs", regions, one_clock=True, expected_people=9, span=span)
        first = made(create_workshop(UserFactory().pk, plan, now=NOW))
        north = first.games.order_by("pk").first()
        sit_down(north, "Nora", 0)
        flow.start_game(leader(north).viewer, now=NOW)
        viewer = workshop_member(first.public_id, first.owner_id)

        copy = made(repeating.duplicate(viewer, title="Kurs 2", day=DAY, now=NOW))

        assert (copy.title, copy.date, copy.delete_on) == ("Kurs 2", DAY, date(2027, 8, 12))
        assert (copy.one_clock, copy.expected_people) == (True, 9)
        games = list(copy.games.order_by("pk"))
        assert [game.phase for game in games] == ["lobby", "lobby"]
        assert [game.cooperation_model for game in games] == [north.cooperation_model, "allein"]
        assert [game.rounds for game in games] == [3, 2]
        assert games[0].options == {"mean_scores": True}
        assert games[0].seats.count() == 6
        assert not Seat.objects.filter(game__workshop=copy).exclude(name="").exists()
        assert LogEntry.objects.filter(game__workshop=copy).count() == 2
        assert [entry.kind for entry in copy.entries.all()] == ["created"]
        assert games[0].seed != north.seed
        start = timezone.localtime(from_json(copy.agenda).days[0].starts_at)
        assert (start.date(), start.time()) == (DAY, timezone.localtime(NOW).time())

    def test_without_a_day_the_run_sheet_keeps_its_hours_and_waits_for_one(self, two_days):
        copy = made(repeating.duplicate(two_days, title="Kurs 2", day=None, now=NOW))

        agenda = from_json(copy.agenda)
        assert (copy.date, agenda.undated) == (None, True)
        assert [hours(day) for day in agenda.days] == [("18:00", "21:00"), ("17:30", "20:30")]
        assert agenda.days[1].starts_at.date() - agenda.days[0].starts_at.date() == timedelta(2)
        assert agenda.steps == agenda_of(two_days.workshop_id).steps

    def test_the_day_that_the_workshop_gets_is_that_of_its_run_sheet(self, two_days):
        copy = made(repeating.duplicate(two_days, title="Kurs 2", day=None, now=NOW))
        lead = workshop_member(copy.public_id, copy.owner_id)
        seen = last_change(copy.pk)

        change(lead, day=DAY)

        agenda = agenda_of(copy.pk)
        assert [timezone.localdate(day.starts_at) for day in agenda.days] == [
            DAY, DAY + timedelta(2),
        ]  # fmt: skip
        assert hours(agenda.days[1]) == ("17:30", "20:30")
        # Whoever had the sheet open meanwhile does not put it back without knowing.
        with pytest.raises(StaleRevision, match="agenda_changed"):
            agendas.save_agenda(lead, from_json(copy.agenda), seen=seen, now=NOW)

    def test_a_sheet_that_gets_its_day_gives_it_to_the_workshop(self, two_days):
        copy = made(repeating.duplicate(two_days, title="Kurs 2", day=None, now=NOW))
        lead = workshop_member(copy.public_id, copy.owner_id)
        agenda = moved_to(agenda_of(copy.pk), DAY)

        agendas.save_agenda(lead, agenda, seen=0, now=NOW)

        assert Workshop.objects.get(pk=copy.pk).date == DAY


class TestMoving:
    def test_the_run_sheet_moves_along_with_the_day_of_its_workshop(self, two_days):
        change(two_days, day=DAY)
        assert first_day(agenda_of(two_days.workshop_id)) == DAY
        change(two_days, day=None)
        assert first_day(agenda_of(two_days.workshop_id)) == DAY

    def test_a_first_day_of_its_own_stays(self, two_days):
        Workshop.objects.update(date=DAY + timedelta(30))
        before = agenda_of(two_days.workshop_id)

        change(two_days, day=DAY)

        assert agenda_of(two_days.workshop_id) == before
