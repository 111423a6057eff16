"""One clock for all regions: everybody moves together, once, and it is said what became of each."""

from collections import Counter
from datetime import timedelta

import pytest

from games.access import WorkshopViewer
from games.enums import LogKind, MissingRule, Phase, Role
from games.errors import Illegal, RoleMayNot
from games.models import Game, LogEntry, Workshop
from games.services import flow, phases, undo, workshop_clock
from games.services.games import GamePlan
from games.services.phases import Position, named
from games.services.workshops import WorkshopPlan, create_workshop
from tests.cast import NOW, UNAWARDED, leader
from tests.factories import ScenarioVersionFactory, UserFactory, WorkshopMemberFactory
from tests.services.test_concurrency import at_once

SOON = NOW + timedelta(minutes=1)


def gather(*, names=("Nord", "Süd"), one_clock=True, **region):
    """A workshop of some regions, and its lead."""
    ScenarioVersionFactory()
    regions = tuple(
        GamePlan(
            name=name, scenario_slug="einstieg", rounds=3, round_phases=UNAWARDED,
            phase_minutes={"deciding": 20}, **region,
        )
        for name in names
    )  # fmt: skip
    owner = UserFactory()
    plan = WorkshopPlan("Kurs im Mai", regions, one_clock=one_clock)
    public_id = create_workshop(owner.pk, plan, now=NOW)
    workshop = Workshop.objects.get(public_id=public_id)
    return WorkshopViewer(workshop.pk, owner.pk, Role.LEAD)


@pytest.fixture
def lead(db):
    return gather()


def places(viewer):
    rows = Game.objects.filter(workshop_id=viewer.workshop_id).order_by("pk")
    return [(game.round_number, game.phase) for game in rows]


def became(results):
    return [(each.name, each.became) for each in results]


def press(viewer, where, *, now=SOON, **more):
    return workshop_clock.advance_all(viewer, expected=Position(*where), now=now, **more)


def test_all_regions_start_at_the_same_moment(lead):
    results = workshop_clock.start_all(lead, request_id="s", now=NOW)

    assert became(results) == [("Nord", "done"), ("Süd", "done")]
    assert places(lead) == [(1, "briefing")] * 2


def test_a_press_moves_all_regions_and_gives_them_the_same_deadline(lead):
    workshop_clock.start_all(lead, now=NOW)
    press(lead, (1, Phase.BRIEFING), now=NOW)

    press(lead, (1, Phase.NEGOTIATING))

    games = Game.objects.filter(workshop_id=lead.workshop_id)
    assert {game.deadline for game in games} == {SOON + timedelta(minutes=20)}


def test_the_second_press_from_the_same_place_moves_nobody(lead):
    workshop_clock.start_all(lead, now=NOW)
    press(lead, (1, Phase.BRIEFING), now=NOW)

    again = press(lead, (1, Phase.BRIEFING))

    assert became(again) == [("Nord", "before"), ("Süd", "before")]
    assert places(lead) == [(1, "negotiating")] * 2


def test_a_region_taken_back_catches_up_while_the_others_wait(lead):
    workshop_clock.start_all(lead, now=NOW)
    for phase in (Phase.BRIEFING, Phase.NEGOTIATING, Phase.DECIDING):
        press(lead, (1, phase), now=NOW)
    first = Game.objects.filter(workshop_id=lead.workshop_id).order_by("pk").first()
    undo.undo_rounds(
        leader(first).viewer, to_round=1, expected=named(1, "settled"), reason="Irrtum", now=NOW
    )
    assert places(lead) == [(1, "deciding"), (1, "settled")]

    results = press(lead, (1, Phase.DECIDING))

    assert became(results) == [("Nord", "done"), ("Süd", "before")]
    assert places(lead) == [(1, "settled")] * 2


def test_time_and_pause_reach_every_running_region(lead):
    workshop_clock.start_all(lead, now=NOW)
    for phase in (Phase.BRIEFING, Phase.NEGOTIATING):
        press(lead, (1, phase), now=NOW)
    here = Position(1, Phase.DECIDING)

    workshop_clock.extend_all(lead, seconds=300, expected=here, now=SOON)
    workshop_clock.pause_all(lead, paused=True, now=SOON)

    games = Game.objects.filter(workshop_id=lead.workshop_id)
    assert {(game.paused, game.remaining_seconds) for game in games} == {(True, 24 * 60)}

    workshop_clock.pause_all(lead, paused=False, now=SOON)
    assert {game.paused for game in games.all()} == {False}


def test_one_region_in_trouble_is_named_and_does_not_hold_up_the_others(lead, monkeypatch):
    workshop_clock.start_all(lead, now=NOW)
    real = flow.advance

    def advance(viewer, **more):
        if Game.objects.get(pk=viewer.game_id).name == "Nord":
            raise ValueError
        return real(viewer, **more)

    monkeypatch.setattr(flow, "advance", advance)
    results = press(lead, (1, Phase.BRIEFING), request_id="m")

    assert became(results) == [("Nord", "failed"), ("Süd", "done")]
    entry = Workshop.objects.get().entries.last()
    assert (entry.kind, entry.payload) == ("all_advanced", {"done": 1, "failed": ["Nord"]})

    monkeypatch.undo()
    again = press(lead, (1, Phase.BRIEFING), request_id="m", now=SOON + timedelta(seconds=9))
    assert became(again) == [("Nord", "done"), ("Süd", "before")]
    assert places(lead) == [(1, "negotiating")] * 2


def test_what_counts_for_missing_teams_is_said_once_for_all_regions(lead, monkeypatch):
    workshop_clock.start_all(lead, now=NOW)
    for phase in (Phase.BRIEFING, Phase.NEGOTIATING):
        press(lead, (1, phase), now=NOW)
    rules = []
    real = phases.close_decisions
    monkeypatch.setattr(
        phases, "close_decisions", lambda writer, rule: rules.append(rule) or real(writer, rule)
    )

    press(lead, (1, Phase.DECIDING), missing_rule=MissingRule.DEFAULT)

    assert rules == [MissingRule.DEFAULT] * 2


def test_regions_with_clocks_of_their_own_go_alone(db):
    lead = gather(one_clock=False)

    with pytest.raises(Illegal, match="own_clocks"):
        workshop_clock.start_all(lead, now=NOW)

    flow.start_game(leader(Game.objects.get(name="Nord")).viewer, now=NOW)
    assert places(lead) == [(1, "briefing"), (0, "lobby")]


def test_only_whoever_leads_moves_all(lead):
    member = WorkshopMemberFactory(workshop_id=lead.workshop_id, workshop=None, role="coach")
    coach = WorkshopViewer(lead.workshop_id, member.user_id, Role.COACH)

    with pytest.raises(RoleMayNot):
        workshop_clock.start_all(coach, now=NOW)
    assert places(lead) == [(0, "lobby")] * 2


def test_regions_that_wait_for_readiness_cannot_share_a_clock(db):
    with pytest.raises(Illegal, match="ready_with_one_clock"):
        gather(advance_mode="ready")


def test_two_facilitators_at_once_move_each_region_once(transactional_db):
    lead = gather(names=("Nord", "Süd", "West"))
    other = WorkshopMemberFactory(workshop_id=lead.workshop_id, workshop=None, role="lead")
    second = WorkshopViewer(lead.workshop_id, other.user_id, Role.LEAD)
    workshop_clock.start_all(lead, now=NOW)

    answers = at_once(
        [
            lambda: press(lead, (1, Phase.BRIEFING), request_id="a", now=SOON),
            lambda: press(second, (1, Phase.BRIEFING), request_id="b", now=SOON + timedelta(0, 1)),
        ]
    )

    assert places(lead) == [(1, "negotiating")] * 3
    counted = Counter(each.became for results in answers for each in results)
    assert counted["done"] == 3
    assert counted["failed"] == 0
    moves = LogEntry.objects.filter(kind=LogKind.PHASE_STARTED, phase="briefing")
    assert moves.count() == 3
