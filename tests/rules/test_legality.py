from dataclasses import replace

import pytest

from games.rules.legality import check, clean, limits
from games.rules.model import (
    Application,
    Ballot,
    Decision,
    FundStance,
    FundState,
    Guess,
    Level,
)
from games.rules.start import start
from games.rules.work import Round
from tests.rules.regions import (
    MITTELAUE,
    begin,
    codes,
    joint,
    offer,
    play,
    scenario,
    with_modules,
    with_town,
)

PAIR = ("mittelbach", "obertal")


def notes(decision, town="obertal", state=None, rules=None):
    state = state or begin()
    rules = rules or scenario("einstieg" if "obertal" in state.towns else "mittelaue")
    return [
        (note.code, note.item, note.figures["limit"], note.figures["wanted"])
        for note in check(rules, state, town, decision)
    ]


def test_empty_decision_is_legal():
    assert notes(Decision()) == []


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision(levels={"kita": Level.HOLD}), ("not_there", "kita", 0, "halten")),
        (Decision(levels={"bauhof": Level.CLOSE}), ("duty", "bauhof", "sparen", "schliessen")),
        (Decision(greenfield=41), ("greenfield", "greenfield", 40, 41)),
        (Decision(greenfield=-1), ("greenfield", "greenfield", 40, -1)),
        (Decision(inner=41), ("inner", "inner", 40, 41)),
        (Decision(places={"freibad": 5}), ("not_there", "freibad", 0, 5)),
        (Decision(fund=FundStance.LEAVE), ("not_member", "fund", "beitreten", "kuendigen")),
        (Decision(meetings=("obertal",)), ("not_there", "obertal", 0, "obertal")),
        (Decision(payments={"niederau": 0}), ("amount", "niederau", 1, 0)),
        (Decision(payments={"berlin": 9}), ("not_there", "berlin", 0, 9)),
        (Decision(promises=("fonds",)), ("module_off", "fonds", 0, 1)),
        (Decision(guess=Guess("niederau", "x")), ("module_off", "niederau", 0, "x")),
        (
            Decision(applications=(Application("alte_post"),)),
            ("foreign_card", "alte_post", "niederau", "obertal"),
        ),
        (
            Decision(applications=(Application("talladen", ("obertal",)),)),
            ("partners", "talladen", 2, 1),
        ),
        (Decision(votes={"schloss": Ballot.NO}), ("not_there", "schloss", 0, "nein")),
        (Decision(consents=("obertal#0",)), ("own_offer", "obertal#0", 0, 1)),
        (Decision(leave=("freibad-1",)), ("not_there", "freibad-1", 0, "freibad-1")),
    ],
)
def test_illegal_item_is_dropped_with_limit_and_wanted(decision, expected):
    assert notes(decision) == [expected]
    assert codes(play(begin(), obertal=decision)) == [(expected[0], "obertal", expected[1])]


def test_dropped_items_leave_the_rest_standing():
    settled = play(begin(), obertal=Decision(greenfield=99, inner=3))
    assert [p.amount for p in settled.postings if p.rule == "W2"] == [54000]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"service": "zoo"}, "not_there"),
        ({"stage": 1}, "stage"),
        ({"stage": 5}, "stage"),
        ({"members": ("obertal",)}, "members"),
        ({"members": ("mittelbach", "niederau")}, "members"),
        ({"members": ("mittelbach", "obertal", "berlin")}, "members"),
        ({"sites": ()}, "sites"),
        ({"sites": ("niederau",)}, "sites"),
        ({"service": "bauhof"}, "sites"),
        ({"key": "wuerfel"}, "key"),
        ({"equalise": True, "equalise_key": "wuerfel"}, "key"),
        ({"equalise": True}, "equalise"),
        ({"host_surcharge": 3001}, "surcharge"),
        ({"caps": {"niederau": 1}}, "caps"),
        ({"key": "quoten"}, "quotas"),
        ({"key": "quoten", "quotas": {"obertal": -1}}, "quotas"),
        ({"roof": "bauhof-7"}, "not_there"),
        ({"replaces": "freibad-7"}, "not_there"),
    ],
)
def test_faulty_offer_is_refused(change, code):
    faulty = replace(offer("freibad", 2, PAIR, sites=("obertal",)), **change)
    assert [note[0] for note in notes(Decision(proposals=(faulty,)))] == [code]


def test_offer_under_a_roof_of_others_or_replacing_another_service_is_refused():
    state = joint("bauhof", 2, PAIR).state_after
    roof = offer("verwaltung", 3, PAIR, roof="bauhof-1")
    assert notes(Decision(proposals=(roof,)), state=state)[0][0] == "roof"
    swap = offer("verwaltung", 2, PAIR, replaces="bauhof-1")
    assert notes(Decision(proposals=(swap,)), state=state)[0][0] == "replaces"
    (note,) = check(scenario(), state, "obertal", Decision(proposals=(swap,)))
    assert note.figures == {"limit": "bauhof", "wanted": "verwaltung"}
    lost = offer("verwaltung", 2, PAIR, replaces="verwaltung-9")
    (note,) = check(scenario(), state, "obertal", Decision(proposals=(lost,)))
    assert note.figures == {"limit": "", "wanted": "verwaltung-9"}


@pytest.mark.parametrize(
    ("model", "code"), [("allein", "stage"), ("austausch", "stage"), ("vertraege", "equalise")]
)
def test_model_limits_what_may_be_offered(model, code):
    state = begin(model=model)
    equalised = offer("bauhof", 3, PAIR, equalise=True)
    assert notes(Decision(proposals=(equalised,)), state=state)[0][0] == code


def test_open_data_needs_stage_1_and_no_module():
    assert notes(Decision(share_data=True)) == []
    trust = play(begin(), obertal=Decision(share_data=True)).state_after.trust
    assert trust["niederau"]["obertal"] == 4180


def test_model_without_cooperation_allows_no_talk():
    talk = Decision(meetings=("auestadt",), share_data=True)
    state = begin("mittelaue", model="allein")
    assert notes(talk, "kleinholm", state) == [
        ("stage", "auestadt", 0, 1),
        ("stage", "share_data", 0, 1),
    ]


def test_points_are_spent_on_offers_consents_applications_and_meetings_in_this_order():
    busy = Decision(
        meetings=("kleinholm", "hammerfurt"),
        applications=(Application("kaufhaus_auestadt"),),
        consents=("radweg",),
        proposals=(offer("bauhof", 2, ("auestadt", "hammerfurt")),),
    )
    assert notes(busy, "auestadt", begin("mittelaue")) == [("points", "hammerfurt", 0, 1)]


def test_bodies_cost_points_but_a_common_roof_counts_once():
    state = begin(trust=9000)
    roof = ""
    for service in ("verwaltung", "bauhof"):
        state = joint(service, 2, PAIR, state, roof=roof).state_after
        roof = state.agreements[0].id
    state = joint("freibad", 2, PAIR, state, sites=("obertal",)).state_after
    assert limits(scenario(), state, "obertal").points == 5
    apart = tuple(replace(item, roof="") for item in state.agreements)
    assert limits(scenario(), replace(state, agreements=apart), "obertal").points == 4
    many = tuple(replace(apart[0], id=f"body-{number}") for number in range(30))
    assert limits(scenario(), replace(state, agreements=many), "obertal").points == 2


def test_watched_town_may_not_renew_or_build():
    watched = with_town(begin("mittelaue"), "kleinholm", watched=True)
    decision = Decision(
        levels={"kita": Level.RENEW, "bauhof": Level.SAVE}, places={"kita": 5}, inner=1
    )
    assert [note[:2] for note in notes(decision, "kleinholm", watched)] == [
        ("watched", "kita"),
        ("watched", "kita"),
        ("watched", "inner"),
    ]


def test_joint_voluntary_service_cannot_be_closed():
    state = joint("freibad", 2, PAIR, sites=("obertal",)).state_after
    closing = Decision(levels={"freibad": Level.CLOSE})
    assert notes(closing, state=state)[0][0] == "bound"


def test_withholding_ends_with_stage_4_and_release_begins_there():
    four = play(play(joint(stage=4).state_after).state_after).state_after
    assert notes(Decision(withhold=("verwaltung-1",)), state=four)[0][0] == "stage"
    assert notes(Decision(release=("verwaltung-1",)), state=four) == []
    two = joint(stage=2).state_after
    assert notes(Decision(withhold=("verwaltung-1",)), state=two) == []
    assert notes(Decision(release=("verwaltung-1",)), state=two)[0][0] == "stage"


def test_neighbour_is_guessed_once():
    state = with_town(begin("mittelaue"), "kleinholm", guessed=("auestadt",))
    guess = Decision(guess=Guess("auestadt", "haushalt_plus"))
    assert notes(guess, "kleinholm", state) == [("guessed", "auestadt", 1, 2)]


def test_consent_to_an_offer_nobody_made_is_noted():
    settled = play(begin(), obertal=Decision(consents=("niederau#0",)))
    assert codes(settled) == [("offer_missing", "obertal", "niederau#0")]


def test_limits_of_a_town():
    found = limits(scenario("mittelaue"), begin("mittelaue"), "kleinholm")
    assert found.levels["kita"] == (Level.SAVE, Level.HOLD, Level.RENEW)
    assert found.levels["freibad"][-1] is Level.CLOSE
    assert "hallenbad" not in found.levels
    assert found.places_max == {"kita": 60, "grundschule": 60}
    assert found.places_min == {"kita": -62, "grundschule": -100}
    assert (found.max_greenfield, found.max_inner) == (9, 9)
    assert found.fund_stances == (FundStance.STAY, FundStance.JOIN)
    assert {"dorfladen", "gasthof", "radweg"} < set(found.projects)
    assert "werkssiedlung" not in found.projects
    assert (found.points, found.max_stage) == (5, 4)
    assert set(found.may_guess) == set(MITTELAUE) - {"kleinholm"}
    assert found.may_promise == ("kein_neubau", "fonds", "kein_austritt")
    assert (found.pledge_min, found.pledge_max) == (0, 0)


def test_limits_follow_model_modules_and_watch():
    watched = with_town(begin("mittelaue", model="allein"), "kleinholm", watched=True)
    rules = with_modules(scenario("mittelaue"), goals=False, promises=False, help=False)
    found = limits(rules, watched, "kleinholm")
    assert found.levels["kita"] == (Level.SAVE, Level.HOLD)
    assert found.places_max == {"kita": 0, "grundschule": 0}
    assert found.max_inner == 0
    assert found.fund_stances == (FundStance.STAY,)
    assert not (found.may_meet)
    assert not (found.may_share_data)
    assert not (found.may_pay_help)
    assert (found.may_promise, found.may_guess) == ((), ())
    pool = limits(scenario("talbad"), begin("talbad", model="verband"), "waldeck")
    assert (pool.pledge_min, pool.pledge_max) == (20000, 8500000)


def test_member_of_the_fund_may_leave_or_refuse():
    inside = begin(fund=FundState(members=("obertal",)))
    assert limits(scenario(), inside, "obertal").fund_stances == (
        FundStance.STAY,
        FundStance.LEAVE,
        FundStance.REFUSE,
    )


def test_help_may_be_switched_off():
    rules = with_modules(scenario(), help=False)
    pay = Decision(payments={"niederau": 5})
    assert notes(pay, rules=rules) == [("module_off", "niederau", 0, 5)]


@pytest.mark.parametrize("model", ["allein", "vertraege", "fonds_lueneburg"])
def test_votes_need_a_fund_that_is_joined(model):
    rules = scenario()
    card = min(rules.projects)
    state = start(rules, "stimmen", model)
    decision = Decision(votes={card: Ballot.NO})
    (note,) = check(rules, state, "obertal", decision)
    assert (note.code, note.town, note.item) == ("no_fund", "obertal", card)
    assert note.figures == {"limit": 0, "wanted": "nein"}
    assert clean(Round(rules, state), "obertal", decision)[0].votes == {}


def test_votes_on_cards_there_are_not_are_refused():
    rules = scenario()
    state = start(rules, "stimmen", "alles")
    card = min(rules.projects)
    decision = Decision(votes={"luftschloss": Ballot.YES, card: Ballot.YES})
    legal, (note,) = clean(Round(rules, state), "obertal", decision)
    assert (note.code, note.item) == ("not_there", "luftschloss")
    assert note.figures == {"limit": 0, "wanted": "ja"}
    assert legal.votes == {card: Ballot.YES}
