"""What the entries of a game can be found by: agreements and rules, over all attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from games.models import LogEntry
from games.rules.model import Scenario
from games.selectors.labels import rule_title
from games.selectors.memo import Same
from games.selectors.moments.bargains import SENT
from games.selectors.moments.here import Here
from games.selectors.moments.track import Track
from games.selectors.offer_words import offer_title
from games.selectors.rounds import stored_rounds
from games.selectors.scenarios import scenario_of, stored_states

MOST_KEPT = 16


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement that was founded in some attempt: its service, members and round."""

    id: str
    service: str
    members: frozenset[str]
    founded: int


@dataclass(frozen=True, slots=True)
class Settling:
    """What one settlement booked: rules with the towns they concern, and causes."""

    sequence: int
    towns: Mapping[str, frozenset[str]]
    causes: frozenset[str]

    @property
    def all_towns(self) -> frozenset[str]:
        """The towns of all its rules."""
        return frozenset(town for towns in self.towns.values() for town in towns)


@dataclass(frozen=True, slots=True)
class Sending:
    """A version of an offer: number, round, services, and whom it named."""

    number: int
    round_number: int
    services: frozenset[str]
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything by which entries can be found.

    ``meant``: the towns that an entry of the facilitator or the game concerned, by its number.
    """

    pacts: tuple[Pact, ...]
    settlings: tuple[Settling, ...]
    sendings: tuple[Sending, ...]
    meant: Mapping[int, frozenset[str]]

    @property
    def offers(self) -> Mapping[int, frozenset[str]]:
        """The towns that each offer concerned, in any version."""
        found: dict[int, frozenset[str]] = {}
        for each in self.sendings:
            found[each.number] = found.get(each.number, frozenset()) | each.members
        return found

    @property
    def rules(self) -> tuple[str, ...]:
        """Rules that were ever booked, by id."""
        return tuple(sorted({rule for each in self.settlings for rule in each.towns}))

    def offers_of(self, agreement: str) -> list[int]:
        """Numbers of the offers that an agreement came from."""
        pacts = [pact for pact in self.pacts if pact.id == agreement]
        return sorted(
            {
                sent.number
                for sent in self.sendings
                for pact in pacts
                if sent.round_number == pact.founded
                and pact.service in sent.services
                and sent.members == pact.members
            }
        )

    def concerning(self, town: str) -> list[int]:
        """Settlements that booked something of a town, and entries that meant it."""
        booked = [each.sequence for each in self.settlings if town in each.all_towns]
        return [*booked, *(number for number, towns in self.meant.items() if town in towns)]

    def settled_with(self, agreement: str) -> list[int]:
        """Entries of settlements that booked something of an agreement."""
        return [each.sequence for each in self.settlings if agreement in each.causes]

    def settled_with_rule(self, rule: str, town: str = "") -> list[int]:
        """Entries of settlements with postings of a rule, where given of one municipality."""
        return [
            each.sequence
            for each in self.settlings
            if rule in each.towns and (not town or town in each.towns[rule])
        ]


def index_of(here: Here) -> Index:
    """The index of a game; one query, and two for settlements that are new to the process."""
    game = here.game
    return _index(game.pk, game.log_digest, Same(here.track), Same(scenario_of(game)))


@lru_cache(maxsize=MOST_KEPT)
def _index(game_id: int, _digest: str, track: Same[Track], scenario: Same[Scenario]) -> Index:
    rows = LogEntry.objects.filter(game_id=game_id, kind__in=SENT).order_by("sequence")
    return Index(
        pacts=tuple(_pacts(track.value)),
        settlings=tuple(_settlings(track.value, scenario)),
        sendings=tuple(
            Sending(
                payload["offer"], number,
                frozenset(payload.get("services", ())), frozenset(payload.get("members", ())),
            )
            for number, payload in rows.values_list("round_number", "payload")
        ),
        meant=_meant(track.value),
    )  # fmt: skip


def _meant(track: Track) -> Mapping[int, frozenset[str]]:
    """Cards and corrections by the towns they hit, closings by those whose decision was missing."""
    found: dict[int, frozenset[str]] = {}
    for fact in track.facts:
        card, missing = fact.payload.get("card", {}), fact.payload.get("missing", ())
        withdrawn = found.get(fact.payload.get("number", 0), frozenset())
        if towns := frozenset(card.get("towns", ())) | frozenset(missing) | withdrawn:
            found[fact.sequence] = towns
    return found


def _pacts(track: Track) -> list[Pact]:
    found: dict[tuple[str, int], Pact] = {}
    for state in stored_states([stored.key for stored in track.settled.values()]):
        for item in state.agreements:
            pact = Pact(item.id, item.service, frozenset(item.members), item.founded)
            found.setdefault((pact.id, pact.founded), pact)
    return list(found.values())


def _settlings(track: Track, scenario: Same[Scenario]) -> list[Settling]:
    found = []
    rounds = stored_rounds([stored.key for stored in track.settled.values()], scenario)
    for sequence, played in zip(track.settled, rounds, strict=True):
        towns: dict[str, set[str]] = {}
        for posting in played.postings:
            towns.setdefault(posting.rule, set()).update((posting.source, posting.target))
        causes = frozenset(posting.cause for posting in played.postings)
        found.append(Settling(sequence, {rule: frozenset(t) for rule, t in towns.items()}, causes))
    return found


def agreement_options(here: Here) -> tuple[tuple[str, str], ...]:
    """The agreements to choose from: id, and what it is about with its members."""
    scenario = here.scenario
    found = {}
    for pact in index_of(here).pacts:
        names = [town.name for key, town in scenario.municipalities.items() if key in pact.members]
        found[pact.id] = f"{offer_title(scenario, [pact.service])}: {', '.join(names)}"
    return tuple(found.items())


def rule_options(here: Here) -> tuple[tuple[str, str], ...]:
    """The rules to choose from: id and title."""
    return tuple((rule, rule_title(rule)) for rule in index_of(here).rules)
