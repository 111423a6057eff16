"""Agreements come and go: notices, exits, foundings, starts (rules sections 5.1, 5.2, 5.6)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from games.rules.effects.founding import Refusal, refusal
from games.rules.effects.portions import portion
from games.rules.model import Agreement, Mode, Proposal, ServiceState
from games.rules.money import FULL, part, share_out
from games.rules.posting import WORLD
from games.rules.work import Round

T = TypeVar("T")

UNION = 4
"""The stage that is left only when enough of the others release a member."""
TRUST_BASE = 15_000
HALVED = 5000
REPLACED_DELAY = 1
FEWEST_MEMBERS = 2


def notices(game: Round) -> None:
    """Note who gives notice and who releases whom, then let go whose time has come."""
    for town in game.towns.values():
        for agreement in list(game.agreements):
            if agreement.id in town.decision.leave and town.id not in agreement.notices:
                _give_notice(game, agreement, town.id)
    for town in game.towns.values():
        for agreement in list(game.agreements):
            if agreement.id in town.decision.release:
                _release(game, agreement, town.id)
    for agreement in list(game.agreements):
        for leaver in sorted(agreement.notices):
            _leave_if_due(game, agreement.id, leaver)


def _give_notice(game: Round, agreement: Agreement, leaver: str) -> None:
    due = game.number + game.scenario.stages[agreement.stage].notice
    game.replace_agreement(replace(agreement, notices={**agreement.notices, leaver: due}))
    for member in agreement.members:
        if member != leaver:
            game.bad(member, leaver, game.scenario.trust.breach_leave, "leave", agreement.service)


def _release(game: Round, agreement: Agreement, member: str) -> None:
    releases = dict(agreement.releases)
    for leaver in agreement.notices:
        given = releases.get(leaver, ())
        if leaver != member and member not in given:
            releases[leaver] = (*given, member)
    game.replace_agreement(replace(agreement, releases=releases))


def released(agreement: Agreement, leaver: str) -> bool:
    """Whether two thirds of the others let the member go (asked of stage 4 alone)."""
    if agreement.stage < UNION:
        return True
    others = len(agreement.members) - 1
    return 3 * len(agreement.releases.get(leaver, ())) >= 2 * others


def _leave_if_due(game: Round, agreement_id: str, leaver: str) -> None:
    agreement = find(game, agreement_id)
    if agreement is None or agreement.notices[leaver] > game.number:
        return
    if not released(agreement, leaver):
        others = len(agreement.members) - 1
        game.note(
            "release_missing",
            leaver,
            agreement.id,
            limit=(2 * others + 2) // 3,
            released=len(agreement.releases.get(leaver, ())),
        )
        return
    _book_exit(game, agreement, leaver)
    drop_member(game, agreement.id, leaver)


def _book_exit(game: Round, agreement: Agreement, leaver: str) -> None:
    stage = game.scenario.stages[agreement.stage]
    last = agreement.last_shares.get(leaver, 0)
    fee = max(0, part(last, stage.exit_rate))
    others = dict.fromkeys((m for m in agreement.members if m != leaver), 1)
    for other, amount in share_out(fee, others).items():
        game.ledger.book(
            "V6",
            leaver,
            other,
            amount,
            agreement.id,
            {"last_share": last, "fee": fee, **portion(others, other, fee, amount)},
            {f"stages.{agreement.stage}.exit_rate": stage.exit_rate},
        )


def find(game: Round, agreement_id: str) -> Agreement | None:
    """The agreement with this id, running or not."""
    return next((item for item in game.agreements if item.id == agreement_id), None)


def _without(leaver: str, values: Mapping[str, T]) -> dict[str, T]:
    return {name: value for name, value in values.items() if name != leaver}


def drop_member(game: Round, agreement_id: str, leaver: str) -> None:
    """Take a member out; with fewer than two, or no site left, the agreement ends."""
    agreement = find(game, agreement_id)
    if agreement is None:
        return

    changed = replace(
        agreement,
        members=tuple(name for name in agreement.members if name != leaver),
        sites=tuple(name for name in agreement.sites if name != leaver),
        caps=_without(leaver, agreement.caps),
        quotas=_without(leaver, agreement.quotas),
        alone=_without(leaver, agreement.alone),
        last_shares=_without(leaver, agreement.last_shares),
        notices=_without(leaver, agreement.notices),
        releases=_without(leaver, agreement.releases),
    )
    game.replace_agreement(changed)
    end_if_empty(game, changed)


def end_if_empty(game: Round, agreement: Agreement) -> None:
    """End an agreement that has lost its members or its last open site."""
    mode = game.scenario.services[agreement.service].mode
    sites = [name for name in agreement.sites if game.towns[name].has(agreement.service)]
    if len(agreement.members) < FEWEST_MEMBERS or (mode is Mode.PLACE and not sites):
        game.agreements.remove(agreement)


def check_consents(game: Round) -> None:
    """Note consents that point to an offer nobody made to the town."""
    for town in game.towns.values():
        for item in town.decision.consents:
            offer = game.proposals.get(item)
            if "#" in item and (offer is None or town.id not in offer.members):
                game.note("offer_missing", town.id, item, limit=0, wanted=1)


def offers(game: Round) -> Iterator[tuple[str, str, Proposal]]:
    """All legal offers of the round: id ``town#index``, proposer and offer."""
    for offer_id, proposal in game.proposals.items():
        yield offer_id, offer_id.split("#")[0], proposal


def found(game: Round) -> None:
    """Found or refuse the offers, in the order of proposers and of their lists."""
    for offer_id, proposer, proposal in offers(game):
        reason = refusal(game, offer_id, proposer, proposal)
        if reason is None:
            establish(game, offer_id, proposal)
        else:
            _note_refusal(game, offer_id, proposer, proposal, reason)


def _note_refusal(
    game: Round, offer_id: str, proposer: str, proposal: Proposal, reason: Refusal
) -> None:
    game.note(
        "agreement_not_founded",
        proposer,
        offer_id,
        service=proposal.service,
        stage=proposal.stage,
        reason=reason.reason,
        who=reason.who,
        limit=reason.limit,
        wanted=reason.wanted,
    )


def establish(game: Round, offer_id: str, proposal: Proposal) -> Agreement:
    """Found an offer, whatever may stand in its way: book the set-up and move the councils."""
    stage = game.scenario.stages[proposal.stage]
    game.founded += 1
    old = find(game, proposal.replaces) if proposal.replaces else None
    delay = min(stage.delay, REPLACED_DELAY) if old else stage.delay
    starts = game.number + delay
    going_on = old is not None and old.starts <= game.number
    agreement = Agreement(
        id=f"{proposal.service}-{game.founded}",
        service=proposal.service,
        stage=proposal.stage,
        members=tuple(sorted(proposal.members)),
        sites=tuple(sorted(proposal.sites)),
        key=proposal.key,
        founded=game.number,
        starts=starts,
        first_started=old.first_started if old is not None and going_on else starts,
        equalise=proposal.equalise,
        equalise_key=proposal.equalise_key,
        host_surcharge=proposal.host_surcharge,
        caps=dict(proposal.caps),
        quotas=dict(proposal.quotas),
        roof=_roof(game, proposal),
        replaces=old.id if old else "",
        loan=old.loan if old else 0,
        alone=_alone(game, proposal, old),
    )
    game.agreements.append(agreement)
    game.founded_offers[offer_id] = agreement.id
    _book_setup(game, agreement)
    move_backing(game, agreement)
    return agreement


def _alone(game: Round, proposal: Proposal, old: Agreement | None) -> dict[str, ServiceState]:
    alone = {
        name: game.towns[name].services[proposal.service]
        for name in sorted(proposal.members)
        if proposal.service in game.towns[name].services
    }
    if old is not None:
        alone |= old.alone
    return alone


def _roof(game: Round, proposal: Proposal) -> str:
    roof = find(game, game.founded_offers.get(proposal.roof, proposal.roof))
    if roof is None:
        return ""
    return roof.roof or roof.id


def _book_setup(game: Round, agreement: Agreement) -> None:
    stage = game.scenario.stages[agreement.stage]
    base = stage.setup + stage.setup_member * len(agreement.members)
    trust = game.mean_trust(agreement.members)
    roof = HALVED if agreement.roof else FULL
    total = part(base, TRUST_BASE - trust, roof)
    heads = game.populations(agreement.members)
    for name, amount in share_out(total, heads).items():
        game.ledger.book(
            "V2",
            name,
            WORLD,
            amount,
            agreement.id,
            {
                **portion(heads, name, total, amount),
                "total": total,
                "mean_trust": trust,
                "members": len(agreement.members),
                "roof": roof,
            },
            {
                f"stages.{agreement.stage}.setup": stage.setup,
                f"stages.{agreement.stage}.setup_member": stage.setup_member,
            },
        )


def move_backing(game: Round, agreement: Agreement) -> None:
    """Councils like to host and fear to lose importance in a new agreement."""
    backing = game.scenario.backing
    autonomy = {3: backing.autonomy_3, 4: backing.autonomy_4}.get(agreement.stage, 0)
    for name in agreement.members:
        code, change = "autonomy", autonomy
        if name in agreement.sites:
            code, change = "host", backing.host
        game.move_backing(game.towns[name], code, change, agreement.service)


def start_due(game: Round) -> None:
    """Start the agreements whose round has come; sites that are not named close for good."""
    for agreement in list(game.agreements):
        if agreement.starts == game.number:
            _start(game, agreement)


def _start(game: Round, agreement: Agreement) -> None:
    old = find(game, agreement.replaces)
    if old is not None:
        game.agreements.remove(old)
    if game.scenario.services[agreement.service].mode is Mode.PLACE:
        close_other_sites(game, agreement)
    end_if_empty(game, agreement)


def close_other_sites(game: Round, agreement: Agreement) -> None:
    """Close the members' sites that the agreement does not name; their councils mind."""
    for name in agreement.members:
        town = game.towns[name]
        if name not in agreement.sites and town.has(agreement.service):
            town.close(agreement.service)
            closure = game.scenario.backing.closure
            game.move_backing(town, "closure", closure, agreement.service)


def clear_out(game: Round) -> None:
    """After the round: who withheld is out, and what has lost its members or sites ends."""
    for agreement in game.running():
        for town in game.towns.values():
            if agreement.id in town.decision.withhold:
                drop_member(game, agreement.id, town.id)
    for agreement in game.running():
        end_if_empty(game, agreement)
