"""An agreement as it would be once it has run for years: for offers, what-if and test vectors."""

from collections.abc import Mapping
from typing import Any

from games.rules.codec import decision_from_json
from games.rules.effects.agreements import close_other_sites
from games.rules.effects.contracts import Split, split
from games.rules.model import Agreement, Level, Mode, Proposal
from games.rules.work import Round


def full_swing(game: Round, offer: Mapping[str, Any]) -> tuple[Agreement, int, Split]:
    """Start an offer (JSON) in this round with its full ramp; returns agreement, ramp and year.

    Changes ``game``: sites that are not named are closed in it. Trust gates are not asked.
    """
    read = decision_from_json({"proposals": [offer]}).proposals[0]
    ramp = game.scenario.services[read.service].ramp
    agreement = in_force(game, read, years=len(ramp) - 1)
    game.agreements.append(agreement)
    if game.scenario.services[read.service].mode is Mode.PLACE:
        close_other_sites(game, agreement)
    return agreement, ramp[-1], split(game, agreement, Level.HOLD)


def in_force(game: Round, offer: Proposal, years: int) -> Agreement:
    """The agreement an offer would become, as if it had been started some years ago."""
    alone = {
        name: game.towns[name].services[offer.service]
        for name in offer.members
        if offer.service in game.towns[name].services
    }
    begun = game.number - years
    return Agreement(
        id="probe",
        service=offer.service,
        stage=offer.stage,
        members=tuple(sorted(offer.members)),
        sites=tuple(sorted(offer.sites)),
        key=offer.key,
        founded=begun,
        starts=begun,
        first_started=begun,
        equalise=offer.equalise,
        equalise_key=offer.equalise_key,
        host_surcharge=offer.host_surcharge,
        caps=offer.caps,
        quotas=offer.quotas,
        alone=alone,
    )
