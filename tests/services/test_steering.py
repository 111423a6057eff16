"""Interventions: model, events, corrections, values of rules; withdrawn; the same in a replay."""

from dataclasses import replace

import pytest

from games.enums import ROUND_PHASES, LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry, Settlement, TeamDecision
from games.rules.board import board_decides, fund_of
from games.rules.codec import decision_from_json, settlement_to_json, state_to_json
from games.rules.course import NO_CHANGES
from games.rules.effects.news import card_of
from games.rules.replay import replay
from games.selectors.course import course_of, model_of
from games.selectors.scenarios import scenario_of, scenario_under, state_before
from games.selectors.steering import Draft, dry_run
from games.services import drafts, flow
from games.services.receipts import first_broken
from games.services.steering import intervene, withdraw
from tests.cast import NOW, assemble, found_game, leader
from tests.services.commands import to_board

REASON = "Starkregen im Wetterbericht"
RAIN = {
    "name": "Starkregen",
    "text": "Keller laufen voll.",
    "reach": "alle",
    "effects": [{"kind": "geld", "amount": -42_000}, {"kind": "leerstand", "change": 200}],
}


def event(number, **content):
    return Draft("event", number, REASON, {"own": RAIN, "towns": ("obertal",), **content})


def figure(number, measure="account", change=50_000, **more):
    content = {"town": "obertal", "measure": measure, "change": change, "service": "", **more}
    return Draft("figure", number, REASON, content)


def model(number, name="allein"):
    return Draft("model", number, REASON, {"model": name})


def value(number, path="finance.cost_growth", wanted=400):
    return Draft("value", number, REASON, {"path": path, "value": wanted})


def do(cast, draft, **options):
    return intervene(cast.frieda.viewer, draft, now=NOW, **options)


def settled(cast, number):
    return Settlement.objects.get(game=cast.game, round_number=number, superseded_at=None)


def assemble_again(cast):
    """Accounts after round 1 of the same game, played with the card."""
    game = found_game(cast.frieda.user, seed=cast.game.seed)
    viewer = leader(game).viewer
    flow.start_game(viewer, now=NOW, fill_with_bots=False)
    intervene(viewer, event(1), now=NOW)
    for phase in ("briefing", "negotiating", "deciding"):
        flow.advance(viewer, expected_round=1, expected_phase=phase, now=NOW)
    [last] = Settlement.objects.filter(game=game, round_number=1)
    return {town: each["account"] for town, each in last.state_after["towns"].items()}


def booked(cast, number, rule):
    postings = settled(cast, number).content["postings"]
    return [(p["source"], p["target"], p["amount"]) for p in postings if p["rule"] == rule]


def test_an_event_of_the_running_round_is_booked_and_stored_with_the_settlement(cast):
    cast.play_until("deciding")
    do(cast, event(1))
    cast.play_until("settled")
    assert booked(cast, 1, "X1") == [("obertal", "welt", 42_000)]
    [played] = settled(cast, 1).content["played"]
    assert played["card"]["name"] == "Starkregen"
    assert played["towns"] == ["obertal"]
    assert first_broken(cast.game.pk) is None


def test_an_event_for_a_later_round_waits_for_it(cast):
    cast.play_until("deciding")
    do(cast, event(2))
    cast.play_until("settled", round_number=2)
    assert booked(cast, 1, "X1") == []
    assert ("obertal", "welt", 42_000) in booked(cast, 2, "X1")
    assert "played" not in settled(cast, 1).content


def test_a_card_of_the_deck_hits_whom_it_says_unless_towns_are_named(db):
    cast = assemble(scenario="mittelaue")
    cast.play_until("deciding")
    card = next(iter(scenario_of(cast.fresh()).events))
    do(cast, Draft("event", 1, REASON, {"card": card, "towns": ()}))
    [entry] = course_of(cast.fresh()).entries
    assert entry.card.card.id == card
    assert entry.card.towns


def test_the_card_of_the_deck_can_be_left_out(db):
    cast = assemble(scenario="mittelaue")
    cast.play_until("deciding", round_number=2)
    assert card_of(scenario_of(cast.fresh()), cast.game.seed, 2)
    do(cast, Draft("skip", 2, REASON))
    cast.play_until("settled", round_number=2)
    assert settled(cast, 2).content["event"] is None


def test_the_dry_run_is_what_happens_then_and_writes_nothing(cast):
    flow.start_game(cast.frieda.viewer, now=NOW, fill_with_bots=False)
    cast.play_until("deciding")
    before = cast.fresh().log_sequence
    run = dry_run(cast.frieda.viewer, event(1))
    assert cast.fresh().log_sequence == before
    told = {row.town: (row.account, row.vacancy) for row in run.teams}
    assert told["obertal"][0] <= -42_000
    assert told["obertal"][1] > 0
    cast.play_until("settled")
    plain = {town: each["account"] for town, each in settled(cast, 1).state_after["towns"].items()}
    other = assemble_again(cast)
    assert {town: row[0] for town, row in told.items()} == {
        town: other[town] - plain[town] for town in plain
    }


def test_the_dry_run_reckons_with_what_was_handed_in_and_tells_no_draft(cast):
    """A card that doubles the cost of a service shows what a town does with that service."""
    cast.play_until("deciding")
    changes = {"levels.bauhof": "sparen"}
    saved = drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes=changes, now=NOW
    )
    shock = {"kind": "kosten", "service": "bauhof", "factor": 20_000}
    dearer = event(1, own=RAIN | {"effects": [shock]})
    before = dry_run(cast.frieda.viewer, dearer)
    drafts.submit(cast.anna.viewer, round_number=1, revision=saved.revision, now=NOW)
    after = dry_run(cast.frieda.viewer, dearer)
    account = [{row.town: row.account for row in run.teams}["obertal"] for run in (before, after)]
    assert account[0] < account[1] < 0


def test_a_correction_of_an_account_is_a_posting_from_the_world_with_its_reason(cast):
    cast.play_until("settled")
    do(cast, figure(2))
    cast.play_until("settled", round_number=2)
    assert booked(cast, 2, "X2") == [("welt", "obertal", 50_000)]
    [posting] = [p for p in settled(cast, 2).content["postings"] if p["rule"] == "X2"]
    [played] = settled(cast, 2).content["played"]
    assert played["card"]["id"] == posting["cause"]
    assert played["card"]["name"] == REASON


@pytest.mark.parametrize(("measure", "service"), [("vacancy", ""), ("backing", "")])
def test_corrections_without_money_are_causes(cast, measure, service):
    cast.play_until("deciding")
    do(cast, figure(1, measure, 300, service=service))
    cast.play_until("settled")
    causes = settled(cast, 1).content["causes"]
    [found] = [c for c in causes if c["code"] == "correction"]
    assert (found["measure"], found["town"], found["change"]) == (measure, "obertal", 300)


def test_a_condition_is_corrected_where_there_is_a_site(cast):
    cast.play_until("deciding")
    service = next(n for n, s in state_before(cast.fresh()).towns["obertal"].services.items())
    do(cast, figure(1, "condition", -500, service=service))
    with pytest.raises(Illegal) as caught:
        do(cast, figure(1, "condition", -500, service="flughafen"))
    assert caught.value.context["path"] == "service"


def test_another_model_holds_from_the_next_round_on(cast):
    cast.play_until("deciding")
    do(cast, model(2))
    assert model_of(cast.fresh()) == "alles"
    cast.play_until("deciding", round_number=2)
    assert model_of(cast.fresh()) == "allein"
    assert state_before(cast.fresh()).model == "allein"
    cast.play_until("settled", round_number=2)
    assert settled(cast, 1).state_after["model"] == "alles"
    assert settled(cast, 2).state_after["model"] == "allein"


def test_a_model_whose_board_votes_brings_its_phase(cast):
    cast.play_until("deciding")
    do(cast, model(2, "allein"))
    do(cast, model(3, "alles"))
    to_board(cast, round_number=3)
    cast.play_until("settled", round_number=3)
    phases = LogEntry.objects.filter(game=cast.game, kind=LogKind.PHASE_STARTED)
    voted = [e.payload["round"] for e in phases if e.payload["phase"] == "awarding"]
    scenario = scenario_of(cast.fresh())
    board = board_decides(fund_of(scenario, "alles"))
    assert voted == ([3] if board else [])


def test_a_rule_has_its_new_value_from_the_next_round_on(cast):
    cast.play_until("deciding")
    do(cast, value(2))
    assert scenario_of(cast.fresh()).finance.cost_growth != 400
    cast.play_until("deciding", round_number=2)
    assert scenario_of(cast.fresh()).finance.cost_growth == 400


def test_a_game_with_interventions_is_replayed_to_the_same_figures(cast):
    cast.play_until("deciding")
    for draft in (event(1), figure(1), event(2), model(2), value(3)):
        do(cast, draft)
    cast.play_until("settled", round_number=3)
    game = cast.fresh()
    course = course_of(game)
    rounds = [
        {
            town: decision_from_json(each["content"])
            for town, each in settled(cast, number).content["decisions"].items()
        }
        for number in (1, 2, 3)
    ]
    plain = replace(scenario_under(game, NO_CHANGES, 1), played=course.played)
    again = replay(plain, game.seed, game.cooperation_model, rounds, course.models, course.values)
    for number, one in enumerate(again, start=1):
        assert state_to_json(one.state_after) == settled(cast, number).state_after
        assert settlement_to_json(one)["postings"] == settled(cast, number).content["postings"]


def test_what_is_withdrawn_did_not_happen_and_stays_in_the_log(cast):
    cast.play_until("deciding")
    number = do(cast, event(1)).number
    receipt = withdraw(cast.frieda.viewer, number, reason="Irrtum", now=NOW)
    assert withdraw(cast.frieda.viewer, number, reason="Irrtum", now=NOW) == receipt
    cast.play_until("settled")
    assert booked(cast, 1, "X1") == []
    kinds = LogEntry.objects.filter(game=cast.game).values_list("kind", flat=True)
    assert {"event_played", "steering_withdrawn"} <= set(kinds)


def test_what_is_settled_cannot_be_withdrawn(cast):
    cast.play_until("deciding")
    number = do(cast, event(1)).number
    cast.play_until("settled")
    with pytest.raises(TooLate) as caught:
        withdraw(cast.frieda.viewer, number, reason="Irrtum", now=NOW)
    assert caught.value.code == "intervention_settled"


def test_a_number_that_is_no_intervention_is_refused(cast):
    cast.play_until("deciding")
    with pytest.raises(Illegal) as caught:
        withdraw(cast.frieda.viewer, 1, reason="Irrtum", now=NOW)
    assert caught.value.code == "unknown_intervention"


def test_pressed_twice_it_acts_once(cast):
    cast.play_until("deciding")
    first = do(cast, event(1), request_id="eins")
    assert do(cast, event(1), request_id="eins") == first
    assert len(cast.fresh().steering) == 1


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (event(4), "no_round_left"),
        (model(1), "intervention_too_late"),
        (value(1), "intervention_too_late"),
        (Draft("event", 1, " ", {"own": RAIN, "towns": ()}), "text_missing"),
        (Draft("event", 1, "x" * 201, {"own": RAIN, "towns": ()}), "text_too_long"),
        (value(2, "finance.cost_growth", -1), "out_of_bounds"),
        (value(2, "finance.base_amount", 1), "out_of_bounds"),
        (model(2, "alles"), "out_of_bounds"),
        (model(2, "anarchie"), "out_of_bounds"),
        (event(1, towns=("atlantis",)), "out_of_bounds"),
        (event(1, own=RAIN | {"effects": [{"kind": "geld", "amount": 10**12}]}), "out_of_bounds"),
        (event(1, own=RAIN | {"effects": [{"kind": "krieg", "amount": 1}]}), "out_of_bounds"),
        (Draft("event", 1, REASON, {"card": "keine", "towns": ()}), "out_of_bounds"),
        (figure(1, change=2_000_000_000), "out_of_bounds"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(cast, draft, code):
    cast.play_until("deciding")
    before = cast.fresh()
    with pytest.raises((Illegal, TooLate)) as caught:
        do(cast, draft)
    assert caught.value.code == code
    after = cast.fresh()
    assert (after.log_sequence, after.steering) == (before.log_sequence, before.steering)


def test_an_event_cannot_come_once_the_decisions_are_closed(cast):
    cast.play_until("settled")
    with pytest.raises(TooLate) as caught:
        do(cast, event(1))
    assert caught.value.context == {"round": 1, "first": 2}


def test_only_the_facilitator_intervenes(cast):
    cast.play_until("deciding")
    stranger = replace(cast.franz.viewer, game_id=cast.game.pk)
    for viewer in (cast.anna.viewer, stranger):
        with pytest.raises(NotAllowed):
            intervene(viewer, event(1), now=NOW)
    assert not TeamDecision.objects.filter(team__game=cast.game, attempt=2).exists()


def test_the_dry_run_while_the_board_votes_is_of_the_round_that_is_not_settled_yet(db):
    cast = assemble(round_phases=ROUND_PHASES, phase_minutes={"awarding": 5})
    to_board(cast, round_number=2)
    shown = dry_run(cast.frieda.viewer, figure(3))
    changes = {each.town: each.account for each in shown.teams if each.account}
    assert changes == {"obertal": 50_000}
