"""A team's own postings: sign, name and group, the same for preview and settlement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.charts.waterfall import Step
from games.rules.model import Scenario
from games.rules.posting import RULES
from games.selectors.labels import cause_label, rule_title

INCOME, SERVICES, JOINT, HOUSING, FUND, OTHER = (
    "income",
    "services",
    "joint",
    "housing",
    "fund",
    "other",
)
GROUPS = (INCOME, SERVICES, JOINT, HOUSING, FUND, OTHER)
_BY_LETTER = {"E": INCOME, "L": SERVICES, "V": JOINT, "W": HOUSING, "F": FUND}


class AnyPosting(Protocol):
    """What engine postings and stored ones have in common."""

    @property
    def rule(self) -> str:
        """Id of its rule."""

    @property
    def source(self) -> str:
        """Account that pays."""

    @property
    def target(self) -> str:
        """Account that receives."""

    @property
    def amount(self) -> int:
        """Euro, always positive."""

    @property
    def cause(self) -> str:
        """What it is about."""


P = TypeVar("P", bound=AnyPosting)


@dataclass(frozen=True, slots=True)
class Entry:
    """A posting as its town sees it: ``amount`` in euro, negative where the town pays."""

    rule: str
    title: str
    cause: str
    amount: int
    running: bool
    group: str


def group_of(rule: str) -> str:
    """The group of a rule on the screens."""
    return _BY_LETTER.get(rule[:1], OTHER)


def group_title(group: str) -> str:
    """Name of a group of postings."""
    return str(_TITLES[group])


_TITLES: Mapping[str, Promise] = {
    INCOME: gettext_lazy("Einnahmen und Umlagen"),
    SERVICES: gettext_lazy("Dienste"),
    JOINT: gettext_lazy("Zusammenarbeit"),
    HOUSING: gettext_lazy("Wohnen und Ortskern"),
    FUND: gettext_lazy("Fonds und Projekte"),
    OTHER: gettext_lazy("Ereignis, Hilfe und Zinsen"),
}


def signed_amount(posting: AnyPosting, town: str) -> int:
    """Change of the town's account by a posting, 0 where it does not concern the town."""
    return (posting.target == town) * posting.amount - (posting.source == town) * posting.amount


def entry_title(scenario: Scenario, rule: str, cause: str) -> str:
    """What a posting is about, in a few words."""
    title = rule_title(rule)
    name = cause_label(scenario, cause) if cause else ""
    known = name != cause
    if rule == "L1" and known:
        return _("%(service)s: Betrieb") % {"service": name}
    if known:
        return f"{name}: {title}"
    return title


def entries(scenario: Scenario, postings: Iterable[P], town: str) -> tuple[tuple[Entry, P], ...]:
    """The postings that concern a town, in settled order, each with its view for the town."""
    found = []
    for posting in postings:
        amount = signed_amount(posting, town)
        if amount:
            rule = RULES.get(posting.rule)
            entry = Entry(
                rule=posting.rule,
                title=entry_title(scenario, posting.rule, posting.cause),
                cause=posting.cause,
                amount=amount,
                running=bool(rule and rule.running),
                group=group_of(posting.rule),
            )
            found.append((entry, posting))
    return tuple(found)


def fall_steps(scenario: Scenario, own: Sequence[Entry]) -> tuple[Step, ...]:
    """The waterfall of a year: income first, then each service, then the groups that follow.

    The renewal of a joint service is about its agreement and stands with working together.
    """
    steps = [Step(_("Einnahmen und Umlagen"), _sum(own, INCOME), "sum")]
    for service in scenario.services.values():
        amount = sum(
            each.amount for each in own if each.group == SERVICES and each.cause == service.id
        )
        if amount:
            steps.append(Step(service.name, amount))
    names = {
        JOINT: _("Zusammenarbeit"),
        HOUSING: _("Wohnen, Ortskern"),
        FUND: _("Fonds, Projekte"),
        OTHER: _("Ereignis, Hilfe, Zinsen"),
    }
    sums = {group: _sum(own, group) for group in names}
    sums[JOINT] += sum(
        each.amount
        for each in own
        if each.group == SERVICES and each.cause not in scenario.services
    )
    steps += [Step(name, sums[group]) for group, name in names.items() if sums[group]]
    return tuple(steps)


def _sum(own: Iterable[Entry], group: str) -> int:
    return sum(each.amount for each in own if each.group == group)
