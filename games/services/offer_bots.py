"""Bots at the table: they publish what they plan and answer what people offer, under the lock."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from games.enums import OPEN_OFFERS, Answer, LogKind, OfferStatus
from games.models import Offer, OfferAnswer, OfferRevision, Team
from games.rules.bots import STRATEGIES
from games.rules.bots.consent import objection
from games.rules.codec import terms_from_json, terms_to_json
from games.rules.composition import composed
from games.rules.legality import limits
from games.rules.model import Decision, Proposal, Scenario, State
from games.rules.terms import of_proposal
from games.rules.work import NOTHING
from games.selectors.deals import deals_of
from games.selectors.scenarios import scenario_of, state_before
from games.services.writing import Writer

TIME = "time"
"""A bot's reason: it has no coordination time left."""

_LIE_THERE = OPEN_OFFERS - {OfferStatus.DRAFT}


def publish_plans(writer: Writer) -> None:
    """Put the offers of all bots on the table; called when the first phase of a round starts.

    What bots planned to consent to among each other is answered at once, so that people see who
    is in. A bot whose offers lie there already (the round was restored or taken back) adds none.
    """
    game = writer.game
    there = Offer.objects.filter(game=game, round_number=game.round_number, status__in=_LIE_THERE)
    bots = list(
        Team.objects.filter(game=game).exclude(bot="").exclude(pk__in=there.values("team_id"))
    )
    if not bots:
        return
    scenario, state = _situation(writer)
    plans = {team: STRATEGIES[team.bot](scenario, state, team.town) for team in bots}
    made = {
        f"{team.town}#{place}": _publish(writer, team, proposal)
        for team, plan in plans.items()
        for place, proposal in enumerate(plan.proposals)
    }
    _consent(writer, plans, made)
    towns = {name for revision in made.values() for name in revision.content["members"]}
    for team in Team.objects.filter(game=game, town__in=towns).order_by("pk"):
        writer.touch_team(team)


def _publish(writer: Writer, team: Team, proposal: Proposal) -> OfferRevision:
    newest = Offer.objects.filter(game=writer.game).order_by("-number").first()
    offer = Offer.objects.create(
        game=writer.game,
        team=team,
        number=newest.number + 1 if newest else 1,
        round_number=writer.game.round_number,
        status=OfferStatus.OFFERED,
        created_at=writer.now,
    )
    revision = OfferRevision.objects.create(
        offer=offer,
        number=1,
        team=team,
        content=terms_to_json(of_proposal(proposal)),
        at=writer.now,
    )
    _store(revision, team, Answer.ACCEPTED, writer.now)
    said = {
        "offer": offer.number,
        "services": [proposal.service],
        "stage": proposal.stage,
        "members": list(proposal.members),
        "bot": team.bot,
    }
    writer.log(LogKind.OFFER_SENT, said, team)
    return revision


def _consent(
    writer: Writer, plans: Mapping[Team, Decision], made: Mapping[str, OfferRevision]
) -> None:
    for team, plan in plans.items():
        for item in plan.consents:
            if item in made:
                _store(made[item], team, Answer.ACCEPTED, writer.now)


def _store(
    revision: OfferRevision, team: Team, answer: Answer, now: datetime, reason: str = ""
) -> None:
    OfferAnswer.objects.create(revision=revision, team=team, answer=answer, at=now, reason=reason)


def bots_answer(writer: Writer, offer: Offer) -> None:
    """Let the bots that an offer names answer its newest version, if they have not yet."""
    revision = offer.revisions.order_by("-number").first()
    if revision is None or offer.status != OfferStatus.OFFERED:
        return
    for team in _silent(revision, offer):
        reason = _objection(writer, team, offer, revision)
        answer = Answer.DECLINED if reason else Answer.ACCEPTED
        _store(revision, team, answer, writer.now, reason)
        kind = LogKind.OFFER_DECLINED if reason else LogKind.OFFER_ACCEPTED
        said = {"offer": offer.number, "revision": revision.number, "bot": team.bot}
        writer.log(kind, said, team)
        if reason:
            offer.status = OfferStatus.DECLINED
            offer.save(update_fields=["status"])


def bots_answer_all(writer: Writer) -> None:
    """Let all bots answer all offers of the round; called when ``deciding`` starts."""
    game = writer.game
    offers = Offer.objects.filter(
        game=game, round_number=game.round_number, status=OfferStatus.OFFERED
    )
    reached: set[str] = set()
    for offer in offers.select_related("team"):
        before = writer.game.log_sequence
        bots_answer(writer, offer)
        if writer.game.log_sequence > before:
            newest = offer.revisions.order_by("-number").first()
            reached |= {offer.team.town, *(newest.content["members"] if newest else ())}
    for team in Team.objects.filter(game=game, town__in=reached).order_by("pk"):
        writer.touch_team(team)


def _silent(revision: OfferRevision, offer: Offer) -> Iterable[Team]:
    answered = OfferAnswer.objects.filter(revision=revision).values("team_id")
    named = Team.objects.filter(game_id=offer.game_id, town__in=revision.content["members"])
    return list(named.exclude(bot="").exclude(pk__in=answered))


def _objection(writer: Writer, team: Team, offer: Offer, revision: OfferRevision) -> str:
    scenario, state = _situation(writer)
    terms = terms_from_json(revision.content)
    reason = objection(team.bot, scenario, state, team.town, offer.team.town, terms)
    if reason:
        return reason
    prices = scenario.coordination
    each = prices.propose if offer.team_id == team.pk else prices.join
    return "" if _time_left(writer, team, scenario, state) >= each * len(terms.services) else TIME


def _time_left(writer: Writer, team: Team, scenario: Scenario, state: State) -> int:
    """Coordination points beside what the bot has signed already."""
    deals = deals_of(writer.game.pk, writer.game.round_number)
    signed = composed(NOTHING, team.town, deals)
    prices = scenario.coordination
    used = len(signed.proposals) * prices.propose + len(signed.consents) * prices.join
    return limits(scenario, state, team.town).points - used


def _situation(writer: Writer) -> tuple[Scenario, State]:
    game = writer.game
    return scenario_of(game), state_before(game)
