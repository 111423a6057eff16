"""What ``state.json`` says to a participant: of other teams only what everybody may see.

JSON types alone; money in euro, values in ten-thousandths; the stamp is read before the rest.
"""

from datetime import datetime
from typing import Any

from games.access import Viewer
from games.models import Team, TeamDecision
from games.selectors.control_state import core, town_figures
from games.selectors.demography import demography, neighbours
from games.selectors.frame import Place, place
from games.selectors.options import options_of
from games.selectors.reading import decision_rows
from games.selectors.receipts import receipts
from games.selectors.rounds import Round, last_rounds
from games.selectors.settlement import context_of
from games.selectors.situation import draft_of
from games.selectors.stamps import stamp

Json = dict[str, Any]
SHOWN_RECEIPTS = 50


def team_state(viewer: Viewer, now: datetime) -> Json:
    """The viewer's team with figures and draft; of all teams public figures and who submitted."""
    version = stamp(viewer)
    here = place(viewer)
    newest = last_rounds(here.game.pk, here.scenario, 1)
    played = newest[0] if newest else None
    return core(here.frame.stage, version, now, _receipts(here.game.pk, here.team.pk)) | {
        "name": here.game.name,
        "screen": here.frame.goto,
        "options": [option.id for option in options_of(here.scenario)],
        "team": _own(here, played),
        "teams": _all(here, played),
        "settled_round": played.number if played else None,
        "region": dict(played.region) if played else {},
    }


def data_state(viewer: Viewer, now: datetime) -> Json:
    """The team's state with the own people in full, and those of others as far as shared."""
    here = place(viewer)
    found, others = demography(here), neighbours(here)
    return team_state(viewer, now) | {
        "data": {
            "round": found.after_round,
            "shares": found.sharing.on,
            "others_sharing": found.sharing.others_sharing,
            "width": found.sharing.own.now,
            "towns": {
                each.name: None
                if each.shared is None
                else {
                    "people": None if each.shared.groups is None else list(each.shared.groups),
                    "children_ahead": [each.shared.lower, each.shared.upper],
                }
                for each in others.towns
            },
        }
        if found and others
        else None
    }


def _own(here: Place, played: Round | None) -> Json:
    decisions = decision_rows(here.game.pk, here.game.round_number)
    draft = draft_of(decisions.get(here.team.pk))
    return {
        "id": here.team.pk,
        "town": here.team.town,
        "name": here.team.name,
        "figures": dict(town_figures(played.figures_of(here.team.town))) if played else {},
        "draft": {
            "revision": draft.revision,
            "content": dict(draft.content),
            "status": draft.status.value,
            "source": draft.source.value,
            "saved_at": draft.saved_at.isoformat() if draft.saved_at else None,
            "submitted_at": draft.submitted_at.isoformat() if draft.submitted_at else None,
        },
    }


def _all(here: Place, played: Round | None) -> list[Json]:
    rows = TeamDecision.objects.filter(
        team__game_id=here.game.pk, round_number=here.game.round_number
    )
    status = dict(rows.order_by("attempt").values_list("team_id", "status"))
    return [
        {
            "town": team.town,
            "name": team.name,
            "bot": bool(team.bot),
            "submitted": status.get(team.pk) == "submitted",
            "figures": dict(town_figures(played.figures_of(team.town))) if played else {},
        }
        for team in Team.objects.filter(game_id=here.game.pk)
    ]


def _receipts(game_id: int, team_id: int) -> list[Json]:
    """The team's newest receipts, oldest first."""
    return [
        {
            "number": each.number,
            "time": each.at.isoformat(),
            "hash": each.digest,
            "kind": each.kind,
        }
        for each in reversed(receipts(game_id, team_id, SHOWN_RECEIPTS))
    ]


def settlement_state(viewer: Viewer, now: datetime, number: int | None) -> Json | None:
    """The team's state with the own postings of a settled round; None for a round that is not."""
    page = context_of(viewer, number)["page"]
    if page is None and number is not None:
        return None
    postings = [
        {
            "number": each.number,
            "rule": each.entry.rule,
            "cause": each.entry.cause,
            "amount": each.entry.amount,
        }
        for group in (page.groups if page else ())
        for each in group.postings
    ]
    return team_state(viewer, now) | {
        "settlement": {
            "round": page.number,
            "result": page.result,
            "running": page.running,
            "account": page.account,
            "account_before": page.account_before,
            "missing": page.played.missing,
            "postings": postings,
        }
        if page
        else None
    }
