"""The run sheet: its page, its form, the strip in the cockpit and on the page of the workshop."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from games.access import WorkshopViewer
from games.agenda.steps import StepKind
from games.enums import LogKind, Role, WaitEnd
from games.models import LogEntry, Workshop
from games.selectors.agenda import agenda_of, last_change
from games.selectors.waiting import waiting_now
from games.services import agendas, waiting
from games.services.phases import position
from tests.cast import NOW, assemble

LOGIN = "django.contrib.auth.backends.ModelBackend"
MINUTES = {"briefing": 5, "negotiating": 10, "deciding": 10}


@pytest.fixture
def cast(db):
    return assemble(phase_minutes=MINUTES)


@pytest.fixture
def office(cast):
    return Office(cast)


class Office:
    """Frieda's browser at the run sheet."""

    def __init__(self, cast, person=None):
        self.cast = cast
        self.client = Client()
        self.client.force_login((person or cast.frieda).user, LOGIN)

    def url(self, name):
        game = self.cast.game
        if name.startswith("cockpit"):
            return reverse(name, kwargs={"game_id": game.public_id})
        return reverse(name, kwargs={"workshop_id": game.workshop.public_id})

    def text(self, name="agenda", **query):
        answer = self.client.get(self.url(name), query)
        assert answer.status_code == 200
        return answer.content.decode()

    def propose(self, shape="half_day", **more):
        fields = {"shape": shape, "first_day": "2099-05-14", "seen": self.version} | more
        return self.client.post(self.url("agenda_propose"), fields)

    @property
    def version(self):
        return last_change(self.cast.game.workshop_id)

    @property
    def sheet(self):
        return agenda_of(self.cast.game.workshop_id)

    def form(self):
        """What the form sends as it was shown: read from the page, as a browser does."""
        html = self.text()
        start = html.index('class="ag-form"')
        part = html[start : html.index("</form>", start)]
        fields = {"row": re.findall(r'name="row" value="([^"]+)"', part)}
        for tag in re.findall(r"<input [^>]*>", part):
            found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            if found.get("name") not in (None, "row", "csrfmiddlewaretoken"):
                fields[found["name"]] = found.get("value", "")
        chosen = re.compile(r'<select[^>]*name="(\w+)">(.*?)</select>', re.DOTALL)
        for name, options in chosen.findall(part):
            fields[name] = re.search(r'value="([^"]+)" selected', options).group(1)
        return fields

    def save(self, op="save", **changes):
        return self.client.post(self.url("agenda_save"), self.form() | {"op": op} | changes)

    def first(self, kind):
        return next(step for step in self.sheet.steps if step.kind is kind)


@pytest.fixture
def playing(office, monkeypatch):
    """A sheet of a day from nine on, and the game in its second phase at 12:07 (its start: 11:00).

    The sheet is for a day in a far future: only its hours count.
    """
    office.propose()
    office.cast.play_until("negotiating")
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=67))


class TestProposing:
    def test_without_a_sheet_the_page_offers_templates(self, office):
        assert "Noch kein Ablaufplan" in office.text()

    @pytest.mark.parametrize(
        ("shape", "days"), [("half_day", 1), ("full_day", 1), ("two_evenings", 2)]
    )
    def test_a_template_becomes_a_sheet_with_every_phase(self, office, shape, days):
        assert office.propose(shape).status_code == 302
        assert len(office.sheet.days) == days
        game = office.cast.game
        tied = [step for step in office.sheet.steps if step.kind is StepKind.PHASE]
        assert len(tied) == game.rounds * len(game.round_phases)
        assert "Runde 3: Entscheiden" in office.text()

    def test_other_hours_stand_in_for_those_of_the_template(self, office):
        office.propose(start="10:00", end="14:30")
        page = office.text()
        assert 'value="10:00"' in page
        assert 'value="14:30"' in page

    def test_an_end_before_the_start_is_refused_with_a_sentence(self, office):
        answer = office.propose(start="10:00", end="09:00")
        assert answer.status_code == 422
        assert "Das Ende liegt vor dem Beginn." in answer.content.decode()
        assert office.sheet.days == ()


class TestForm:
    def test_what_was_shown_can_be_saved_as_it_is(self, office):
        office.propose()
        before = office.sheet
        assert office.save().status_code == 302
        assert office.sheet == before

    def test_minutes_label_and_kind_of_a_row_are_changed(self, office):
        office.propose()
        step = office.first(StepKind.BREAK)
        office.save(**{
            f"minutes_{step.id}": "25", f"label_{step.id}": " Kaffee  im Hof ",
            f"what_{step.id}": "free",
        })  # fmt: skip
        changed = office.sheet.step(step.id)
        assert (changed.minutes, changed.label, changed.kind) == (25, "Kaffee im Hof", "free")

    def test_buttons_move_add_and_take_out_a_row_and_lead_back_to_it(self, office):
        office.propose()
        first, second = office.sheet.steps[:2]
        answer = office.save(op=f"down:{first.id}")
        assert answer["Location"].endswith(f"#zeile-{first.id}")
        assert office.sheet.steps[:2] == (second, first)
        office.save(op=f"up:{first.id}")
        assert office.sheet.steps[:2] == (first, second)
        office.save(op=f"below:{first.id}")
        assert office.sheet.steps[1].kind is StepKind.FREE
        office.save(op=f"drop:{office.sheet.steps[1].id}")
        assert office.sheet.steps[:2] == (first, second)

    def test_a_phase_that_was_taken_out_can_be_put_in_again(self, office):
        office.propose()
        gone = office.sheet.of_phase(2, "deciding")
        before = office.sheet.of_phase(2, "negotiating")
        office.save(op=f"drop:{gone.id}")
        assert office.sheet.of_phase(2, "deciding") is None
        office.save(op="add", new_what="phase:2:deciding", new_after=before.id)
        steps = office.sheet.steps
        assert steps[steps.index(before) + 1].phase == "deciding"

    def test_what_does_not_fit_is_marked_and_nothing_typed_is_lost(self, office):
        office.propose()
        step, other = office.first(StepKind.BREAK), office.first(StepKind.DEBRIEF)
        answer = office.save(**{f"minutes_{step.id}": "viel", f"label_{other.id}": "Bleibt stehen"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "0 bis 1.440 Minuten." in page or "0 bis 1440 Minuten." in page
        assert 'value="viel"' in page
        assert 'value="Bleibt stehen"' in page
        assert office.sheet.step(other.id).label == ""

    def test_a_day_that_ends_after_midnight_is_one_day(self, office):
        office.propose()
        office.save(start_0="18:00", end_0="00:30")
        assert office.sheet.days[0].span == 390

    def test_two_browsers_do_not_overwrite_each_other_unawares(self, office):
        office.propose()
        old = office.form()
        office.save(**{f"label_{office.sheet.steps[0].id}": "Zuerst"})
        late = old | {f"label_{office.sheet.steps[0].id}": "Später", "op": "save"}
        answer = office.client.post(office.url("agenda_save"), late)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "inzwischen geändert" in page
        assert 'value="Später"' in page
        assert office.sheet.steps[0].label == "Zuerst"

    def test_the_last_change_is_taken_back(self, office):
        office.propose()
        before = office.sheet
        office.save(op=f"drop:{before.steps[0].id}")
        office.client.post(office.url("agenda_back"), {"seen": office.version})
        assert office.sheet == before

    def test_an_observer_reads_and_changes_nothing(self, office):
        office.propose()
        WorkshopViewer(office.cast.game.workshop_id, office.cast.franz.user.pk, Role.OBSERVER)
        office.cast.game.workshop.members.create(
            user=office.cast.franz.user, role=Role.OBSERVER, since=NOW
        )
        other = Office(office.cast, office.cast.franz)
        page = other.text()
        assert "Runde 1: Entscheiden" in page
        assert "Hinzufügen" not in page
        assert other.client.post(other.url("agenda_save"), office.form()).status_code == 403


class TestShare:
    def test_too_little_time_to_look_back_is_said_with_ways_out_that_work(self, office):
        office.propose()
        debrief = office.first(StepKind.DEBRIEF)
        office.save(**{f"minutes_{debrief.id}": "20"})
        page = office.text()
        assert re.search(r"Die Auswertung bekäme nur 20 min, das sind \d+ % der Spielzeit", page)
        codes = re.findall(r'name="code" value="([^"]+)"', page)
        assert "leave_out:3" in codes
        fields = {
            "code": "leave_out:3", "seen": office.version, "region": office.cast.game.public_id,
        }  # fmt: skip
        office.client.post(office.url("agenda_apply"), fields)
        assert office.sheet.rounds == (1, 2)
        assert office.sheet.step(debrief.id).minutes > 20

    def test_a_suggestion_that_is_gone_changes_nothing(self, office):
        office.propose()
        before = office.sheet
        fields = {"code": "later:", "seen": office.version, "region": office.cast.game.public_id}
        answer = office.client.post(office.url("agenda_apply"), fields, follow=True)
        assert "Dieser Vorschlag passt nicht mehr" in answer.content.decode()
        assert office.sheet == before


class TestPaper:
    def test_each_day_is_a_page_with_all_its_steps(self, office):
        office.propose("two_evenings")
        page = office.text("agenda_paper")
        assert page.count('class="pp-page ag-paper"') == 2
        assert page.count('<th scope="row">') == len(office.sheet.steps)

    def test_a_long_day_goes_on_on_a_further_page(self, office):
        office.propose()
        office.save()
        for _ in range(30):
            office.save(op="add", new_what="free", new_after=office.sheet.steps[-1].id)
        assert office.text("agenda_paper").count('class="pp-page ag-paper"') == 2


class TestStrip:
    def test_the_cockpit_says_now_next_how_late_and_when_it_ends(self, office, playing):
        strip = office.text("cockpit_agenda")
        assert "Runde 1: Verhandeln" in strip
        assert "Runde 1: Entscheiden" in strip
        assert "+2:22 h" in strip
        assert "12:07\N{NO-BREAK SPACE}Uhr" in strip
        assert "Schluss 13:00" in strip
        assert "Die Auswertung bekäme nur" in strip

    def test_the_page_shows_the_same_strip(self, office, playing):
        assert "Runde 1: Verhandeln" in office.text("cockpit")

    def test_a_break_is_begun_and_ended_from_it(self, office, playing):
        step = office.first(StepKind.BREAK)
        json = {"HTTP_ACCEPT": "application/json"}
        url = office.url("cockpit_step")
        assert office.client.post(url, {"begin": step.id}, **json).status_code == 200
        assert "Pause beenden" in office.text("cockpit_agenda")
        assert office.client.post(url, {"end": step.id}, **json).status_code == 200
        assert "Pause beenden" not in office.text("cockpit_agenda")

    def test_the_page_of_the_workshop_has_a_line_for_each_region(self, office, playing):
        for page in (office.text("workshop"), office.text("agenda_strip")):
            assert "Runde 1: Verhandeln" in page

    def test_without_a_sheet_it_leads_to_making_one(self, office):
        for page in ("cockpit", "cockpit_agenda"):
            assert "Ablaufplan anlegen" in office.text(page)

    def test_also_where_one_clock_leads_all_regions(self, office):
        Workshop.objects.update(one_clock=True)
        for page in ("cockpit", "cockpit_agenda"):
            assert "Ablaufplan anlegen" in office.text(page)

    def test_no_team_and_no_wall_gets_it(self, office, playing):
        client = Client()
        client.cookies["seat"] = office.cast.anna.cookie
        assert client.get(office.url("cockpit_agenda")).status_code == 404


class TestMode:
    def test_the_question_shows_what_holds_and_the_answer_is_a_receipt(self, office):
        office.cast.play_until("briefing")
        assert 'value="manual" checked' in office.text("cockpit_mode")
        answer = office.client.post(
            office.url("cockpit_mode"), {"mode": "clock"}, HTTP_ACCEPT="application/json"
        )
        receipt = answer.json()["receipt"]
        entry = LogEntry.objects.get(game=office.cast.game, sequence=receipt["number"])
        assert entry.kind == LogKind.ADVANCE_MODE_SET
        assert answer.json()["message"] == "Weitergeschaltet wird nach der Uhr"

    def test_it_warns_where_the_time_is_up_already(self, office):
        office.cast.play_until("deciding", now=NOW - timedelta(days=300))
        assert "Die Zeit dieser Phase ist schon um" in office.text("cockpit_mode")


class TestWaiting:
    def ask(self, office, **more):
        game = office.cast.fresh()
        fields = {
            "team": office.cast.teams[1].pk, "minutes": 3, "then": "default",
            "expected_round": game.round_number, "expected_phase": game.phase,
        }  # fmt: skip
        return office.client.post(office.url("cockpit_wait"), fields | more)

    def test_the_question_offers_the_teams_that_are_missing(self, office):
        office.cast.play_until("deciding")
        page = office.text("cockpit_wait")
        names = [team.name for team in office.cast.teams]
        assert names[0] in page
        assert names[1] in page
        assert names[2] not in page

    def test_everybody_sees_the_wait_and_the_facilitator_ends_it(self, office):
        office.cast.play_until("deciding")
        assert self.ask(office).status_code == 302
        name = office.cast.teams[1].name
        assert f"Alle warten auf {name}" in office.text("cockpit")
        player = Client()
        player.cookies["platz"] = office.cast.anna.cookie
        assert waiting_now(office.cast.game.pk).name == name
        office.client.post(office.url("cockpit_wait_end"), {"then": "default"})
        assert waiting_now(office.cast.game.pk) is None
        assert "gilt wie im Vorjahr" in office.text("cockpit")

    def test_taken_back_it_leaves_no_trace_on_the_team(self, office):
        office.cast.play_until("deciding")
        self.ask(office)
        office.client.post(office.url("cockpit_wait_end"), {"then": ""})
        assert {team.waived for team in office.cast.teams} == {""}

    def test_a_team_that_nobody_waits_for_is_not_asked_about_again(self, office):
        office.cast.play_until("deciding")
        self.ask(office)
        viewer = office.cast.frieda.viewer
        waiting.decide_wait(viewer, then=WaitEnd.DRAFT, now=NOW)
        page = office.client.get(office.url("cockpit_advance")).content.decode()
        assert "1 Gemeinde hat noch nicht abgegeben" in page


def test_a_sheet_outlives_a_row_that_ran(cast):
    """Somebody takes the running break out of the sheet: the game knows no step, and goes on."""
    office = Office(cast)
    office.propose()
    cast.play_until("negotiating")
    pause = office.first(StepKind.BREAK)
    office.client.post(office.url("cockpit_step"), {"begin": pause.id})
    viewer = WorkshopViewer(cast.game.workshop_id, cast.frieda.user.pk, Role.LEAD)
    agendas.save_agenda(viewer, office.sheet.without(frozenset({pause.id})), seen=office.version)
    assert "Runde 1: Verhandeln" in office.text("cockpit_agenda")
    assert position(cast.fresh()).phase == "negotiating"
