"""What ``state.json`` of the agreements says: offers of the team, signed agreements of all."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.selectors.agreements import Signed, newest_state, signed_of
from games.selectors.deals import currents
from games.selectors.offer_checks import shown_outcome
from games.selectors.offers import own_drafts
from games.selectors.situation import Situation, situation
from games.selectors.state import team_state

Json = dict[str, Any]


def agreements_state(viewer: Viewer) -> Mapping[str, Any]:
    """The team's state with its offers (own drafts included) and all signed agreements."""
    core = team_state(viewer, timezone.now())
    now = situation(viewer)
    if now is None:
        return core | {"offers": [], "offer_drafts": [], "agreements": []}
    return core | {
        "offers": _offers(now),
        "offer_drafts": _drafts(now),
        "agreements": [_agreement(now, each) for each in signed_of(now)],
    }


def _offers(now: Situation) -> list[Json]:
    game = now.place.game
    return [
        {
            "number": each.number,
            "status": each.status.value,
            "owner": each.owner,
            "revision": each.revision,
            "author": each.author,
            "terms": dict(each.content),
            "answers": dict(each.answers),
            "outcome": shown_outcome(now.town, each.outcome),
        }
        for each in currents(game.pk, game.round_number)
        if now.town in each.towns
    ]


def _drafts(now: Situation) -> list[Json]:
    game = now.place.game
    rows = own_drafts(game.pk, now.place.team.pk, game.round_number)
    return [
        {"number": row.number, "revision": row.revision, "terms": dict(row.content)}
        for row in rows.values()
    ]


def _agreement(now: Situation, each: Signed) -> Json:
    item = next(a for a in newest_state(now).agreements if a.id == each.id)
    return {
        "id": item.id,
        "service": item.service,
        "stage": item.stage,
        "members": list(item.members),
        "sites": list(item.sites),
        "key": item.key,
        "equalise": item.equalise,
        "founded": item.founded,
        "starts": item.starts,
        "total": each.total,
        "pays": {
            town: member.pays for town, member in zip(item.members, each.members, strict=True)
        },
        "notices": dict(item.notices),
    }
