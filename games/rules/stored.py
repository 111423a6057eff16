"""A settled round as it is stored and exported, and the digest over all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from games.rules.canonical import digest
from games.rules.codec import card_to_json, settlement_to_json, state_to_json
from games.rules.model import RoundPlay, Settlement, State
from games.rules.settle import ENGINE_VERSION

CONTENT_KEYS: Final = ("postings", "notes", "event", "services", "causes", "awards")


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A settlement as JSON: the state after the round and how it came about."""

    round_number: int
    engine_version: int
    state: Mapping[str, Any]
    content: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over everything that is stored."""
        return settlement_digest(self.round_number, self.engine_version, self.state, self.content)


def start_form(state: State) -> StoredForm:
    """What is stored of the starting state, as round 0."""
    content: dict[str, Any] = {
        "decisions": {},
        "postings": [],
        "notes": [],
        "event": None,
        "services": {},
        "causes": [],
        "awards": [],
    }
    return StoredForm(0, ENGINE_VERSION, state_to_json(state), content)


def stored_form(
    result: Settlement, decisions: Mapping[str, Any], played: RoundPlay | None
) -> StoredForm:
    """What is stored of a computed round; ``decisions`` by town: content, status, source.

    ``played``: what the facilitator played in it; None leaves no trace.
    """
    plain = settlement_to_json(result)
    content = {key: plain[key] for key in CONTENT_KEYS} | {"decisions": decisions}
    if played is not None:
        content["played"] = [card_to_json(each) for each in played.cards]
    return StoredForm(result.round, result.engine_version, plain["state_after"], content)


def settlement_digest(
    round_number: int, engine_version: int, state: Mapping[str, Any], content: Mapping[str, Any]
) -> str:
    """SHA-256 (hex) over everything that a stored settlement says."""
    return digest(
        {"round": round_number, "engine": engine_version, "state": state, "content": content}
    )
