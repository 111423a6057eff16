"""Makes the cards of one situation: what is allowed, chosen, and what it brings."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from games.rules.model import (
    Decision,
    FieldEffect,
    FundStance,
    Level,
    Limits,
    Preview,
    Scenario,
    State,
)
from games.selectors import money
from games.selectors.cards import (
    DRAWN_SERVICES,
    NOTHING,
    Amount,
    Cards,
    Choice,
    FundCard,
    KnowsChanges,
    Option,
    ServiceCard,
    level_label,
    stance_label,
)
from games.selectors.fundcost import FundOutlook, own_parts
from games.selectors.land import centre_text, edge_text
from games.selectors.usual import usual_costs


class _Maker:
    """Builds the cards of one situation."""

    def __init__(
        self,
        scenario: Scenario,
        state: State,
        town: str,
        allowed: Limits,
        decision: Decision,
        draft: KnowsChanges,
        seen: Preview,
    ) -> None:
        self.scenario = scenario
        self.state = state
        self.town = town
        self.here = state.towns[town]
        self.allowed = allowed
        self.decision = decision
        self.draft = draft
        self.seen = seen

    def effect(self, path: str) -> FieldEffect:
        return self.seen.effects.get(path, NOTHING)

    def settled(self, path: str) -> bool:
        return path in self.draft.changed_by

    def services(self) -> Iterator[ServiceCard]:
        costs = usual_costs(self.scenario, self.state, self.town)
        for service, levels in self.allowed.levels.items():
            yield ServiceCard(
                icon=f"s-{service if service in DRAWN_SERVICES else 'dienst'}",
                about=self._about(service),
                cost=costs.get(service, 0),
                level=self._level(service, levels),
                places=self._places(service),
            )

    def _about(self, service: str) -> str:
        site = self.here.services.get(service)
        if site is None:
            return self.scenario.services[service].text
        condition = _("Zustand %(condition)s") % {"condition": money.percent(site.condition)}
        if site.places:
            places = _("%(places)s Plätze") % {"places": money.number(site.places)}
            return f"{places}, {condition}"
        return condition

    def _level(self, service: str, levels: tuple[Level, ...]) -> Choice:
        path = f"levels.{service}"
        chosen = Level(self.decision.levels.get(service, self.default_level(service)))
        return Choice(
            path=path,
            title=self.scenario.services[service].name,
            options=tuple(
                Option(level.value, level_label(level), level == chosen) for level in levels
            ),
            effect=self.effect(path),
            settled=self.settled(path),
            text=self._level_text(service, chosen),
        )

    def default_level(self, service: str) -> Level:
        """What is played without a choice: watched towns save on voluntary services."""
        spares = self.here.watched and not self.scenario.services[service].duty
        return Level.SAVE if spares else Level.HOLD

    def _level_text(self, service: str, chosen: Level) -> str:
        if chosen == Level.CLOSE:
            return _("Endgültig: Was geschlossen ist, bleibt geschlossen.")
        site = self.here.services.get(service)
        if site is None:
            return ""
        joint = self._joint_text(service)
        if joint:
            return joint
        quality = self.scenario.quality
        change = {
            Level.SAVE: quality.level_sparen,
            Level.HOLD: quality.level_halten,
            Level.RENEW: quality.level_erneuern,
        }[chosen]
        after = min(max(site.condition + change, 0), 10_000)
        return _("Zustand: %(before)s jetzt, %(after)s nach dem Jahr.") % {
            "before": money.percent(site.condition),
            "after": money.percent(after),
        }

    def _joint_text(self, service: str) -> str:
        """What a choice means where the round runs the service jointly; "" where it does not."""
        shares = (p.cause for p in self.seen.postings if p.rule == "V1" and p.source == self.town)
        found = next((cause for cause in shares if cause.rpartition("-")[0] == service), "")
        if not found:
            return ""
        if any(item.id == found for item in self.state.agreements):
            return _(
                "Wird gemeinsam betrieben: Ihre Wahl ist eine Stimme. Es gilt, was mehr als die "
                "Hälfte der Partner wählt."
            )
        return _(
            "Wird in dieser Runde gemeinsam betrieben, wenn Ihre Vereinbarung zustande kommt. Dann "
            "ist Ihre Wahl eine Stimme, und es gilt, was mehr als die Hälfte der Partner wählt."
        )

    def _places(self, service: str) -> Amount | None:
        high = self.allowed.places_max.get(service, 0)
        low = self.allowed.places_min.get(service, 0)
        if not high and not low:
            return None
        path = f"places.{service}"
        price = self.scenario.services[service].build_per_place
        return Amount(
            path=path,
            title=_("%(service)s: Plätze") % {"service": self.scenario.services[service].name},
            unit=_("Plätze mehr") if not low else _("Plätze mehr oder weniger"),
            value=self.decision.places.get(service, 0),
            low=low,
            high=high,
            effect=self.effect(path),
            settled=self.settled(path),
            text=_("Ein neuer Platz kostet einmal etwa %(price)s.") % {"price": money.euro(price)},
        )

    def housing(self) -> Iterator[Amount]:
        yield Amount(
            path="greenfield",
            title=_("Bauen am Rand"),
            unit=_("Wohnungen"),
            value=self.decision.greenfield,
            low=0,
            high=self.allowed.max_greenfield,
            effect=self.effect("greenfield"),
            settled=self.settled("greenfield"),
            text=edge_text(
                self.scenario, self.state, self.town, self.seen, self.decision.greenfield
            ),
        )
        yield Amount(
            path="inner",
            title=_("Innenentwicklung"),
            unit=_("Einheiten"),
            value=self.decision.inner,
            low=0,
            high=self.allowed.max_inner,
            effect=self.effect("inner"),
            settled=self.settled("inner"),
            text=centre_text(self.scenario, self.state, self.town, self.seen, self.decision.inner),
        )

    def fund(self) -> FundCard | None:
        model = self.scenario.models[self.state.model]
        if not model.fund:
            return None
        variant = self.scenario.funds[model.fund]
        member = self.town in self.state.fund.members
        outlook = FundOutlook(self.scenario, self.state, self.town)
        return FundCard(
            name=variant.name,
            text=variant.text,
            member=member,
            members=len(self.state.fund.members),
            start_from=variant.min_members,
            started=self.state.fund.started,
            expected=outlook.contribution,
            stance=self._stance(member=member),
            applications=len(self.decision.applications),
            own_parts=own_parts(self.scenario, self.state, self.town, self.decision),
        )

    def _stance(self, *, member: bool) -> Choice | None:
        if len(self.allowed.fund_stances) == 1:
            return None
        return Choice(
            path="fund",
            title=_("Fonds"),
            options=tuple(
                Option(
                    stance.value,
                    stance_label(stance, member=member),
                    stance == self.decision.fund,
                )
                for stance in self.allowed.fund_stances
            ),
            effect=self.effect("fund"),
            settled=self.settled("fund"),
            text=self._stance_text(member=member),
        )

    def _stance_text(self, *, member: bool) -> str:
        """Why joining may cost nothing yet: the preview leaves all others as they are."""
        joining = self.decision.fund == FundStance.JOIN and not member
        if self.state.fund.started or not (joining or member) or self.effect("fund").euro:
            return ""
        return _("Kostet noch nichts, solange zu wenige Gemeinden dabei sind.")

    def away(self) -> tuple[str, ...]:
        """Services of the scenario that the town does not provide (any more)."""
        return tuple(
            service.name
            for service in self.scenario.services.values()
            if service.id not in self.allowed.levels
        )


def cards(
    scenario: Scenario,
    state: State,
    town: str,
    allowed: Limits,
    decision: Decision,
    draft: KnowsChanges,
    seen: Preview,
) -> Cards:
    """The cards of a town for the round to be played."""
    maker = _Maker(scenario, state, town, allowed, decision, draft, seen)
    services, housing = tuple(maker.services()), tuple(maker.housing())
    return Cards(services, maker.away(), housing, maker.fund())
