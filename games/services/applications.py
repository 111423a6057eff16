"""Applications in a draft: agreed shares follow the partners, partners hear of what names them."""

from collections.abc import Mapping
from typing import Any

from games.models import Game
from games.rules.money import FULL, share_out
from games.selectors.scenarios import state_before
from games.services.texts import prose_or_nothing

Content = dict[str, Any]
RATIONALE_SIGNS = 500


def partners_of(content: Mapping[str, Any]) -> set[str]:
    """Towns named as partners in any application of a draft."""
    applied: list[Mapping[str, Any]] = content.get("applications", [])
    return {town for each in applied for town in each.get("partners", ())}


def with_shares(content: Content, game: Game, town: str) -> Content:
    """The content with the shares of joint applications made whole.

    People agree on the applicant's own part (a number of ten-thousandths); partners split the rest
    by inhabitants. Somebody who joins or leaves the application so never breaks the sum; without
    partners there is nothing to share.
    """
    applied = content.get("applications", [])
    if not _readable(applied) or not any("shares" in each for each in applied):
        return content
    people = {name: each.inhabitants for name, each in state_before(game).towns.items()}
    return {**content, "applications": [_shared(dict(each), town, people) for each in applied]}


def with_texts(content: Content) -> Content:
    """The content with tidy rationales; Illegal("text_too_long") for what the board would not read.

    Blank ones are none.
    """
    applied = content.get("applications", [])
    if not _readable(applied) or not any("rationale" in each for each in applied):
        return content
    return {**content, "applications": [_tidy(dict(each)) for each in applied]}


def _tidy(application: Content) -> Content:
    text = application.pop("rationale", "")
    if not isinstance(text, str):
        # The engine says what it expected instead.
        return {**application, "rationale": text}
    tidy = prose_or_nothing(text, field="rationale", limit=RATIONALE_SIGNS)
    return {**application, "rationale": tidy} if tidy else application


def _readable(applied: Any) -> bool:
    """Whether these are applications at all; the engine says what else may be wrong with them."""
    return isinstance(applied, list) and all(isinstance(each, Mapping) for each in applied)


def _shared(application: Content, town: str, people: Mapping[str, int]) -> Content:
    shares = application.pop("shares", None)
    own = shares.get(town) if isinstance(shares, Mapping) else shares
    partners = application.get("partners", ())
    if own is None or not partners or not set(partners) <= people.keys():
        return application
    rest = share_out(FULL - own, {name: people[name] for name in partners})
    return {**application, "shares": {town: own, **rest}}
