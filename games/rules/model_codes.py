"""Codes of scenario files and decisions; they keep their German spelling, they are data."""

from enum import StrEnum


class Mode(StrEnum):
    """How a service is provided (rules section 4.2)."""

    OFFICE = "amt"
    PLACE = "ort"


class Level(StrEnum):
    """What a town does with a service this year (rules section 3)."""

    SAVE = "sparen"
    HOLD = "halten"
    RENEW = "erneuern"
    CLOSE = "schliessen"


class FundStance(StrEnum):
    """A town's stance towards the fund (rules section 3)."""

    STAY = "bleiben"
    JOIN = "beitreten"
    LEAVE = "kuendigen"
    REFUSE = "verweigern"


class Ballot(StrEnum):
    """A vote on somebody else's project; abstaining is the absence of a vote."""

    YES = "ja"
    NO = "nein"


class Measure(StrEnum):
    """What moves from round to round without money, and is explained cause by cause."""

    TRUST = "trust"
    BACKING = "backing"
    VACANCY = "vacancy"
    PEOPLE = "people"
