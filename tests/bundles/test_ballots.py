"""A closed ballot stays closed in the files that others get: the same figures, no voter."""

import json

import pytest

from games.bundles.ballots import mixed
from games.bundles.read import read_bundle
from games.bundles.shape import RoundPart
from games.bundles.verify import verify
from games.bundles.write import bundle_text
from games.selectors.bundle import full_bundle, nameless_bundle, team_bundle
from tests.cast import NOW
from tests.recorded import recorded


def part(votes, scores=None):
    """A round in which "a" applies for a barn and the others vote and score."""
    rows = {town: {"content": {"fund": "bleiben"}, "first_scores": {}} for town in "abcd"}
    for town, vote in votes.items():
        rows[town]["content"]["votes"] = {"scheune": vote}
    for town, sheet in (scores or {}).items():
        rows[town]["content"]["scores"] = {"scheune": sheet}
    award = {"card": "scheune", "applicant": "a", "partners": ["a"]}
    return RoundPart(
        round=1, attempt=1, engine=1, settled_at="", superseded_at="", digest="0" * 64,
        state={"fund": {"members": ["a", "b", "c", "d"]}},
        content={"decisions": rows, "awards": [award]},
    )  # fmt: skip


def test_the_file_is_the_same_whoever_voted_no():
    files = [
        mixed(part({town: "nein" if town == against else "ja" for town in "bcd"}))
        for against in "bcd"
    ]

    assert files[0] == files[1] == files[2]
    votes = [row["content"]["votes"]["scheune"] for row in list(decided(files[0]))[1:]]
    assert sorted(votes) == ["ja", "ja", "nein"]


def test_the_file_is_the_same_whoever_gave_which_score():
    low, high = {"soziales": 0}, {"soziales": 3}

    assert mixed(part({}, {"b": low, "c": high})) == mixed(part({}, {"b": high, "c": low}))


def test_what_did_not_count_is_left_out():
    rows = list(decided(mixed(part({"a": "ja", "b": "ja"}))))

    assert "votes" not in rows[0]["content"]
    assert all("first_scores" not in row for row in rows)
    assert {row["content"]["fund"] for row in rows} == {"bleiben"}


def decided(played):
    return played.content["decisions"].values()


@pytest.mark.parametrize("closed", [True, False])
def test_files_of_a_game_keep_every_figure_and_play_again(db, closed):
    cast = recorded(3, options={"closed_ballot": closed})
    full = full_bundle(cast.frieda.viewer, NOW)
    for found in (nameless_bundle(cast.anna.viewer), team_bundle(cast.anna.viewer, NOW)):
        again = read_bundle(bundle_text(found).encode())
        assert [each.state for each in again.rounds] == [each.state for each in full.rounds]
        assert len(list(verify(again))) == len(full.rounds)
        kept = json.dumps([each.content["decisions"] for each in again.rounds[1:]])
        told = json.dumps([each.content["decisions"] for each in full.rounds[1:]])
        assert (kept.count('"ja"') < told.count('"ja"')) is closed
