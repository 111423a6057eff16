"""Keeping a closed ballot closed: a file tells what was voted, never by whom.

Votes on a card are handed out anew among those who gave one that counted, in a fixed order; what
did not count is left out. In a closed ballot no vote moves trust, so every figure stays. Where a
card was applied for several times, votes change hands among those alone who stood behind the same
applications: nobody's vote counts for an own one, so only these are alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from games.bundles.shape import Json, RoundPart
from games.rules.canonical import canonical

SECRET: Final = ("votes", "scores")
EARLIER: Final = ("first_scores", "revised")
"""What was scored before the debate: it counted nowhere."""


def mixed(part: RoundPart) -> RoundPart:
    """The round with ballots from which nobody can tell who gave which."""
    return part.model_copy(update={"content": mixed_content(part.content, part.state)})


def mixed_content(content: Json, state: Mapping[str, Any]) -> Json:
    """The same for the content of a stored round and the state after it."""
    rows: Mapping[str, Json] = content.get("decisions", {})
    bare = {town: _without_ballots(row) for town, row in rows.items()}
    members = state["fund"]["members"]
    for name in SECRET:
        for card, applications in _applications(content).items():
            for voters in _alike(_voters(rows, members, name, card), applications):
                given = [rows[town]["content"][name][card] for town in voters]
                for town, ballot in zip(voters, sorted(given, key=canonical), strict=True):
                    bare[town]["content"].setdefault(name, {})[card] = ballot
    return {**content, "decisions": bare}


def _without_ballots(row: Json) -> Json:
    content = {name: value for name, value in row["content"].items() if name not in SECRET}
    return {name: value for name, value in row.items() if name not in EARLIER} | {
        "content": content
    }


def _applications(content: Json) -> dict[str, list[set[str]]]:
    """Who stood behind each application, by card."""
    found: dict[str, list[set[str]]] = {}
    for award in content.get("awards", ()):
        found.setdefault(award["card"], []).append({award["applicant"], *award["partners"]})
    return found


def _alike(towns: Iterator[str], applications: Sequence[set[str]]) -> Iterator[list[str]]:
    """Those whose ballots count for the same applications of a card; who has none is left out."""
    groups: dict[frozenset[int], list[str]] = {}
    for town in towns:
        own = frozenset(n for n, behind in enumerate(applications) if town in behind)
        if len(own) < len(applications):
            groups.setdefault(own, []).append(town)
    yield from groups.values()


def _voters(
    rows: Mapping[str, Json], members: Sequence[str], name: str, card: str
) -> Iterator[str]:
    """Who gave a ballot on a card; votes are those of members of the fund."""
    for town, row in rows.items():
        if card in row["content"].get(name, {}) and (name != "votes" or town in members):
            yield town
