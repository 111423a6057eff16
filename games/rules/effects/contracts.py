"""Running agreements in step 4: penalties, joint cost, shares, renewals, transfers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from games.rules.effects.equalisation import transfers, worth
from games.rules.effects.joint import (
    Account,
    Alone,
    alone,
    joint_account,
    joint_renewals,
)
from games.rules.effects.keys import (
    NEED_KEY,
    Basis,
    Share,
    broken_down,
    need_figures,
    surcharge_of,
    weights,
)
from games.rules.effects.portions import portion
from games.rules.effects.services import joint_level
from games.rules.effects.usage import current_sites, current_usage, qualities
from games.rules.model import Agreement, Claim, Level, Mode
from games.rules.money import part, share_out
from games.rules.posting import WORLD, body_account
from games.rules.work import Round


@dataclass(frozen=True, slots=True)
class Split:
    """A year of a joint service: account, alone reference, shares and advantages (euro)."""

    account: Account
    alone: Mapping[str, Alone]
    parts: Mapping[str, Share]
    shares: Mapping[str, int]
    advantage: Mapping[str, int]
    basis: Basis


def settle_claims(game: Round) -> None:
    """Book the penalties of last year's withheld payments (V4)."""
    for claim in game.claims:
        penalty = game.scenario.stages[claim.stage].penalty
        for creditor, amount in share_out(claim.amount, claim.creditors).items():
            game.ledger.book(
                "V4",
                claim.debtor,
                creditor,
                amount,
                claim.agreement,
                {
                    **portion(claim.creditors, creditor, claim.amount, amount),
                    "claim": claim.amount,
                    "withheld": sum(claim.creditors.values()),
                },
                {f"stages.{claim.stage}.penalty": penalty},
            )


def joint_services(game: Round) -> None:
    """Book account, shares, renewals and transfers of every running agreement."""
    for agreement in game.running():
        _settle(game, agreement)


def split(game: Round, agreement: Agreement, level: Level) -> Split:
    """Work out shares and advantages of a running agreement."""
    service = game.scenario.services[agreement.service]
    used = current_usage(game, service) if service.mode is Mode.PLACE else None
    sites = current_sites(game, service.id)
    account = joint_account(game, agreement, level, used)
    quality = qualities(game, service)
    reference = {
        name: alone(game, agreement, game.towns[name], sites, level) for name in agreement.members
    }
    basis = Basis(
        {name: quality[name][1].visits for name in agreement.members},
        {name: item.cost for name, item in reference.items()},
    )
    parts = broken_down(game, agreement, account.total, basis)
    paid = {name: share.total for name, share in parts.items()}
    advantage = {}
    for name, item in reference.items():
        change = quality[name][0] - item.quality
        gained = worth(game, service.id, change, game.towns[name].inhabitants)
        advantage[name] = item.cost - paid[name] + gained
    return Split(account, reference, parts, paid, advantage, basis)


def _settle(game: Round, agreement: Agreement) -> None:
    level = joint_level(game, agreement)
    year = split(game, agreement, level)
    body = body_account(agreement.id)
    withholding = [
        name for name in agreement.members if agreement.id in game.towns[name].decision.withhold
    ]
    paid = _withhold(game, agreement, year.shares, withholding)
    _book_shares(game, agreement, year, paid, withholding)
    _book_total(game, agreement, year.account, level)
    if level == Level.RENEW:
        _book_renewal(game, agreement, body, year.basis)
    moved = dict.fromkeys(agreement.members, 0)
    if agreement.equalise and not withholding:
        moved = transfers(
            year.advantage, weights(game, agreement, agreement.equalise_key, year.basis)
        )
        _book_transfers(game, agreement, body, year, moved)
    _remember(game, agreement, year, moved)
    _signal(game, agreement, withholding)


def _withhold(
    game: Round, agreement: Agreement, due: Mapping[str, int], withholding: list[str]
) -> dict[str, int]:
    paid = dict(due)
    others = {name: max(0, due[name]) for name in agreement.members if name not in withholding}
    if not withholding or not others:
        return paid
    stage = game.scenario.stages[agreement.stage]
    rate = game.scenario.trust.withhold_rate
    for name in sorted(withholding):
        gap = part(max(0, due[name]), rate)
        paid[name] -= gap
        refill = share_out(gap, others)
        for other, amount in refill.items():
            paid[other] += amount
        owed = part(gap, stage.penalty)
        if owed > 0:
            game.new_claims.append(Claim(name, refill, agreement.id, owed, agreement.stage))
    return paid


def _book_shares(
    game: Round,
    agreement: Agreement,
    year: Split,
    paid: Mapping[str, int],
    withholding: list[str],
) -> None:
    by_key = weights(game, agreement, agreement.key, year.basis)
    total = year.account.total
    surcharge = surcharge_of(agreement, by_key, total)
    for name in sorted(paid):
        share = year.parts[name]
        kept_back = paid[name] - share.total
        game.costs[name, agreement.service] = paid[name]
        inputs: dict[str, int | str] = {
            "key": agreement.key,
            **portion(by_key, name, total - surcharge, share.by_key),
            "total": total,
            "surcharge": surcharge,
            "host": share.host,
            "over": share.over,
            "share": share.total,
            "alone_cost": year.alone[name].cost,
            "advantage": year.advantage[name],
        }
        if withholding:
            inputs["withheld" if name in withholding else "refill"] = abs(kept_back)
        game.ledger.book("V1", name, body_account(agreement.id), paid[name], agreement.id, inputs)


def _book_total(game: Round, agreement: Agreement, account: Account, level: Level) -> None:
    service = game.scenario.services[agreement.service]
    stage = game.scenario.stages[agreement.stage]
    game.ledger.book(
        "V5",
        body_account(agreement.id),
        WORLD,
        account.total,
        agreement.id,
        {
            "gross": account.gross,
            "poolable": account.poolable,
            "ramp": account.ramp,
            "trust_factor": account.trust_factor,
            "saving": account.saving,
            "overhead": account.overhead,
            "price_factor": account.price_factor,
            "level": level.value,
            **{f"cost:{name}": cost for name, cost in account.costs},
        },
        {
            f"services.{service.id}.pool": service.pool,
            f"stages.{stage.level}.realised": stage.realised,
            f"stages.{stage.level}.overhead": stage.overhead,
        },
    )


def _book_renewal(game: Round, agreement: Agreement, body: str, basis: Basis) -> None:
    renewed = joint_renewals(game, agreement)
    total = sum(renewed.values())
    parameters = {"quality.renewal_rate": game.scenario.quality.renewal_rate}
    by_key = weights(game, agreement, agreement.key, basis)
    for name, amount in share_out(total, by_key).items():
        inputs: dict[str, int | str] = {
            "key": agreement.key,
            **portion(by_key, name, total, amount),
            "total": total,
        }
        game.ledger.book("L2", name, body, amount, agreement.id, inputs, parameters)
    costs = {f"cost:{name}": cost for name, cost in renewed.items()}
    game.ledger.book("L2", body, WORLD, total, agreement.id, costs, parameters)


def _book_transfers(
    game: Round, agreement: Agreement, body: str, year: Split, moved: Mapping[str, int]
) -> None:
    gain = sum(year.advantage.values())
    by_key = weights(game, agreement, agreement.equalise_key, year.basis)
    for name, amount in moved.items():
        target = year.advantage[name] + amount
        saved = year.alone[name].cost - year.shares[name]
        inputs: dict[str, int | str] = {
            "key": agreement.equalise_key,
            **portion(by_key, name, gain, target),
            "gain": gain,
            "alone_cost": year.alone[name].cost,
            "share": year.shares[name],
            "worth": year.advantage[name] - saved,
            "advantage": year.advantage[name],
            "target": target,
        }
        if agreement.equalise_key == NEED_KEY:
            fixed, factor = need_figures(game, agreement, name)
            inputs |= {"need_fixed": fixed, "need_factor": factor}
        game.ledger.book(
            "V3",
            body,
            name,
            amount,
            agreement.id,
            inputs,
            {"quality.value_per_point": game.scenario.quality.value_per_point},
        )


def _remember(game: Round, agreement: Agreement, year: Split, moved: Mapping[str, int]) -> None:
    game.replace_agreement(replace(agreement, last_shares=dict(year.shares)))
    for name in agreement.members:
        town = game.towns[name]
        town.advantage = (town.advantage or 0) + year.advantage[name] + moved[name]


def _signal(game: Round, agreement: Agreement, withholding: list[str]) -> None:
    trust = game.scenario.trust
    for i in agreement.members:
        for j in agreement.members:
            if i == j:
                continue
            if j in withholding:
                game.bad(i, j, trust.breach_withhold, "withhold", agreement.service)
            else:
                game.good(i, j, trust.signal_contract, "contract", agreement.service)
    service = game.scenario.services[agreement.service]
    if service.mode is Mode.PLACE:
        _signal_free_riders(game, agreement)


def _signal_free_riders(game: Round, agreement: Agreement) -> None:
    service = game.scenario.services[agreement.service]
    used = current_usage(game, service).visits
    for name, visit in used.items():
        if name in agreement.members or visit.site not in agreement.sites or not visit.visits:
            continue
        for member in agreement.members:
            breach = game.scenario.trust.breach_freeride
            game.bad(member, name, breach, "freeride", agreement.service)
