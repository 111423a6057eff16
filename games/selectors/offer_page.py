"""One offer: the desk with its own draft, what is on the table, and how it came about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from games.access import Viewer
from games.enums import DRAFTING_PHASES, OPEN_OFFERS, Answer, OfferStatus
from games.rules.codec import terms_from_json
from games.rules.terms import differing
from games.selectors.deals import Current, currents
from games.selectors.draftwords import DraftForm
from games.selectors.frame import place
from games.selectors.memo import one_reading
from games.selectors.offer_form import Editor, editor, form_fields
from games.selectors.offer_history import Step, history
from games.selectors.offer_view import OfferView, Tone, offer_view, previewed
from games.selectors.offer_words import Row, offer_title, row, rows, stage_name, style_of
from games.selectors.offers import (
    Budget,
    DraftRow,
    Side,
    Version,
    answer_words,
    budget,
    draft_why_not,
    own_drafts,
    sides,
    status_words,
    too_little,
    versions,
    why_not,
)
from games.selectors.situation import Situation, situation
from games.selectors.timebudget import open_budget


@dataclass(frozen=True, slots=True)
class Difference:
    """A condition that two versions say differently."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything the page of an offer shows; money in euro a year.

    ``change``: what the newest version costs or brings the own team against the one before.
    ``why``: what keeps it from coming about, or kept it; "" = nothing.
    ``drafted``: the own draft is what the preview shows. ``pulse`` rises with everything here.
    """

    number: int
    title: str
    style: int
    stage: str
    own: bool
    open: bool
    status: OfferStatus
    words: str
    tone: Tone
    sides: tuple[Side, ...]
    newest: Version | None
    differences: tuple[Difference, ...]
    change: int
    answer: str
    may_answer: bool
    conditions: tuple[Row, ...]
    view: OfferView
    editor: Editor | None
    draft_revision: int
    drafted: bool
    history: tuple[Step, ...]
    budget: Budget
    short: str
    why: str
    yes: int

    @property
    def next_number(self) -> int:
        """Number of the version that the draft would become."""
        return self.newest.number + 1 if self.newest else 1


@one_reading()
def offer_context(viewer: Viewer, number: int, *, fair: bool = False) -> Mapping[str, Any] | None:
    """Everything the page needs; None where there is no such offer for the team this round."""
    now = situation(viewer)
    if now is None:
        return None
    game = now.place.game
    sent = next((o for o in currents(game.pk, game.round_number) if o.number == number), None)
    draft = own_drafts(game.pk, now.place.team.pk, game.round_number).get(number)
    if draft is None and (sent is None or now.town not in sent.towns):
        return None
    page = _page(now, number, sent, draft, fair=fair)
    return {
        "frame": now.place.frame,
        "now": timezone.now(),
        "offer": page,
        "form": _form(now, page, draft),
        "fair": fair,
        "pulse": pulse(now),
        "budget": open_budget(now),
    }


def _page(
    now: Situation, number: int, sent: Current | None, draft: DraftRow | None, *, fair: bool
) -> OfferPage:
    known = versions(now, number) if sent else ()
    newest = known[-1] if known else None
    content = draft.content if draft else (newest.content if newest else {})
    terms = terms_from_json(content)
    owner = sent.owner if sent else now.town
    spent = budget(now)
    why = why_not(now, sent) if sent else ""
    words, tone = status_words(sent, now.town, why) if sent else (_("Entwurf"), "open")
    current = sent is not None and newest is not None and newest.number == sent.revision
    is_open = now.place.game.phase in DRAFTING_PHASES and (
        sent is None or sent.status in OPEN_OFFERS
    )
    answer = sent.answers.get(now.town, "") if sent and current else ""
    view = offer_view(
        now.scenario,
        now.state,
        viewer=now.town,
        owner=owner,
        content=content,
        said={t: answer_words(sent, t) for t in sent.towns} if sent and not draft else {},
        fair=fair,
    )
    return OfferPage(
        number=number,
        title=offer_title(now.scenario, terms.services),
        style=style_of(terms.stage, equalise=terms.equalise),
        stage=stage_name(now.scenario, terms.stage, equalise=terms.equalise),
        own=owner == now.town,
        open=is_open,
        status=sent.status if sent else OfferStatus.DRAFT,
        words=words,
        tone=tone,
        sides=sides(now.scenario, sent) if sent else (),
        newest=newest,
        differences=tuple(_differences(now, known)),
        change=_change(now, owner, known),
        answer=answer,
        may_answer=is_open and current and sent is not None and sent.author != now.town,
        conditions=rows(now.scenario, newest.content) if newest else (),
        view=view,
        editor=editor(now, terms, own=owner == now.town) if draft else None,
        draft_revision=draft.revision if draft else 0,
        drafted=draft is not None,
        history=history(now, number, known, newest=current),
        budget=spent,
        short=_short(spent, view, answer),
        why=draft_why_not(now, owner, content) if draft else why,
        yes=sum(a == Answer.ACCEPTED for a in sent.answers.values()) if sent else 0,
    )


def _short(spent: Budget, view: OfferView, answer: str) -> str:
    mine = view.own
    if mine is None or answer == Answer.ACCEPTED:
        return ""
    return too_little(spent, mine.points, mine.setup, services=len(view.lines))


def _differences(now: Situation, known: tuple[Version, ...]) -> Iterator[Difference]:
    if len(known) < 2:  # noqa: PLR2004 - there is nothing to compare with
        return
    before, after = known[-2].content, known[-1].content
    for name in differing(before, after):
        old, new = row(now.scenario, before, name), row(now.scenario, after, name)
        yield Difference(old.label, old.text, new.text)


def _change(now: Situation, owner: str, known: tuple[Version, ...]) -> int:
    """What the newest version brings the own team a year beside the version before, in euro."""
    if len(known) < 2:  # noqa: PLR2004 - there is nothing to compare with
        return 0
    gains = []
    for version in known[-2:]:
        seen = previewed(now.scenario, now.state, owner, version.content)
        if seen is None or now.town not in seen.partners:
            return 0
        gains.append(seen.partners[now.town].saves)
    return gains[1] - gains[0]


def _form(now: Situation, page: OfferPage, draft: DraftRow | None) -> DraftForm | None:
    if draft is None:
        return None
    return DraftForm(
        round_number=now.place.game.round_number,
        revision=draft.revision,
        saved_at=draft.saved_at,
        closed=not page.open,
        fields=form_fields(now, draft),
    )


def pulse(now: Situation) -> dict[str, dict[str, str]]:
    """Two marks for each offer of the team.

    ``parts`` changes with everything on its page; ``forms`` with what the forms there are about:
    the version, its state, the own answer, whether there is an own draft.
    """
    game = now.place.game
    drafts = own_drafts(game.pk, now.place.team.pk, game.round_number)
    sent = {
        each.number: each for each in currents(game.pk, game.round_number) if now.town in each.towns
    }
    return {str(number): _marks(now, sent.get(number), drafts) for number in {*sent, *drafts}}


def _marks(now: Situation, offer: Current | None, drafts: Mapping[int, DraftRow]) -> dict[str, str]:
    if offer is None:
        return {"forms": "draft", "parts": "draft"}
    own = offer.answers.get(now.town, "")
    drafted = offer.number in drafts
    forms = f"{offer.status}:{offer.revision}:{own}:{drafted}"
    said = ",".join(f"{town}={answer}" for town, answer in offer.answers.items())
    return {"forms": forms, "parts": f"{forms}:{said}"}


@one_reading()
def pulse_context(viewer: Viewer) -> Mapping[str, Any]:
    """What the live region of offer pages needs."""
    now = situation(viewer)
    return {
        "frame": place(viewer).frame,
        "now": timezone.now(),
        "pulse": pulse(now) if now else {},
        "budget": open_budget(now) if now else None,
    }
