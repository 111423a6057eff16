"""Results: postings, notes, a settled round, limits and previews; frozen (units: ``model``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from games.rules.model_codes import FundStance, Level, Measure
from games.rules.model_play import State, TownValues


@dataclass(frozen=True, slots=True)
class Posting:
    """A change of money: ``amount`` > 0 euro from one account to another.

    ``cause`` names what it is about ("freibad", agreement or project id), ``inputs`` the figures
    that entered the formula, ``parameters`` the dotted scenario paths that were read with their
    values. Title and formula of the rule stand in ``posting.RULES``.
    """

    rule: str
    source: str
    target: str
    amount: int
    cause: str = ""
    inputs: Mapping[str, int | str] = field(default_factory=dict)
    parameters: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something refused or remarkable: a code, whom it concerns, and figures for the sentence."""

    code: str
    town: str = ""
    item: str = ""
    figures: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a value of ``town`` moved that no posting explains (codes: ``causes.CODES``).

    ``change`` in ten-thousandths, of ``people`` in persons: the causes of a value add up to its
    change over the round, exactly. ``other``: the town that is trusted, or that built on the edge;
    ``item``: the agreement, service, card or promise it is about.
    """

    measure: Measure
    town: str
    code: str
    change: int
    other: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class DrawnEvent:
    """The event card of a round and the towns it hits."""

    id: str
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """One service of one town in the settled round, for the screens."""

    quality: int
    access: int
    site: str
    visits: int
    load: int
    cost: int
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """An application in the order of the award, and what became of it.

    ``partners``: the applicant first; ``scores`` by criterion in tenths of a point; ``asked``:
    euro that card, quota and cap allow; ``left``: euro that could still be given after this row;
    ``yes`` and ``no``: votes that counted.
    ``reason`` "" = granted, else why not, with ``limit`` (what is needed) and ``wanted`` (what
    there is).
    """

    card: str
    applicant: str
    partners: tuple[str, ...]
    points: int
    scores: Mapping[str, int]
    weak: bool
    cost: int
    proceeds: int
    quota: int
    asked: int
    grant: int
    left: int
    yes: int
    no: int
    reason: str
    limit: int
    wanted: int
    carried_out: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settled round: what was posted, refused and drawn, and the state after it.

    ``causes`` explain the values that move without money; they decide nothing.
    """

    round: int
    state_after: State
    postings: tuple[Posting, ...]
    notes: tuple[Note, ...]
    event: DrawnEvent | None
    services: Mapping[str, Mapping[str, ServiceResult]]
    engine_version: int
    causes: tuple[Cause, ...] = ()
    awards: tuple[Award, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a town may decide in the round to be played (rules section 3).

    ``levels``: levels allowed per service (a missing service is not there to decide on);
    ``places_max``: most places to add per service with own places (0 = none may be added);
    ``places_min``: the lowest change (the negative of what is there); ``projects``: cards that may
    be applied for; ``points``: coordination time of the round; ``max_stage``: of the model;
    ``may_score``: cards of others; ``key_weights``: weights of the levy base that may be voted for.
    """

    levels: Mapping[str, tuple[Level, ...]]
    places_max: Mapping[str, int]
    places_min: Mapping[str, int]
    max_greenfield: int
    max_inner: int
    fund_stances: tuple[FundStance, ...]
    projects: tuple[str, ...]
    points: int
    max_stage: int
    may_meet: bool
    may_share_data: bool
    may_pay_help: bool
    may_promise: tuple[str, ...]
    may_guess: tuple[str, ...]
    pledge_min: int
    pledge_max: int
    watched: bool
    may_score: tuple[str, ...]
    may_agree_shares: bool
    key_weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FieldEffect:
    """Difference a field makes: euro on the account, ten-thousandths of services."""

    euro: int
    satisfaction: int


@dataclass(frozen=True, slots=True)
class ServicePreview:
    """Expected yearly cost (euro) and quality (ten-thousandths) of a service."""

    cost: int
    quality: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What the round would bring a town if all others kept to the defaults.

    ``causes``: why its own vacancy would move, and what its building would do to others'.
    """

    running: int
    account_after: int
    values: TownValues
    postings: tuple[Posting, ...]
    services: Mapping[str, ServicePreview]
    effects: Mapping[str, FieldEffect]
    notes: tuple[Note, ...]
    causes: tuple[Cause, ...] = ()
