"""What a deputy typed from paper, once more in words, with what looks like a slip of the pen.

Limits are the engine's and refused on saving; here is what is allowed and yet unusual.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from games.access import Viewer
from games.enums import Phase
from games.rules import fields
from games.rules.model import FundStance, Level
from games.selectors import money
from games.selectors.draftwords import described, title
from games.selectors.progress import decided, fields_to_decide
from games.selectors.reading import decision_rows
from games.selectors.seats import people_of_team
from games.selectors.situation import Situation, situation

JUMP = 3
"""How many times the figure of the year before (or its part) counts as unusual."""
SHARE = 5
"""One part in so many of the account counts as much money for one payment."""
MONEY = frozenset({"payments", "pledge"})


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A field that was set: what it says now and said a year ago; ``warning`` "" = nothing odd.

    ``of_team``: what the people of the team had set, where their decision is corrected.
    """

    title: str
    now: str
    before: str
    warning: str
    of_team: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A draft before a deputy submits it; ``left`` fields were not set and stay as they are.

    ``corrects``: people of the team had decided; ``needs_reason``: people sit there and read why.
    """

    round_number: int
    revision: int
    lines: tuple[CheckLine, ...]
    left: int
    submitted: bool
    corrects: bool
    needs_reason: bool
    may_give_back: bool

    @property
    def warnings(self) -> int:
        """How many lines look odd."""
        return sum(1 for line in self.lines if line.warning)


def check_of(viewer: Viewer) -> Check | None:
    """The draft of the viewer's team in the running round; None in the lobby."""
    now = situation(viewer)
    if now is None:
        return None
    number = now.place.game.round_number
    row = decision_rows(now.place.game.pk, number - 1).get(now.place.team.pk)
    before = row.content if row else {}
    paths = sorted(path for path in now.draft.changed_by if path.partition(".")[0] != "votes")
    todo = fields_to_decide(now.scenario, now.state, now.town)
    return Check(
        round_number=number,
        revision=now.draft.revision,
        lines=tuple(_line(now, before, path) for path in paths),
        left=len(todo) - decided(todo, now.draft.changed_by),
        submitted=now.draft.submitted,
        corrects=now.draft.of_team is not None,
        needs_reason=bool(people_of_team(now.place.game.pk, now.place.team.pk)),
        may_give_back=(now.draft.of_team is not None and now.place.game.phase == Phase.DECIDING),
    )


def _line(now: Situation, before: Mapping[str, Any], path: str) -> CheckLine:
    new, old = fields.value(now.draft.content, path), fields.value(before, path)
    return CheckLine(
        title=title(now, path),
        now=described(now, path, new)["text"],
        before=described(now, path, old)["text"],
        warning=_warning(now, path, new, old),
        of_team=_of_team(now, path),
    )


def _of_team(now: Situation, path: str) -> str:
    if now.draft.of_team is None:
        return ""
    return str(described(now, path, fields.value(now.draft.of_team, path))["text"])


def _warning(now: Situation, path: str, new: Any, old: Any) -> str:
    if new == Level.CLOSE:
        return _("Schließen gilt für immer.")
    if new == FundStance.LEAVE:
        return _("Der Austritt aus dem Fonds hat einen Preis.")
    if type(new) is not int or path.partition(".")[0] == "share_data":
        return ""
    if path.partition(".")[0] in MONEY:
        return _much_money(now, new)
    return _jump(new, old if type(old) is int else 0) or _at_the_limit(now, path, new)


def _much_money(now: Situation, amount: int) -> str:
    account = now.state.towns[now.town].account
    if amount * SHARE <= max(account, 0):
        return ""
    return _("Mehr als ein Fünftel des Kontos von %(account)s €.") % {
        "account": money.number(account)
    }


def _jump(new: int, old: int) -> str:
    if old <= 0 or (old < JUMP * new and new < JUMP * old):
        return ""
    return _("Im Vorjahr waren es %(old)s.") % {"old": money.number(old)}


def _at_the_limit(now: Situation, path: str, new: int) -> str:
    most = {"greenfield": now.limits.max_greenfield, "inner": now.limits.max_inner}.get(path)
    if most is None or new <= 0 or new < most:
        return ""
    return _("Das ist das Höchste, was erlaubt ist.")
