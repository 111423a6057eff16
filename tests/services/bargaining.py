"""Short words for offers in the tests of services and screens."""

from games.enums import Answer
from games.models import Offer, OfferDraft
from games.services import offer_drafts, offers
from tests.cast import NOW

YARD = {"services": ["bauhof"], "stage": 2, "members": ["mittelbach", "obertal"]}


def draft(person, content=YARD, *, round_number=1, **options):
    """Put a draft on the desk; its number."""
    saved = offer_drafts.create_offer(
        person.viewer, round_number=round_number, content=content, now=NOW, **options
    )
    return saved.number


def send(person, number, *, note="", now=NOW, **options):
    """Send the team's draft as it stands."""
    row = OfferDraft.objects.get(offer=offer(person, number), team_id=person.viewer.team_id)
    return offers.send_offer(
        person.viewer, number, draft_revision=row.revision, note=note, now=now, **options
    )


def propose(person, content=YARD, **options):
    """Draft and send; the offer's number."""
    number = draft(person, content, **options)
    send(person, number)
    return number


def edit(person, number, changes, *, revision, now=NOW, **options):
    """Save fields of the team's draft."""
    return offer_drafts.save_offer_draft(
        person.viewer, number, revision=revision, changes=changes, now=now, **options
    )


def counter(person, number, changes, note=""):
    """A counter-offer (or the own next version) with some fields changed."""
    offer_drafts.draft_from_newest(person.viewer, number, now=NOW)
    edit(person, number, changes, revision=1)
    return send(person, number, note=note)


def accept(person, number, revision=1, *, now=NOW, **options):
    """Say yes to a version."""
    return offers.answer_offer(
        person.viewer, number, revision=revision, answer=Answer.ACCEPTED, now=now, **options
    )


def decline(person, number, revision=1):
    """Say no to a version."""
    return offers.answer_offer(
        person.viewer, number, revision=revision, answer=Answer.DECLINED, now=NOW
    )


def offer(person, number):
    """The row of an offer."""
    return Offer.objects.get(game_id=person.viewer.game_id, number=number)


def answers(person, number):
    """Who said what to the newest version, by town."""
    newest = offer(person, number).revisions.order_by("-number").first()
    return {each.team.town: each.answer for each in newest.answers.select_related("team")}
