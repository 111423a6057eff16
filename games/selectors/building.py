"""The joint building that needs enough pledges at once (rules section 9, module threshold)."""

from dataclasses import dataclass

from games.rules.effects.threshold import Outlook, outlook
from games.rules.model import Threshold
from games.selectors.reading import team_rows
from games.selectors.rounds import last_rounds
from games.selectors.situation import Situation

ALL_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Attempt:
    """Pledges of a settled round that did not suffice; in euro, the state's grant included."""

    round_number: int
    raised: int
    needed: int
    site_pledged: bool

    @property
    def short(self) -> int:
        """What was missing."""
        return max(0, self.needed - self.raised)


@dataclass(frozen=True, slots=True)
class Built:
    """The building, once it stands: who carries it and what the own municipality paid."""

    round_number: int
    members: tuple[str, ...]
    own: int
    pledged: int
    loan: int
    yearly: int


@dataclass(frozen=True, slots=True)
class Building:
    """What a team has to know of the joint building; money in euro, shares in ten-thousandths."""

    name: str
    site: str
    own_site: bool
    now: Outlook
    following: Outlook
    rise: int
    grant: int
    threshold: int
    least: int
    most: int
    pledge: int
    key: str
    host_bonus: int
    last_round: int
    open: bool
    account: int
    attempts: tuple[Attempt, ...]
    built: Built | None


def building(now: Situation) -> Building | None:
    """The joint building in the round of a situation; None where the game has none."""
    threshold = now.scenario.threshold
    if threshold is None or not now.scenario.modules.threshold:
        return None
    number, scenario = now.state.round, now.scenario
    pledge = int(now.draft.content.get("pledge", 0))
    return Building(
        name=scenario.services[threshold.service].name,
        site=scenario.municipalities[threshold.site].name,
        own_site=threshold.site == now.town,
        now=outlook(threshold, number, pledge),
        following=outlook(threshold, number + 1, pledge),
        rise=threshold.cost_rise,
        grant=threshold.grant,
        threshold=threshold.threshold,
        least=now.limits.pledge_min,
        most=now.limits.pledge_max,
        pledge=pledge,
        key=scenario.keys[threshold.key],
        host_bonus=threshold.host_bonus,
        last_round=threshold.last_round,
        open=bool(now.limits.pledge_max),
        account=now.state.towns[now.town].account,
        attempts=_attempts(now, threshold),
        built=_built(now, threshold),
    )


def _attempts(now: Situation, threshold: Threshold) -> tuple[Attempt, ...]:
    game = now.place.game
    found = []
    for played in last_rounds(game.pk, now.scenario, ALL_ROUNDS):
        for note in played.notes:
            if note.code == "pledges_lapsed":
                figures = note.figures
                found.append(
                    Attempt(
                        round_number=played.number,
                        raised=int(figures["wanted"]),
                        needed=int(figures["limit"]),
                        site_pledged=bool(figures.get("site", 0)),
                    )
                )
    return tuple(found)


def _built(now: Situation, threshold: Threshold) -> Built | None:
    names = {team.town: team.name for team in team_rows(now.place.game.pk)}
    for played in last_rounds(now.place.game.pk, now.scenario, ALL_ROUNDS):
        paid = [each for each in played.postings if each.rule == "V7"]
        if paid:
            whole = int(paid[0].inputs["cost"]) - threshold.grant
            loan = max(0, whole - sum(each.amount for each in paid))
            return Built(
                round_number=played.number,
                members=tuple(names[each.source] for each in paid),
                own=sum(each.amount for each in paid if each.source == now.town),
                pledged=int(paid[0].inputs["pledged"]),
                loan=loan,
                yearly=outlook(threshold, played.number, 0).yearly_for(loan),
            )
    return None
