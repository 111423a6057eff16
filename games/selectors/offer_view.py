"""A preview of an offer as one team may see it: cards of the partners, checks, keys, fairness.

Trust between others and the backing in other councils stay with their owners: of those the page
says whether they suffice, never how much there is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.utils.translation import gettext as _

from games.rules.codec import terms_from_json
from games.rules.model import Note, Scenario, State
from games.rules.offer_preview import OfferPreview, PartnerView, faults, offer_preview
from games.rules.terms import Terms
from games.selectors import money
from games.selectors.memo import Same
from games.selectors.offer_checks import Check, checks
from games.selectors.offer_words import key_name, service_name
from games.selectors.regionmap import mark_of

LOW, MIDDLE, HIGH = 1, 2, 3
SCALE = 1000
MANY_BODIES = 3
UNION = 4

Tone = Literal["ok", "open", "warn", "no"]


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """The offer for one partner; money in euro a year in full swing, bars in thousandths.

    ``backing`` and ``backing_change`` are the viewer's own (None for others), ten-thousandths.
    """

    name: str
    mark: int
    own: bool
    says: str
    tone: Tone
    alone: int
    pays: int
    saves: int
    per_head: str
    first_pays: int
    first_saves: int
    worth: int
    setup: int
    points: int
    satisfaction: int
    alone_bar: int
    pays_bar: int
    bodies: int
    risk: int
    risks: tuple[str, ...]
    council: bool
    backing: int | None
    backing_change: int | None


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One way to split: its name, what each partner would pay and gain (euro a year)."""

    name: str
    chosen: bool
    pays: tuple[int, ...]
    saves: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service of the offer: totals in its first year and in full swing, and its ramp."""

    name: str
    first_total: int
    total: int
    starts: int
    ramp: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """Everything a page shows of an offer's preview; ``faults``: why there is none."""

    faults: tuple[Note, ...]
    cards: tuple[PartnerCard, ...]
    checks: tuple[Check, ...]
    lines: tuple[ServiceLine, ...]
    keys: tuple[KeyLine, ...]
    shapley: KeyLine | None
    setup: int
    exit_terms: str

    @property
    def own(self) -> PartnerCard | None:
        """The card of the team that looks."""
        return next((card for card in self.cards if card.own), None)

    @property
    def own_first(self) -> tuple[PartnerCard, ...]:
        """The cards as they are read: what it means for oneself comes first."""
        return tuple(sorted(self.cards, key=lambda card: not card.own))

    @property
    def names(self) -> tuple[str, ...]:
        """Partners in the order of the columns."""
        return tuple(card.name for card in self.cards)


def previewed(
    scenario: Scenario, state: State, owner: str, content: Mapping[str, Any], *, fair: bool = False
) -> OfferPreview | None:
    """The engine's preview of terms (JSON), kept; None where they have a fault."""
    return _previewed(Same(scenario), Same(state), owner, json.dumps(content), fair)


@lru_cache(maxsize=512)
def _previewed(
    scenario: Same[Scenario],
    state: Same[State],
    owner: str,
    content: str,
    fair: bool,  # noqa: FBT001 - part of the key
) -> OfferPreview | None:
    terms = terms_from_json(json.loads(content))
    if not terms.services or faults(scenario.value, state.value, owner, terms):
        return None
    return offer_preview(scenario.value, state.value, owner, terms, reference=fair)


def offer_view(
    scenario: Scenario,
    state: State,
    *,
    viewer: str,
    owner: str,
    content: Mapping[str, Any],
    said: Mapping[str, tuple[str, Tone]],
    fair: bool = False,
) -> OfferView:
    """The preview of terms for a town; ``said``: what each partner has said so far, in words."""
    terms = terms_from_json(content)
    seen = previewed(scenario, state, owner, content, fair=fair)
    if seen is None:
        wrong = faults(scenario, state, owner, terms) if terms.services else ()
        return OfferView(
            wrong, (), checks(scenario, viewer, terms, None, wrong), (), (), None, 0, ""
        )
    maker = _Maker(scenario, terms, seen, viewer)
    return OfferView(
        faults=(),
        cards=tuple(maker.card(name, *said.get(name, ("", "open"))) for name in terms.members),
        checks=checks(scenario, viewer, terms, seen),
        lines=tuple(maker.lines()),
        keys=tuple(maker.keys()),
        shapley=maker.shapley(),
        setup=seen.setup,
        exit_terms=maker.exit_terms(),
    )


class _Maker:
    """Makes the parts of one view."""

    def __init__(self, scenario: Scenario, terms: Terms, seen: OfferPreview, viewer: str) -> None:
        self.scenario = scenario
        self.terms = terms
        self.seen = seen
        self.viewer = viewer
        self.places = list(scenario.municipalities)
        self.most = max(1, *(max(each.alone, each.pays, 0) for each in seen.partners.values()))

    def card(self, name: str, says: str, tone: Tone) -> PartnerCard:
        each = self.seen.partners[name]
        own = name == self.viewer
        risks = tuple(self._risks(each))
        return PartnerCard(
            name=self.scenario.municipalities[name].name,
            mark=mark_of(self.places.index(name)),
            own=own,
            says=says,
            tone=tone,
            alone=each.alone,
            pays=each.pays,
            saves=each.saves,
            per_head=_per_head(each.saves, each.inhabitants),
            first_pays=each.first_pays,
            first_saves=each.first_saves,
            worth=each.worth,
            setup=each.setup,
            points=each.points,
            satisfaction=each.satisfaction,
            alone_bar=self._bar(each.alone),
            pays_bar=self._bar(each.pays),
            bodies=each.bodies,
            risk=min(HIGH, LOW + len(risks)),
            risks=risks or (_("keine erkennbar"),),
            council=each.backing >= self.seen.council_gate,
            backing=each.backing if own else None,
            backing_change=each.backing_change if own else None,
        )

    def _bar(self, amount: int) -> int:
        return max(0, amount) * SCALE // self.most

    def _risks(self, each: PartnerView) -> Iterator[str]:
        for view in each.services:
            name = service_name(self.scenario, view.service)
            if view.closes:
                yield _("%(service)s: eigener Standort schließt für immer") % {"service": name}
            elif self.terms.sites.get(view.service) and not view.hosts:
                yield _("%(service)s: hängt an Standorten der anderen") % {"service": name}
        if each.saves < 0:
            yield _("zahlt mehr als allein")
        elif each.first_saves < 0:
            yield _("im ersten Jahr noch teurer")
        if each.setup > max(0, each.account):
            yield _("Gründungskosten höher als die Rücklage")
        if each.bodies > MANY_BODIES:
            yield _("%(count)d Gremien, das kostet Rückhalt") % {"count": each.bodies}
        if self.terms.stage == UNION:
            yield _("schwer zu verlassen")

    def lines(self) -> Iterator[ServiceLine]:
        for year in self.seen.years:
            yield ServiceLine(
                name=service_name(self.scenario, year.service),
                first_total=year.first_total,
                total=year.total,
                starts=year.starts,
                ramp=" → ".join(money.percent(share) for share in year.ramp),
            )

    def keys(self) -> Iterator[KeyLine]:
        """Every key without equalisation, and the offer as it stands where it equalises."""
        known = self.seen.years[0].lenses.keys
        for key in known:
            splits = [year.lenses.keys[key] for year in self.seen.years]
            pays = {n: sum(split[n] for split in splits) for n in self.terms.members}
            chosen = key == self.terms.key and not self.terms.equalise
            yield self._line(key_name(self.scenario, key), pays, chosen=chosen)
        if self.terms.equalise:
            pays = {name: each.pays for name, each in self.seen.partners.items()}
            yield self._line(_("mit Ausgleich"), pays, chosen=True)

    def _line(self, name: str, pays: Mapping[str, int], *, chosen: bool) -> KeyLine:
        return KeyLine(
            name=name,
            chosen=chosen,
            pays=tuple(pays[town] for town in self.terms.members),
            saves=tuple(self.seen.partners[town].alone - pays[town] for town in self.terms.members),
        )

    def shapley(self) -> KeyLine | None:
        splits = [year.lenses.shapley for year in self.seen.years]
        if any(split is None for split in splits):
            return None
        pays = {
            name: sum(split[name] for split in splits if split is not None)
            for name in self.terms.members
        }
        return self._line(_("Shapley-Vergleich"), pays, chosen=False)

    def exit_terms(self) -> str:
        stage = self.scenario.stages[self.terms.stage]
        if not stage.notice and not stage.exit_rate:
            return _("Jede Gemeinde kann jederzeit gehen, ohne Entschädigung.")
        words = {"notice": stage.notice, "rate": money.percent(stage.exit_rate)}
        text = (
            _("Austritt mit %(notice)d Runden Frist, Entschädigung %(rate)s des letzten Beitrags.")
            if stage.notice > 1
            else _("Austritt mit einer Runde Frist, Entschädigung %(rate)s des letzten Beitrags.")
        ) % words
        if self.terms.stage == UNION:
            text = f"{text} {_('Zwei Drittel der anderen müssen zustimmen.')}"
        return text


def _per_head(amount: int, inhabitants: int) -> str:
    text = money.decimal(amount, max(1, inhabitants), 2)
    signed = f"+{text}" if amount > 0 else text
    return _("%(amount)s € je Kopf").replace(" €", f"{money.NBSP}€") % {"amount": signed}
