import json

import pytest

from games.rules import codec
from games.rules.codec import CodecError
from games.rules.model import Application, Ballot, Decision, FundStance, Guess, Level
from tests.rules.regions import begin, founding, offer, play

FULL = Decision(
    levels={"kita": Level.RENEW},
    places={"kita": -20},
    greenfield=3,
    inner=2,
    fund=FundStance.JOIN,
    proposals=(offer("freibad", 3, ("a", "b"), sites=("a",), caps={"a": 5}, equalise=True),),
    consents=("b#0", "radweg"),
    leave=("freibad-1",),
    applications=(Application("radweg", ("b",), anyway=True),),
    votes={"radweg": Ballot.NO},
    meetings=("b",),
    share_data=False,
    payments={"b": 100},
    promises=("fonds",),
    guess=Guess("b", "haushalt_plus"),
    pledge=50000,
)


def through_json(value):
    return json.loads(json.dumps(value))


def test_decision_survives_json():
    assert codec.decision_from_json(through_json(codec.decision_to_json(FULL))) == FULL


def test_empty_decision_is_written_as_nothing():
    assert codec.decision_to_json(Decision()) == {}
    assert codec.decision_from_json({}) == Decision()


def test_decision_lists_only_what_differs():
    written = codec.decision_to_json(FULL)
    assert written["proposals"] == [
        {
            "service": "freibad",
            "stage": 3,
            "members": ["a", "b"],
            "sites": ["a"],
            "caps": {"a": 5},
            "equalise": True,
        }
    ]
    assert "withhold" not in written
    assert written["share_data"] is False


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"greenfield": "3"}, "greenfield"),
        ({"greenfield": True}, "greenfield"),
        ({"greenfield": 3.0}, "greenfield"),
        ({"grenfield": 3}, "grenfield"),
        ({"levels": {"kita": "abreissen"}}, "levels.kita"),
        ({"levels": ["kita"]}, "levels"),
        ({"consents": "radweg"}, "consents"),
        ({"consents": [1]}, "consents[0]"),
        ({"guess": {"town": "b"}}, "guess.goal"),
        (
            {"proposals": [{"service": "kita", "stage": 2, "members": [], "key": 1}]},
            "proposals[0].key",
        ),
        ({"proposals": [7]}, "proposals[0]"),
    ],
)
def test_wrong_decisions_are_refused_with_their_path(content, path):
    with pytest.raises(CodecError) as refused:
        codec.decision_from_json(content)
    assert refused.value.path == path


def test_state_and_settlement_survive_json():
    state = begin("mittelaue", trust=8000)
    settled = play(
        state,
        **founding("moorweiler", offer("bauhof", 3, ("kleinholm", "moorweiler"), key="gleich")),
    )
    after = settled.state_after
    assert after.agreements
    assert codec.state_from_json(through_json(codec.state_to_json(after))) == after
    written = through_json(codec.settlement_to_json(settled))
    assert codec.settlement_from_json(written) == settled


def test_state_with_a_missing_field_is_refused():
    written = codec.state_to_json(begin())
    del written["towns"]["obertal"]["account"]
    with pytest.raises(CodecError, match=r"towns\.obertal\.account"):
        codec.state_from_json(written)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("towns.obertal.account", "12"),
        ("towns.obertal.people[1]", None),
        ("towns.obertal.services.kita.open", 1),
        ("towns.obertal.values.finanzen", True),
        ("towns.obertal.values", []),
        ("fund.members[0]", 7),
        ("fund.money", 1.0),
    ],
)
def test_a_wrong_value_deep_in_a_state_is_refused_with_its_place(path, value):
    written = through_json(codec.state_to_json(begin("mittelaue")))
    written["fund"]["members"] = ["obertal"]
    written["towns"]["obertal"] = written["towns"].pop(next(iter(written["towns"])))
    inside, steps = written, path.replace("[", ".[").split(".")
    for step in steps[:-1]:
        inside = inside[step]
    last = steps[-1]
    inside[int(last.strip("[]")) if last.startswith("[") else last] = value
    with pytest.raises(CodecError) as refused:
        codec.state_from_json(written)
    assert refused.value.path == path


def test_names_in_another_order_make_no_difference():
    written = through_json(codec.state_to_json(begin()))
    turned = {name: written[name] for name in reversed(written)}
    assert codec.state_from_json(turned) == codec.state_from_json(written)


def test_a_settlement_takes_a_state_that_was_read_before():
    settled = play(begin())
    written = through_json(codec.settlement_to_json(settled))
    state = codec.state_from_json(written["state_after"])
    again = codec.settlement_from_json({**written, "state_after": state})
    assert again == settled
    assert again.state_after is state
