"""What holds for every game, however wildly it is played."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from games.rules import codec
from games.rules.legality import clean
from games.rules.model import Settlement
from games.rules.notes import REFUSED, REMARKS
from games.rules.posting import RULES
from games.rules.replay import replay
from games.rules.settle import settle
from games.rules.start import start
from games.rules.work import Round
from tests.rules.regions import scenario
from tests.rules.strategies import decisions, games, with_options

SLUGS = ("einstieg", "mittelaue", "talbad")
MODELS = ("alles", "allein", "fonds_rendsburg", "fonds_lueneburg", "verband")
WILD = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def play_all(rules, played, seed="wild", model="alles") -> list[Settlement]:
    return list(replay(rules, seed, model, played))


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_money_is_conserved_and_joint_bodies_end_at_zero(slug, data):
    rules = data.draw(with_options(scenario(slug)))
    model = data.draw(st.sampled_from(MODELS))
    state = start(rules, "wild", model)
    for decided in data.draw(games(rules)):
        settled = settle(rules, state, decided)
        change = Counter()
        for posting in settled.postings:
            assert posting.amount > 0
            assert posting.source != posting.target
            assert posting.rule in RULES
            change[posting.source] -= posting.amount
            change[posting.target] += posting.amount
        assert sum(change.values()) == 0
        after = settled.state_after
        for name, town in after.towns.items():
            assert town.account - state.towns[name].account == change[name]
        assert after.fund.money - state.fund.money == change["fonds"]
        assert after.fund.money >= 0
        assert not any(change[name] for name in change if name.startswith("verband:"))
        state = after


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_state_stays_within_its_bounds(slug, data):
    rules = data.draw(with_options(scenario(slug)))
    for settled in play_all(rules, data.draw(games(rules))):
        after = settled.state_after
        for town in after.towns.values():
            assert min(town.people) >= 0
            assert 0 <= town.vacancy <= 3000
            assert 0 <= town.backing <= 10000
            values = town.values
            parts = (values.daseinsvorsorge, values.finanzen, values.ortskern, values.vertrauen)
            assert min(parts) <= values.gesamt <= max(parts)
            assert min(parts) >= 0
            assert max(parts) <= 10000
            for service in town.services.values():
                assert 0 <= service.condition <= 10000
                assert service.places >= 0
        assert all(200 <= trust <= 9800 for row in after.trust.values() for trust in row.values())
        for agreement in after.agreements:
            assert len(agreement.members) >= 2


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_settlement_survives_json_and_repeats_exactly(slug, data):
    rules = data.draw(with_options(scenario(slug)))
    played = data.draw(games(rules, 2))
    first, second = play_all(rules, played), play_all(rules, played)
    assert first == second
    for settled in first:
        assert codec.settlement_from_json(codec.settlement_to_json(settled)) == settled
    for decided in played:
        for decision in decided.values():
            assert codec.decision_from_json(codec.decision_to_json(decision)) == decision


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_nothing_depends_on_the_order_of_towns_or_decisions(slug, data):
    rules = data.draw(with_options(scenario(slug)))
    backwards = replace(rules, municipalities=dict(reversed(rules.municipalities.items())))
    played = data.draw(games(rules, 2))
    turned = [dict(reversed(decided.items())) for decided in played]
    assert play_all(rules, played) == list(replay(backwards, "wild", "alles", turned))


@WILD
@given(decided=games(scenario("einstieg"), 1))
def test_renamed_towns_get_the_renamed_result(decided):
    names = {"mittelbach": "am", "niederau": "bn", "obertal": "co"}

    def renamed(value):
        if isinstance(value, dict):
            return {renamed(key): renamed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [renamed(item) for item in value]
        if isinstance(value, str):
            for old, new in names.items():
                value = value.replace(old, new)
        return value

    rules = scenario("einstieg")
    other = replace(
        rules,
        municipalities={
            names[n]: replace(town, id=names[n]) for n, town in rules.municipalities.items()
        },
        distances={
            names[a]: {names[b]: m for b, m in row.items()} for a, row in rules.distances.items()
        },
        projects={
            n: replace(card, town=names.get(card.town, "")) for n, card in rules.projects.items()
        },
    )
    moved = [
        {
            names[n]: codec.decision_from_json(renamed(codec.decision_to_json(decision)))
            for n, decision in decided[0].items()
        }
    ]

    def without_forecasts(settled):
        written = codec.settlement_to_json(settled)
        for town in written["state_after"]["towns"].values():
            del town["forecast"]
        return written

    plain = without_forecasts(replay(rules, "wild", "alles", decided)[0])
    assert renamed(plain) == without_forecasts(replay(other, "wild", "alles", moved)[0])


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_what_legality_leaves_is_legal_and_what_it_drops_is_noted_with_figures(slug, data):
    rules = data.draw(with_options(scenario(slug)))
    state = start(rules, "wild", data.draw(st.sampled_from(MODELS)))
    town = data.draw(st.sampled_from(sorted(rules.municipalities)))
    decision = data.draw(decisions(rules))
    legal, notes = clean(Round(rules, state), town, decision)
    again, left = clean(Round(rules, state), town, legal)
    assert again == legal
    assert left == ()
    assert bool(notes) == (legal != decision)
    for note in notes:
        assert note.code in REFUSED
        assert note.town == town
        assert note.item
        assert note.figures.keys() >= {"limit", "wanted"}


@pytest.mark.parametrize("slug", SLUGS)
@WILD
@given(data=st.data())
def test_every_note_has_a_known_code(slug, data):
    rules = data.draw(with_options(scenario(slug)))
    for settled in play_all(rules, data.draw(games(rules))):
        for note in settled.notes:
            assert note.code in REFUSED.keys() | REMARKS.keys()
            if note.code in REFUSED:
                assert note.figures
