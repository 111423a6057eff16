"""The screen of the fund of one team: reading, and putting the parts together."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from games.access import Viewer
from games.enums import Phase
from games.rules.board import Table, without_board
from games.rules.codec import decision_from_json, decision_to_json
from games.rules.fundbook import Bench, FundBook, fund_book
from games.rules.model import Application, Decision, Fund, Scenario, State
from games.selectors import fundmaker, fundpool, ranking, scoreboard
from games.selectors.awarding import award_skipped, full_table, table_of, variant_of
from games.selectors.decided import decided
from games.selectors.dissolved import dissolved
from games.selectors.draftwords import DraftForm, draft_form
from games.selectors.frame import place
from games.selectors.fundmaker import Desk
from games.selectors.fundpage import FundPage, Ranking, Vote
from games.selectors.memo import Same, one_reading
from games.selectors.reading import decision_rows, team_rows
from games.selectors.scorevalues import Scoring, told
from games.selectors.situation import Situation, situation
from games.selectors.state import team_state
from games.selectors.timebudget import open_budget

_SETTLED = (Phase.SETTLED, Phase.RECAP, Phase.DEBRIEF, Phase.ENDED)


@one_reading()
def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the regions of the fund need; ``fund`` is None in the lobby and without a fund."""
    now = situation(viewer)
    if now is None:
        nothing = {"fund": None, "form": None, "budget": None}
        return {"frame": place(viewer).frame, "now": timezone.now(), **nothing}
    page = fund_page(now)
    return {
        "frame": now.place.frame,
        "now": timezone.now(),
        "fund": page,
        "form": _form(now, page) if page else None,
        "budget": open_budget(now) if page else None,
    }


def fund_page(now: Situation) -> FundPage | None:
    """The page of a situation, or None where the model has no fund."""
    game = now.place.game
    variant = variant_of(game, now.scenario)
    if variant is None:
        return None
    decisions = decided(game, decision_rows(game.pk, game.round_number))
    desk = _desk(now, variant, decisions)
    if desk is None:
        return None
    steps, total = fundmaker.steps(desk)
    awarding = game.phase == Phase.AWARDING
    settled = game.phase in _SETTLED
    laid = full_table(game, now.scenario) if awarding else None
    last = game.round_number if settled else game.round_number - 1
    scored = _scored(now, desk, laid)
    return FundPage(
        name=variant.name,
        text=variant.text,
        joined=variant.join,
        member=desk.member,
        leaving=desk.town in now.state.fund.notices,
        active=desk.book.active,
        head=fundmaker.head(desk),
        start=fundmaker.start(desk),
        steps=steps,
        total=total,
        pool=fundpool.pool(desk),
        pool_total=fundpool.pool_total(desk),
        bars=fundmaker.bars(desk),
        keys=fundmaker.keys(desk),
        rules=fundmaker.rules(desk),
        stances=fundmaker.stances(desk),
        cards=() if settled else fundmaker.cards(desk),
        invitations=() if settled else tuple(fundmaker.invitations(desk, _invited(now))),
        votes=_votes(desk, laid) if laid else (),
        scoring=scored,
        ranking=_trial(desk, laid, decisions, scored) if laid and scored else None,
        last=ranking.awarded(game, now.scenario, variant, last, desk.town) if last else None,
        award_skipped=award_skipped(game),
        pleas=tuple(fundmaker.pleas(desk, _public(now, decisions))),
        dissolved=dissolved(now) if settled else None,
        closed_ballot=now.scenario.options.closed_ballot,
        key_vote=desk.decision.key_vote,
        key_weights=_key_weights(now),
    )


def _scored(now: Situation, desk: Desk, laid: Table | None) -> Scoring | None:
    """The scoring of the round: while the board decides, and as it was stored."""
    game = now.place.game
    if laid is not None:
        own = decision_rows(game.pk, game.round_number).get(now.place.team.pk)
        return scoreboard.running(desk, laid, own.revised if own else ())
    if game.phase in _SETTLED:
        return scoreboard.settled(game, now.scenario, game.round_number)
    return None


def _desk(now: Situation, variant: Fund, decisions: Mapping[str, Decision]) -> Desk | None:
    """While drafts are secret the others are taken to stay as they are."""
    game = now.place.game
    public = game.phase == Phase.AWARDING or game.phase in _SETTLED
    known = decisions if public else {now.town: decisions[now.town]}
    saved = json.dumps({town: decision_to_json(each) for town, each in known.items()})
    book, bench = _reckoned(Same(now.scenario), Same(now.state), saved)
    if book is None:
        return None
    names = ranking.town_names(game.pk)
    return Desk(now, variant, decisions[now.town], book, bench, names)


@lru_cache(maxsize=256)
def _reckoned(
    scenario: Same[Scenario], state: Same[State], saved: str
) -> tuple[FundBook | None, Bench]:
    decisions = {
        town: without_board(decision_from_json(each)) for town, each in json.loads(saved).items()
    }
    book = fund_book(scenario.value, state.value, decisions)
    return book, Bench(scenario.value, state.value, decisions)


def _invited(now: Situation) -> dict[str, tuple[Application, ...]]:
    """Applications in drafts of others, as far as they name the own town."""
    game = now.place.game
    rows = decision_rows(game.pk, game.round_number)
    found: dict[str, tuple[Application, ...]] = {}
    for team in team_rows(game.pk):
        row = rows.get(team.pk)
        if row is None or team.town == now.town:
            continue
        mine = decision_from_json({"applications": row.content.get("applications", [])})
        named = tuple(each for each in mine.applications if now.town in each.partners)
        if named:
            found[team.town] = named
    return found


def _public(now: Situation, decisions: Mapping[str, Decision]) -> Iterator[tuple[str, Application]]:
    """The round's applications with who applied, once they are known to all."""
    phase = now.place.game.phase
    if phase == Phase.AWARDING or phase in _SETTLED:
        for town, decision in decisions.items():
            yield from ((town, each) for each in decision.applications)


def _votes(desk: Desk, laid: Table) -> tuple[Vote, ...]:
    bids: dict[str, list[str]] = {}
    for each in laid.applied:
        names = [desk.names[name].name for name in each.partners]
        bids.setdefault(each.application.project, []).append(" + ".join(names))
    votes = desk.decision.votes
    return tuple(
        Vote(
            path=f"votes.{card}",
            card=card,
            name=desk.scenario.projects[card].name,
            text=desk.scenario.projects[card].text,
            applicants=" / ".join(bids[card]),
            value=votes[card].value if card in votes else "",
        )
        for card in laid.due(desk.town)
    )


def _trial(desk: Desk, laid: Table, decisions: Mapping[str, Decision], scored: Scoring) -> Ranking:
    """With a closed ballot nobody's votes are counted in it before the end."""
    game, scenario = desk.now.place.game, desk.scenario
    closed = scenario.options.closed_ballot
    hidden = ["votes"] if closed else []
    if not scored.closed:
        # While everybody scores alone nobody sees what the others think.
        hidden.append("scores")
    if hidden:
        silent = {town: without_board(each, hidden) for town, each in decisions.items()}
        laid = table_of(game, scenario, silent)
    votes = None if closed else ranking.open_votes_of(decisions)
    return ranking.trial(game, scenario, desk.variant, laid, votes, desk.town)


def _key_weights(now: Situation) -> tuple[int, ...]:
    """Keys that the town may vote for now."""
    game = now.place.game
    board = Phase.AWARDING in game.round_phases
    open_now = game.phase == Phase.AWARDING if board else now.place.frame.may_draft
    return now.limits.key_weights if open_now else ()


def paths(page: FundPage, *, awarding: bool) -> tuple[str, ...]:
    """Every field of the page's form."""
    key = ("key_vote",) if page.key_weights else ()
    if awarding:
        open_sheets = page.scoring.sheets if page.scoring and not page.scoring.closed else ()
        scores = (field.path for sheet in open_sheets for field in sheet.fields)
        return (*(vote.path for vote in page.votes), *scores, *key)
    found = ["fund"] if page.stances else []
    for card in page.cards:
        found += [card.path, f"{card.path}.anyway", f"{card.path}.rationale"]
        found += [partner.path for partner in card.partners]
        found += [f"{card.path}.shares"] if card.may_share else []
    return (*found, *(each.path for each in page.invitations), *key)


def _form(now: Situation, page: FundPage) -> DraftForm:
    awarding = now.place.game.phase == Phase.AWARDING
    return draft_form(now, paths(page, awarding=awarding), board=awarding)


def fund_state(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """The team's state with the fund as its screen shows it; ``fund`` is None without one."""
    told = team_state(viewer, now)
    page: FundPage | None = live_context(viewer)["fund"]
    return told | {"fund": _told(page) if page else None}


def _told(page: FundPage) -> dict[str, Any]:
    return {
        "member": page.member,
        "active": page.active,
        "money": page.head.money,
        "county": page.head.county,
        "contribution": page.head.own,
        "missing_members": page.start.members if page.start else 0,
        "missing_people": page.start.people if page.start else 0,
        "votes": {vote.card: vote.value for vote in page.votes},
        "scoring": _scoring(page.scoring),
        "ranking": _rows(page.ranking),
        "awarded": _rows(page.last),
    }


def _scoring(found: Scoring | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "closed": found.closed,
        "to_revise": [sheet.card for sheet in found.to_revise],
        "results": [told(each) for each in found.results],
    }


def _rows(shown: Ranking | None) -> list[dict[str, Any]]:
    return [
        {
            "card": row.card,
            "towns": [row.applicant.id, *(town.id for town in row.others)],
            "points": row.points,
            "grant": row.grant,
            "left": row.left,
            "yes": row.yes,
            "no": row.no,
            "reason": row.reason,
        }
        for row in (shown.rows if shown else ())
    ]
