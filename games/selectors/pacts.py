"""Meetings, promises, help and the joint building: what a team agrees on face to face.

Whom a neighbour wants to meet is shown to the one it wants to meet, and nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from games.access import Viewer
from games.models import Team
from games.selectors.building import Building, building
from games.selectors.causes import promise_label
from games.selectors.draftwords import DraftForm, draft_form
from games.selectors.frame import place
from games.selectors.memo import one_reading
from games.selectors.news import news, played_news
from games.selectors.promises import Given, promises
from games.selectors.reading import decision_rows, team_rows
from games.selectors.regionmap import mark_of
from games.selectors.situation import Situation, situation
from games.selectors.timebudget import TimeBudget, budget_of


@dataclass(frozen=True, slots=True)
class Meeting:
    """A neighbour to meet. ``asked``: we want to; ``asks``: they want to."""

    town: str
    name: str
    mark: int
    bot: bool
    asked: bool
    asks: bool

    @property
    def path(self) -> str:
        """The field of the draft."""
        return f"meetings.{self.town}"

    @property
    def text(self) -> str:
        """How it stands, as a sentence."""
        if self.asked and self.asks:
            return _("Beide wollen. Das Treffen zählt.")
        if self.asks:
            return _("%(name)s will Sie treffen.") % {"name": self.name}
        if self.asked:
            return _("Angefragt. %(name)s hat noch nicht zugesagt.") % {"name": self.name}
        return _("nicht verabredet")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that can be given for the next round."""

    code: str
    label: str
    given: bool

    @property
    def path(self) -> str:
        """The field of the draft."""
        return f"promises.{self.code}"


@dataclass(frozen=True, slots=True)
class Help:
    """A neighbour that could be helped, in euro.

    ``need``: why help counts as help in need, or ""; ``pressed``: it is worse off by it.
    """

    town: str
    name: str
    mark: int
    need: str
    pressed: bool
    amount: int
    account: int

    @property
    def path(self) -> str:
        """The field of the draft."""
        return f"payments.{self.town}"


@dataclass(frozen=True, slots=True)
class Pacts:
    """Everything the screen shows. ``account``: what is there now; ``helped``: what goes away."""

    round_number: int
    may_meet: bool
    meeting_price: int
    meetings: tuple[Meeting, ...]
    may_promise: bool
    promises: tuple[Promise, ...]
    given: tuple[Given, ...]
    may_help: bool
    help: tuple[Help, ...]
    account: int
    helped: int
    building: Building | None

    @property
    def account_after(self) -> int:
        """The account without the help, all else equal."""
        return self.account - self.helped

    @property
    def boxes(self) -> str:
        """Paths of the boxes, for a form that is sent without a script."""
        meetings = [each.path for each in self.meetings]
        return " ".join((*meetings, *(each.path for each in self.promises)))

    @property
    def invitations(self) -> int:
        """Neighbours that wait for an answer."""
        return sum(each.asks and not each.asked for each in self.meetings)


@one_reading()
def live_context(viewer: Viewer) -> Mapping[str, Any]:
    """Everything the regions need; in the lobby only the frame."""
    now = situation(viewer)
    if now is None:
        nothing = {"pacts": None, "form": None, "budget": None}
        return {"frame": place(viewer).frame, "now": timezone.now(), **nothing}
    shown = pacts(now)
    budget: TimeBudget = budget_of(now)
    form: DraftForm = draft_form(now, _paths(shown))
    return {
        "frame": now.place.frame,
        "now": timezone.now(),
        "pacts": shown,
        "form": form,
        "budget": budget,
    }


def _paths(shown: Pacts) -> list[str]:
    meetings = [each.path for each in shown.meetings] if shown.may_meet else []
    given = [each.path for each in shown.promises]
    helped = [each.path for each in shown.help]
    pledged = ["pledge"] if shown.building and shown.building.open else []
    return [*meetings, *given, *helped, *pledged]


def pacts(now: Situation) -> Pacts:
    """The pacts of a situation."""
    game, limits, content = now.place.game, now.limits, now.draft.content
    others = [team for team in team_rows(game.pk) if team.town != now.town]
    chosen = set(content.get("promises", ()))
    return Pacts(
        round_number=game.round_number,
        may_meet=limits.may_meet,
        meeting_price=now.scenario.coordination.meeting,
        meetings=_meetings(now, others),
        may_promise=bool(limits.may_promise),
        promises=tuple(
            Promise(code, promise_label(code), code in chosen) for code in limits.may_promise
        ),
        given=promises(now.place),
        may_help=limits.may_pay_help,
        help=_help(now, others) if limits.may_pay_help else (),
        account=now.state.towns[now.town].account,
        helped=sum(content.get("payments", {}).values()),
        building=building(now),
    )


def _meetings(now: Situation, others: list[Team]) -> tuple[Meeting, ...]:
    game = now.place.game
    rows = decision_rows(game.pk, game.round_number)
    wanted = set(now.draft.content.get("meetings", ()))
    asking = {
        team.pk
        for team in others
        if team.pk in rows and now.town in rows[team.pk].content.get("meetings", ())
    }
    return tuple(
        Meeting(
            team.town,
            team.name,
            mark_of(team.position),
            bool(team.bot),
            team.town in wanted,
            team.pk in asking,
        )
        for team in others
    )


def _help(now: Situation, others: list[Team]) -> tuple[Help, ...]:
    given = now.draft.content.get("payments", {})
    needs = {team.town: _need(now, team.town) for team in others}
    return tuple(
        Help(
            town=team.town,
            name=team.name,
            mark=mark_of(team.position),
            need=needs[team.town][0],
            pressed=needs[team.town][1],
            amount=given.get(team.town, 0),
            account=now.state.towns[team.town].account,
        )
        for team in others
    )


def _need(now: Situation, town: str) -> tuple[str, bool]:
    """Why help counts as help in need (rules section 7), and whether the town is worse off.

    The rule asks whether a card of the round names the town, drawn or played by the facilitator; a
    windfall names it as well.
    """
    drawn = news(now.scenario, now.state, town)
    played = played_news(now.scenario, now.state.round, town)
    named = [c for c in (drawn, *played) if c is not None and c.own and not c.correction]
    for card in named:
        if card.burden:
            return _("getroffen von „%(card)s“") % {"card": card.name}, True
    if now.state.towns[town].watched:
        return _("in Haushaltssicherung"), True
    if named:
        return _("Ereigniskarte „%(card)s“") % {"card": named[0].name}, False
    return "", False


def invitations(viewer: Viewer) -> int:
    """Neighbours that want to meet the viewer's team and have no answer; for the tab's badge."""
    if not place(viewer).frame.may_draft:
        return 0
    now = situation(viewer)
    if now is None or now.draft.submitted:
        return 0
    others = [team for team in team_rows(viewer.game_id) if team.town != now.town]
    return sum(each.asks and not each.asked for each in _meetings(now, others))
