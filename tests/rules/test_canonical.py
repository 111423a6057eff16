import pytest

from games.rules.canonical import canonical, digest


def test_canonical_sorts_keys_and_keeps_umlauts():
    assert canonical({"b": 1, "a": ["ü", None, True]}) == '{"a":["ü",null,true],"b":1}'


def test_digest_is_equal_for_equal_contents_alone():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
    assert len(digest({})) == 64


@pytest.mark.parametrize("value", [1.5, [1.0], {"a": {"b": [0.1]}}])
def test_floats_are_refused(value):
    with pytest.raises(TypeError, match="floats"):
        canonical(value)
