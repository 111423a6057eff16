"""What the screen of the fund shows, as frozen values (made by ``fundmaker`` and ``ranking``)."""

from dataclasses import dataclass

from games.rules.fundbook import Expectation
from games.selectors.scorevalues import Scoring
from games.selectors.townname import TownName


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation: what it says and what comes out."""

    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A contribution in euro; ``width`` in thousandths of the longest one."""

    town: TownName
    amount: int
    member: bool
    own: bool
    width: int
    tax_share: int
    head_share: int


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The own contribution under another key; ``change`` against the present one, in euro."""

    weight: int
    label: str
    amount: int
    change: int
    current: bool


@dataclass(frozen=True, slots=True)
class Stance:
    """A stance of the own council towards the fund, with what follows from it."""

    value: str
    label: str
    checked: bool
    text: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A town that can be named in an application; ``inside``: in the fund this round."""

    town: TownName
    path: str
    chosen: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Points that a criterion brings, of the most it can."""

    label: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class CardChoice:
    """A project card to apply for, with what an application as it stands would bring.

    ``own``: euro the town pays in the end; ``share``: the agreed own part in percent (None: by
    inhabitants); ``trouble``: what keeps the application from getting money, in words.
    """

    id: str
    path: str
    name: str
    text: str
    regional: bool
    chosen: bool
    anyway: bool
    partners_min: int
    vacancy: int
    bonus: int
    yearly: int
    expected: Expectation
    own: int
    points_min: int
    scores: tuple[Score, ...]
    more: tuple[str, ...]
    partners: tuple[Partner, ...]
    may_share: bool
    share: int | None
    rationale: str
    trouble: tuple[str, ...]

    @property
    def vacancy_change(self) -> int:
        """Change of the vacancy in ten-thousandths."""
        return -self.vacancy

    @property
    def enough(self) -> bool:
        """Whether the points reach what the fund asks for."""
        return self.expected.points >= self.points_min

    @property
    def boxes(self) -> str:
        """Names of the boxes of this card, for a form that is sent as a whole."""
        return " ".join((self.path, f"{self.path}.anyway", *(each.path for each in self.partners)))


@dataclass(frozen=True, slots=True)
class Invitation:
    """Another town names the own one as a partner of an application."""

    path: str
    name: str
    text: str
    applicant: TownName
    others: tuple[str, ...]
    chosen: bool
    own: int
    grant: int
    rationale: str


@dataclass(frozen=True, slots=True)
class Plea:
    """What an applicant says for an application."""

    name: str
    applicants: str
    text: str


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that the own town may cast; ``value`` "ja", "nein" or "" (abstain)."""

    path: str
    card: str
    name: str
    text: str
    applicants: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the bar of points: points of a criterion, with its place in thousandths."""

    label: str
    number: int
    points: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Cast:
    """An open vote of a municipality."""

    town: TownName
    yes: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row of the ranking. ``yes`` and ``no`` are None while the votes are nobody's business."""

    rank: int
    card: str
    name: str
    applicant: TownName
    others: tuple[TownName, ...]
    points: int
    parts: tuple[Part, ...]
    cost: int
    asked: int
    grant: int
    left: int
    yes: int | None
    no: int | None
    votes: tuple[Cast, ...]
    reason: str
    limit: str
    own: bool
    first_below: bool

    @property
    def funded(self) -> bool:
        """Whether it gets money."""
        return self.grant > 0


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An application that is not ranked because partners have not agreed."""

    name: str
    applicant: TownName
    missing: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Applications in the order of the award.

    ``money``: euro that can be given; ``left`` stays for the next round, beside the ``reserve``.
    ``trial``: votes can still change it. ``counted``: votes are counted in it already.
    """

    round_number: int
    rows: tuple[Ranked, ...]
    incomplete: tuple[Incomplete, ...]
    money: int
    left: int
    reserve: int
    trial: bool
    counted: bool
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The figures at the top, in euro: to award this round, from the county, the own part."""

    money: int
    county: int
    own: int
    own_label: str


@dataclass(frozen=True, slots=True)
class Start:
    """What a fund that has not begun still needs; percent of the people in ten-thousandths."""

    members: int
    people: int

    @property
    def met(self) -> bool:
        """Whether it begins this year."""
        return not self.members and not self.people


@dataclass(frozen=True, slots=True)
class Share:
    """What somebody gets of a fund that ended, in euro; ``paid_in``: over all rounds."""

    name: str
    mark: int | None
    own: bool
    paid_in: int
    amount: int


@dataclass(frozen=True, slots=True)
class Dissolved:
    """A fund that ended with a round: what was left, in euro, and who got it (posting F7)."""

    round_number: int
    left: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class FundPage:
    """Everything the screen of the fund shows to one town."""

    name: str
    text: str
    joined: bool
    member: bool
    leaving: bool
    active: bool
    head: Head
    start: Start | None
    steps: tuple[Step, ...]
    total: Step | None
    pool: tuple[Step, ...]
    pool_total: Step
    bars: tuple[Bar, ...]
    keys: tuple[KeyLine, ...]
    rules: tuple[str, ...]
    stances: tuple[Stance, ...]
    cards: tuple[CardChoice, ...]
    invitations: tuple[Invitation, ...]
    votes: tuple[Vote, ...]
    scoring: Scoring | None
    ranking: Ranking | None
    last: Ranking | None
    award_skipped: bool
    pleas: tuple[Plea, ...]
    dissolved: Dissolved | None
    closed_ballot: bool
    key_vote: int | None
    key_weights: tuple[int, ...]

    @property
    def boxes(self) -> str:
        """Names of all boxes of the form, for one that is sent as a whole."""
        return " ".join(
            (*(card.boxes for card in self.cards), *(each.path for each in self.invitations))
        )
