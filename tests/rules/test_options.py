"""Rules beyond the base rules: scores, own shares, votes on the key of the fund, no alone key."""

from dataclasses import replace

import pytest

from games.rules.legality import check, limits
from games.rules.model import Application, Ballot, Decision, FundStance, FundState, Options
from tests.rules.regions import EINSTIEG, begin, booked, codes, joint, play, scenario

POST = "alte_post"
ALL = FundState(members=EINSTIEG, money=900_000, start_aid_paid=True, started=True)


def rules(**options):
    return replace(scenario(), options=Options(**options))


def refusals(decision, town="niederau", state=None, **options):
    notes = check(rules(**options), state or begin(fund=ALL), town, decision)
    return [(note.code, note.item, note.figures["limit"], note.figures["wanted"]) for note in notes]


def inputs(settled, rule):
    return next(p.inputs for p in settled.postings if p.rule == rule)


# --- scores --------------------------------------------------------------------------------------


def scoring(**options):
    """Niederau applies for the Alte Post; the other two score it, vote yes."""
    everything = dict.fromkeys(scenario().scoring, 1)
    first = next(iter(scenario().scoring))
    return play(
        begin(fund=ALL),
        rules(**options),
        niederau=Decision(applications=(Application(POST),)),
        obertal=Decision(scores={POST: {**everything, first: 3}}, votes={POST: Ballot.YES}),
        mittelbach=Decision(scores={POST: {**everything, first: 2}}, votes={POST: Ballot.YES}),
    )


def test_mean_scores_replace_the_points_of_the_card():
    # weights 25, the rest 75: (25 * 2.5 + 75 * 1) / 3 = 137.5 / 3 = 45.8
    assert inputs(scoring(), "F4")["points"] == 72
    assert next(iter(scenario().scoring.values())) == 25
    assert sum(scenario().scoring.values()) == 100
    settled = scoring(mean_scores=True)
    (note,) = [note for note in settled.notes if note.code == "project_unfunded"]
    assert (note.figures["reason"], note.figures["limit"], note.figures["wanted"]) == (
        "points",
        50,
        46,
    )


def test_without_the_option_scores_change_nothing():
    plain = play(
        begin(fund=ALL),
        niederau=Decision(applications=(Application(POST),)),
        obertal=Decision(votes={POST: Ballot.YES}),
        mittelbach=Decision(votes={POST: Ballot.YES}),
    )
    assert scoring() == plain


def test_a_criterion_that_nobody_scored_keeps_the_card():
    first = next(iter(scenario().scoring))
    settled = play(
        begin(fund=ALL),
        rules(mean_scores=True),
        niederau=Decision(applications=(Application(POST),)),
        obertal=Decision(scores={POST: {first: 3}}, votes={POST: Ballot.YES}),
    )
    assert inputs(settled, "F4")["points"] == 72


def test_partners_do_not_score_their_own_application():
    full = {POST: dict.fromkeys(scenario().scoring, 0)}
    settled = play(
        begin(fund=ALL),
        rules(mean_scores=True),
        niederau=Decision(applications=(Application(POST, ("mittelbach",)),)),
        mittelbach=Decision(consents=(POST,), scores=full),
        obertal=Decision(votes={POST: Ballot.YES}),
    )
    assert inputs(settled, "F4")["points"] == 78


@pytest.mark.parametrize(
    ("scores", "refusal"),
    [
        ({"luftschloss": {"bedarf": 1}}, ("not_there", "luftschloss", 0, "luftschloss")),
        ({POST: {"schoenheit": 1}}, ("criterion", POST, "...", "schoenheit")),
        ({POST: {"first": 4}}, ("score", POST, 3, 4)),
        ({POST: {"first": -1}}, ("score", POST, 0, -1)),
    ],
)
def test_a_score_out_of_place_is_refused_with_figures(scores, refusal):
    criteria = list(scenario().scoring)
    real = {
        card: {criteria[0] if name == "first" else name: value for name, value in given.items()}
        for card, given in scores.items()
    }
    code, item, limit, wanted = refusal
    expected = (code, item, ",".join(criteria) if limit == "..." else limit, wanted)
    assert refusals(Decision(scores=real), town="obertal") == [expected]


def test_nobody_scores_an_own_project_and_without_a_fund_nobody_scores():
    score = {POST: {next(iter(scenario().scoring)): 2}}
    assert refusals(Decision(scores=score)) == [("own_project", POST, 0, 1)]
    alone = begin(model="verband")
    assert refusals(Decision(scores=score), "obertal", alone) == [("no_fund", POST, 0, 1)]
    regional = next(card for card in scenario().projects.values() if not card.town)
    own = Decision(
        applications=(Application(regional.id),),
        scores={regional.id: score[POST]},
    )
    assert ("own_project", regional.id, 0, 1) in refusals(own)


# --- own shares ----------------------------------------------------------------------------------


def together(shares, **options):
    return play(
        begin(fund=ALL),
        rules(**options),
        niederau=Decision(applications=(Application(POST, ("mittelbach",), shares=shares),)),
        mittelbach=Decision(consents=(POST,)),
        obertal=Decision(votes={POST: Ballot.YES}),
    )


def test_agreed_shares_split_grant_cost_and_yearly_effect():
    by_heads = together({})
    settled = together({"niederau": 8000, "mittelbach": 2000}, own_shares=True)
    grant = sum(amount for *_, amount in booked(settled, "F4"))
    assert grant == sum(amount for *_, amount in booked(by_heads, "F4"))
    assert {target: amount for _, target, amount in booked(settled, "F4")} == {
        "niederau": grant * 8 // 10,
        "mittelbach": grant * 2 // 10,
    }
    assert booked(settled, "F5") == [("mittelbach", "welt", 36000), ("niederau", "welt", 144000)]
    assert inputs(settled, "F5")["weights"] == 10_000
    assert booked(by_heads, "F5") == [("mittelbach", "welt", 120000), ("niederau", "welt", 60000)]


def test_a_partner_may_bear_nothing():
    settled = together({"niederau": 10_000, "mittelbach": 0}, own_shares=True)
    assert booked(settled, "F5") == [("niederau", "welt", 180000)]


def test_yearly_effect_follows_the_shares():
    card = replace(scenario().projects[POST], yearly=10_001)
    changed = replace(rules(own_shares=True), projects={**scenario().projects, POST: card})
    settled = play(
        begin(fund=ALL),
        changed,
        niederau=Decision(
            applications=(
                Application(POST, ("mittelbach",), shares={"niederau": 7500, "mittelbach": 2500}),
            )
        ),
        mittelbach=Decision(consents=(POST,)),
        obertal=Decision(votes={POST: Ballot.YES}),
    )
    towns = settled.state_after.towns
    assert (towns["niederau"].yearly, towns["mittelbach"].yearly) == (7501, 2500)


@pytest.mark.parametrize(
    ("shares", "code", "limit", "wanted"),
    [
        ({"niederau": 8000, "mittelbach": 1999}, "share_sum", 10_000, 9999),
        ({"niederau": 10_001, "mittelbach": -1}, "share_sum", 0, -1),
        ({"niederau": 10_000}, "share_names", "mittelbach,niederau", "niederau"),
        (
            {"niederau": 9000, "obertal": 1000},
            "share_names",
            "mittelbach,niederau",
            "niederau,obertal",
        ),
    ],
)
def test_shares_that_do_not_fit_are_refused(shares, code, limit, wanted):
    wish = Decision(applications=(Application(POST, ("mittelbach",), shares=shares),))
    assert refusals(wish, own_shares=True) == [(code, POST, limit, wanted)]
    assert booked(together(shares, own_shares=True), "F5") == []


def test_without_the_option_shares_are_refused():
    wish = Decision(applications=(Application(POST, shares={"niederau": 10_000}),))
    assert refusals(wish) == [("option_off", POST, 0, 1)]


def test_shares_do_not_replace_consent():
    settled = play(
        begin(fund=ALL),
        rules(own_shares=True),
        niederau=Decision(
            applications=(
                Application(POST, ("mittelbach",), shares={"niederau": 0, "mittelbach": 10_000}),
            )
        ),
    )
    assert ("project_partners_missing", "niederau", POST) in codes(settled)
    assert booked(settled, "F5") == []


# --- votes on the key ----------------------------------------------------------------------------


def voting(*votes, fund=ALL, **more):
    decisions = {name: Decision(key_vote=vote) for name, vote in zip(EINSTIEG, votes, strict=True)}
    return play(begin(fund=fund, **more), rules(key_votes=True), **decisions)


def test_two_thirds_of_the_members_change_the_key_from_the_next_round_on():
    settled = voting(10_000, 10_000, None)
    same_round = play(begin(fund=ALL))
    assert booked(settled, "F1") == booked(same_round, "F1")
    assert settled.state_after.fund.weight_tax == 10_000
    assert [code for code, *_ in codes(settled)] == ["key_changed"] * 3
    (note,) = {(n.figures["before"], n.figures["weight"]) for n in settled.notes}
    assert note == (5000, 10_000)
    after = play(settled.state_after, rules(key_votes=True))
    f1 = {p.source: p for p in after.postings if p.rule == "F1"}
    levy = {name: p.inputs["levy_base"] for name, p in f1.items()}
    for name, posting in f1.items():
        share = round(levy[name] / sum(levy.values()) * 1_000_000)
        assert posting.inputs["share_millionths"] == share
        assert posting.inputs["key_weight"] == 10_000


def test_fewer_votes_leave_the_key():
    settled = voting(0, 2500, None)
    assert settled.state_after.fund.weight_tax is None
    assert [(n.code, n.figures) for n in settled.notes] == [
        ("key_vote_failed", {"limit": 2, "wanted": 1})
    ] * 2


def test_a_vote_for_the_key_as_it_is_changes_nothing_to_tell():
    settled = voting(5000, 5000, 2500)
    assert [(n.code, n.town) for n in settled.notes] == []
    assert settled.state_after.fund.weight_tax == 5000


@pytest.mark.parametrize(
    ("town", "model", "fund", "vote", "options", "refusal"),
    [
        ("niederau", "alles", ALL, 5000, {}, ("option_off", 0)),
        ("niederau", "verband", FundState(), 5000, {"key_votes": True}, ("no_fund", 0)),
        ("niederau", "fonds_lueneburg", FundState(), 5000, {"key_votes": True}, ("no_fund", 0)),
        ("niederau", "fonds_rendsburg", ALL, 5000, {"key_votes": True}, ("key_fixed", 0)),
        ("niederau", "alles", FundState(), 5000, {"key_votes": True}, ("not_member", "beitreten")),
        ("niederau", "alles", ALL, 5001, {"key_votes": True}, ("key_weight", 2500)),
        ("niederau", "alles", ALL, 12_500, {"key_votes": True}, ("key_weight", 2500)),
    ],
)
def test_a_vote_out_of_place_is_refused(town, model, fund, vote, options, refusal):
    found = refusals(Decision(key_vote=vote), town, begin(model=model, fund=fund), **options)
    assert found == [(refusal[0], "key_vote", refusal[1], vote)]


def test_who_joins_now_votes_now():
    wish = Decision(fund=FundStance.JOIN, key_vote=0)
    assert refusals(wish, state=begin(), key_votes=True) == []


def test_limits_say_what_may_be_scored_and_voted():
    allowed = limits(rules(key_votes=True, own_shares=True), begin(fund=ALL), "niederau")
    assert POST not in allowed.may_score
    assert set(allowed.may_score) == {
        name for name, card in scenario().projects.items() if card.town != "niederau"
    }
    assert allowed.key_weights == (0, 2500, 5000, 7500, 10_000)
    assert allowed.may_agree_shares
    plain = limits(scenario(), begin(fund=ALL), "niederau")
    assert (plain.key_weights, plain.may_agree_shares) == ((), False)
    assert limits(scenario(), begin(model="verband"), "niederau").may_score == ()


# --- no alone key --------------------------------------------------------------------------------


def test_the_alone_key_can_be_taken_out():
    usual = joint(key="alleinkosten")
    assert [item.key for item in usual.state_after.agreements] == ["alleinkosten"]
    taken = joint(key="alleinkosten", rules=rules(no_alone_key=True))
    assert taken.state_after.agreements == ()
    assert codes(taken)[0] == ("option_key", EINSTIEG[0], f"{EINSTIEG[0]}#0")
    other = joint(key="gleich", rules=rules(no_alone_key=True))
    assert len(other.state_after.agreements) == 1
