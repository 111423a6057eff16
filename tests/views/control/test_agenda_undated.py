"""A run sheet that waits for its day: hours stand, nobody is late, and the day is asked for."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from games.agenda.codec import to_json
from games.agenda.steps import NO_DAY
from games.models import Workshop
from games.selectors.agenda import moved_to
from tests.cast import assemble
from tests.views.control.test_agenda import MINUTES, Office


@pytest.fixture
def office(db):
    return Office(assemble(phase_minutes=MINUTES))


@pytest.fixture
def waiting_sheet(office):
    """Two evenings with a free day between them, for which nobody has named a day yet."""
    office.propose("two_evenings")
    undated = moved_to(office.sheet, NO_DAY)
    Workshop.objects.filter(games=office.cast.game).update(agenda=to_json(undated), date=None)
    return undated


def test_the_page_asks_for_it_and_shows_no_day_that_is_none(office, waiting_sheet):
    page = office.text()
    assert "Dieser Ablauf hat noch keinen Tag." in page
    assert "2 Tage nach Tag 1" in page
    assert 'name="day_0" aria-describedby="no-day"' in page
    assert "2000" not in office.text("agenda_paper")
    assert "noch ohne Tag" in office.text("cockpit")
    assert "Datum eintragen" in office.text("workshop")


def test_it_is_not_late_before_something_begins(office, waiting_sheet, monkeypatch):
    evening = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: evening)
    assert "im Plan" in office.text("cockpit_agenda")


def test_rows_are_changed_without_naming_it(office, waiting_sheet):
    step = waiting_sheet.steps[0]
    assert office.save(**{f"label_{step.id}": "Kaffee"}).status_code == 302
    assert office.sheet.step(step.id).label == "Kaffee"
    assert office.sheet.days[1].starts_at == waiting_sheet.days[1].starts_at
    assert office.sheet.undated


def test_with_the_first_day_the_second_one_and_the_workshop_get_theirs(office, waiting_sheet):
    office.save(day_0="2027-05-14")
    days = [timezone.localdate(day.starts_at) for day in office.sheet.days]
    assert days == [date(2027, 5, 14), date(2027, 5, 16)]
    assert office.cast.fresh().workshop.date == date(2027, 5, 14)
    assert "noch keinen Tag" not in office.text()


def test_what_is_no_day_is_marked_and_the_sheet_goes_on_waiting(office, waiting_sheet):
    answer = office.save(day_0="morgen")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="undated"' in page
    assert "Geben Sie Datum, Beginn und Ende an" in page
    assert office.sheet == waiting_sheet


def test_a_first_day_after_which_there_is_no_other_is_refused(office, waiting_sheet):
    assert office.save(day_0="9999-12-31").status_code == 422
    assert office.sheet == waiting_sheet
