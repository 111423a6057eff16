"""The own household: levels of services, building in the centre and on the edge, own projects."""

from games.rules.bots.seat import Draft, Seat
from games.rules.effects.projects import points
from games.rules.model import Application, Level, Mode, Project
from games.rules.money import FULL, part
from games.rules.work import demand

INNER_FROM = 400
"""Vacancy (ten-thousandths) from which a town builds in its centre."""
MARGIN = 10_500
"""Places kept for each one asked for (ten-thousandths)."""
CLOSE_TO_LOCK = 1200
"""Above the lock by less than this, nobody saves on a voluntary service."""


def renew(draft: Draft, below: int) -> None:
    """Renew what is worn below a condition, the worst first, while there is money."""
    seat = draft.seat
    worn = sorted(
        (state.condition, name)
        for name, state in seat.me.services.items()
        if state.open
        and state.condition < below
        and seat.joint(name) is None
        and name not in draft.levels
    )
    for _, name in worn:
        if Level.RENEW in seat.limits.levels.get(name, ()) and draft.pay(
            seat.renewal_cost(seat.town, name)
        ):
            draft.level(name, Level.RENEW)


def improve(draft: Draft, below: int, reserve: int) -> None:
    """Spend what goes beyond a reserve (euro per inhabitant) on the worst services and on places.

    The reserve comes on top of the one the draft keeps anyway.
    """
    kept = min(max(0, draft.cash), reserve * draft.seat.me.inhabitants)
    draft.cash -= kept
    renew(draft, below)
    add_places(draft)
    draft.cash += kept


def add_places(draft: Draft) -> None:
    """Build the places that are short for the own people, as many as there is money for."""
    seat = draft.seat
    for name, most in seat.limits.places_max.items():
        service = seat.scenario.services[name]
        price = part(service.build_per_place, seat.state.cost_index)
        short = demand(service, seat.me.people) - seat.me.services[name].places
        wanted = min(short, most, draft.cash // max(1, price))
        if wanted > 0 and draft.pay(wanted * price):
            draft.places[name] = wanted


def trim_places(draft: Draft) -> None:
    """Give up places nobody asks for, once the budget runs at a loss; a margin stays."""
    seat = draft.seat
    if seat.me.running >= 0:
        return
    for name, least in seat.limits.places_min.items():
        wanted = part(demand(seat.scenario.services[name], seat.me.people), MARGIN)
        spare = seat.me.services[name].places - wanted
        if spare > 0:
            draft.places[name] = max(least, -spare)


def renew_joint(draft: Draft, below: int) -> None:
    """Vote for the renewal of joint services that are worn on average, by the own part."""
    seat = draft.seat
    for agreement in seat.state.agreements:
        if agreement.starts > seat.state.round or seat.town not in agreement.members:
            continue
        name = agreement.service
        office = seat.scenario.services[name].mode is Mode.OFFICE
        places = [
            town
            for town in (agreement.members if office else agreement.sites)
            if name in seat.state.towns[town].services
        ]
        conditions = [seat.state.towns[town].services[name].condition for town in places]
        if not places or sum(conditions) >= below * len(places):
            continue
        total = sum(seat.renewal_cost(town, name) for town in places)
        heads = sum(seat.state.towns[town].inhabitants for town in agreement.members)
        if draft.pay(total * seat.me.inhabitants // max(1, heads)):
            draft.level(name, Level.RENEW)


def save_voluntary(draft: Draft) -> None:
    """Do without upkeep of own voluntary services that are not about to be locked."""
    seat = draft.seat
    least = seat.scenario.quality.lock_below + CLOSE_TO_LOCK
    for name, state in seat.me.services.items():
        service = seat.scenario.services[name]
        free = not service.duty and seat.joint(name) is None and name not in draft.levels
        if state.open and free and state.condition > least:
            draft.level(name, Level.SAVE)


def build_inside(draft: Draft, share: int) -> None:
    """Renew buildings in the centre with a share (ten-thousandths) of the spare cash."""
    seat = draft.seat
    if seat.me.vacancy < INNER_FROM:
        return
    price = part(seat.scenario.housing.inner_cost, seat.state.cost_index)
    wanted = max(0, part(draft.cash, share)) // max(1, price)
    units = min(wanted, seat.limits.max_inner)
    draft.cash -= units * price
    draft.inner = units


def build_outside(draft: Draft, per_1000: int) -> None:
    """Build on the edge, at most so many dwellings per thousand inhabitants."""
    seat = draft.seat
    if "kein_neubau" not in seat.me.promises:
        wanted = seat.me.inhabitants * per_1000 // 1000
        draft.greenfield = min(seat.limits.max_greenfield, wanted)


def apply_alone(draft: Draft, most: int) -> None:
    """Apply for the own cards with most points whose remaining cost the town can carry."""
    seat = draft.seat
    fund = seat.fund
    if fund is None or (fund.join and not seat.in_fund) or fund.partners_min > 1:
        return
    cards = [seat.scenario.projects[name] for name in seat.limits.projects]
    alone = [card for card in cards if card.partners_min == 1]
    alone.sort(key=lambda card: (-points(seat.scenario, card, 1), card.id))
    for card in alone[:most]:
        if points(seat.scenario, card, 1) >= fund.points_min and draft.pay(own_part(seat, card, 1)):
            draft.apply(Application(card.id))


def own_part(seat: Seat, card: Project, partners: int) -> int:
    """What stays with each of so many partners if the fund pays its usual quota, in euro."""
    fund = seat.fund
    quota = 0 if fund is None else min(FULL, fund.quota)
    cost = part(card.cost, seat.state.cost_index)
    grant = min(part(cost, quota), 0 if fund is None else fund.cap * partners)
    return max(0, cost - grant - card.proceeds) // partners
