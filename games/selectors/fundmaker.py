"""Makes the page of the fund for one town: figures, what it may decide, what that would bring.

Of drafts of other towns it knows only the applications that name the own town as a partner.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from games.rules.board import board_decides
from games.rules.fundbook import Bench, Contribution, Expectation, FundBook
from games.rules.model import Application, Decision, Fund, FundStance, Project, Scenario, State
from games.rules.money import FULL, rdiv
from games.selectors import money
from games.selectors.cards import stance_label
from games.selectors.fundpage import (
    Bar,
    CardChoice,
    Head,
    Invitation,
    KeyLine,
    Partner,
    Plea,
    Score,
    Stance,
    Start,
    Step,
)
from games.selectors.labels import criterion_label
from games.selectors.situation import Situation
from games.selectors.townname import TownName

WIDTH = 1000
HUNDRED = 100
MILLIONTHS_OF_BP = 100
"""Millionths in a ten-thousandth."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page is made from: the own decision, the book, and how things are named."""

    now: Situation
    variant: Fund
    decision: Decision
    book: FundBook
    bench: Bench
    names: Mapping[str, TownName]

    @property
    def scenario(self) -> Scenario:
        """The scenario of the game."""
        return self.now.scenario

    @property
    def state(self) -> State:
        """The state before the round."""
        return self.now.state

    @property
    def town(self) -> str:
        """The own town's id."""
        return self.now.town

    @property
    def own(self) -> Contribution | None:
        """The own contribution if the fund works and the town is in it."""
        return self.book.contributions.get(self.town)

    @property
    def member(self) -> bool:
        """Whether the town is in the fund before this round."""
        return self.town in self.state.fund.members


def head(desk: Desk) -> Head:
    """The figures at the top."""
    own = desk.own
    inside = desk.town in desk.book.members and desk.book.active
    county = desk.book.county if desk.book.active else 0
    label = _("Ihr Beitrag") if inside else _("Ihr Beitrag wäre")
    return Head(desk.book.free, county, own.amount if own else 0, label)


def start(desk: Desk) -> Start | None:
    """What the fund still needs to begin; None where it has begun or needs nobody."""
    if desk.state.fund.started or not desk.variant.join:
        return None
    return Start(desk.book.missing_members, desk.book.missing_people)


def steps(desk: Desk) -> tuple[tuple[Step, ...], Step | None]:
    """Why the town pays what it pays, and the sum."""
    own = desk.own
    if own is None:
        return tuple(_county_alone(desk)), None
    found = [*_by_key(desk, own), *_by_base(desk, own)]
    per_head = money.euro_per_head(own.amount, own.heads)
    text = _("Ihr Beitrag, %(per_head)s je Kopf") % {"per_head": per_head}
    return tuple(found), Step(text, money.euro_exact(own.amount))


def _county_alone(desk: Desk) -> Iterator[Step]:
    if desk.variant.county_per_head:
        rate = money.decimal(desk.variant.county_per_head, HUNDRED, 2)
        yield Step(
            _("Der Landkreis zahlt %(rate)s € je Einwohner, die Gemeinden zahlen nichts.")
            % {"rate": rate},
            money.euro_exact(desk.book.county),
        )


def _by_key(desk: Desk, own: Contribution) -> Iterator[Step]:
    if not desk.variant.municipal_ratio:
        return
    book = desk.book
    yield Step(
        _("Der Landkreis gibt %(rate)s der Kreisumlage des Vorjahrs (%(levy)s).")
        % {"rate": money.percent(book.county_rate), "levy": money.euro_exact(book.levy)},
        money.euro_exact(book.pot),
    )
    yield Step(
        _("Die Gemeinden legen zusammen %(ratio)s davon dazu, wenn alle mitmachen.")
        % {"ratio": money.percent(desk.variant.municipal_ratio)},
        money.euro_exact(rdiv(book.pot * desk.variant.municipal_ratio, FULL)),
    )
    yield Step(
        _(
            "Ihr Anteil an der Umlagekraft %(tax)s (zählt %(weight)s), an den Einwohnern %(heads)s "
            "(zählt %(rest)s)."
        )
        % {
            "tax": _share(own.tax_share),
            "weight": money.percent(book.weight),
            "heads": _share(own.head_share),
            "rest": money.percent(FULL - book.weight),
        },
        _share(own.share, 4),
    )


def _share(millionths: int, digits: int = 2) -> str:
    return f"{money.decimal(millionths, 10_000, digits)} %"


def _by_base(desk: Desk, own: Contribution) -> Iterator[Step]:
    variant = desk.variant
    if variant.levy_on_base:
        yield Step(
            _("%(rate)s Ihrer Umlagegrundlage von %(base)s.")
            % {
                "rate": money.percent(variant.levy_on_base),
                "base": money.euro_exact(own.levy_base),
            },
            money.euro_exact(own.by_base),
        )
    if variant.dwelling_levy:
        exempt = desk.scenario.municipalities[desk.town].type == variant.exempt
        text = (
            _("Abgabe auf Bauland am Rand: Städte sind davon befreit.")
            if exempt
            else _("%(rate)s je Wohnung am Rand, in diesem Jahr %(count)s.")
            % {"rate": money.euro(variant.dwelling_levy), "count": own.dwellings}
        )
        yield Step(text, money.euro_exact(own.by_dwellings))


def bars(desk: Desk) -> tuple[Bar, ...]:
    """Contributions of all towns, the largest first: paid by members, possible for the others."""
    found = sorted(desk.book.contributions.values(), key=lambda each: (-each.amount, each.town))
    longest = max((each.amount for each in found), default=0) or 1
    return tuple(
        Bar(
            town=desk.names[each.town],
            amount=each.amount,
            member=each.member,
            own=each.town == desk.town,
            width=each.amount * WIDTH // longest,
            tax_share=each.tax_share // MILLIONTHS_OF_BP,
            head_share=each.head_share // MILLIONTHS_OF_BP,
        )
        for each in found
    )


def keys(desk: Desk) -> tuple[KeyLine, ...]:
    """What the town would pay under other weights of the key."""
    own = desk.own
    if own is None:
        return ()
    return tuple(
        KeyLine(
            weight=weight,
            label=key_label(weight),
            amount=amounts[desk.town],
            change=amounts[desk.town] - own.amount,
            current=weight == desk.book.weight,
        )
        for weight, amounts in desk.book.other_keys.items()
    )


def key_label(weight: int) -> str:
    """A key as people say it."""
    if weight == FULL:
        return _("nur nach Umlagekraft")
    if not weight:
        return _("nur nach Einwohnern")
    return _("%(tax)s Umlagekraft, %(heads)s Einwohner") % {
        "tax": money.percent(weight),
        "heads": money.percent(FULL - weight),
    }


def rules(desk: Desk) -> tuple[str, ...]:
    """The rules of the variant at a glance."""
    return tuple(_rules(desk.variant))


def _rules(variant: Fund) -> Iterator[str]:
    quota = _("Zuschuss %(quota)s der Kosten") % {"quota": money.percent(variant.quota)}
    if variant.partner_bonus:
        quota += _(", je Partner %(bonus)s mehr") % {"bonus": money.percent(variant.partner_bonus)}
    if variant.weak_bonus:
        quota += _(", für Schwache %(bonus)s mehr") % {"bonus": money.percent(variant.weak_bonus)}
    yield quota + _(", höchstens %(most)s") % {"most": money.percent(variant.quota_max)}
    yield _("Höchstens %(cap)s je Antragsteller, nie mehr als die Kosten nach Erlösen") % {
        "cap": money.euro(variant.cap)
    }
    yield _("Mindestens %(points)s Punkte nötig, unter %(floor)s gibt es nichts") % {
        "points": variant.points_min,
        "floor": money.euro(variant.floor),
    }
    if variant.partners_min > 1:
        yield _("Nur gemeinsame Anträge, mindestens %(count)s Gemeinden") % {
            "count": variant.partners_min
        }
    yield {
        "zweidrittel": _("Zwei Drittel der abgegebenen Stimmen entscheiden"),
        "einstimmig": _("Ein Nein eines Mitglieds hält einen Antrag auf"),
    }.get(variant.decision, _("Die Reihenfolge steht fest: erst die Schwachen, dann die Punkte"))
    if board_decides(variant):
        yield _("Für das eigene Projekt stimmt man nicht ab")
    if variant.reserve:
        yield _("%(share)s der Einzahlungen bleiben als Reserve bis zum Ende") % {
            "share": money.percent(variant.reserve)
        }
    yield _("Was übrig bleibt, steht in der nächsten Runde bereit; am Ende geht der Rest zurück")


def stances(desk: Desk) -> tuple[Stance, ...]:
    """What the council may decide on membership, with the consequence in euro."""
    allowed = desk.now.limits.fund_stances
    if len(allowed) == 1:
        return ()
    return tuple(
        Stance(
            value=stance.value,
            label=stance_label(stance, member=desk.member),
            checked=stance == desk.decision.fund,
            text=_stance_text(desk, stance),
        )
        for stance in allowed
    )


def _stance_text(desk: Desk, stance: FundStance) -> str:
    own = desk.own
    words = {
        FundStance.JOIN: _joining,
        FundStance.LEAVE: _leaving,
        FundStance.REFUSE: _refusing,
        FundStance.STAY: _staying,
    }
    return words[stance](desk) % {
        "amount": money.euro(own.amount if own else 0),
        "paid": money.euro(desk.state.fund.paid_in.get(desk.town, 0)),
    }


def _joining(desk: Desk) -> str:
    if desk.state.fund.started:
        return _("Ab diesem Jahr %(amount)s Beitrag, dafür Anträge und Stimme.")
    return _("%(amount)s im Jahr, sobald genug mitmachen. Vorher kostet es nichts.")


def _leaving(_desk: Desk) -> str:
    return _(
        "In diesem Jahr noch %(amount)s, ab dem nächsten nichts mehr. Die bisher gezahlten "
        "%(paid)s zählen bei der Auflösung am Ende mit."
    )


def _refusing(_desk: Desk) -> str:
    return _(
        "Spart sofort %(amount)s. Sie sind draußen, ohne Stimme und Anträge, und jedes Mitglied "
        "vertraut Ihnen weniger."
    )


def _staying(desk: Desk) -> str:
    if not desk.member:
        return _("Kein Beitrag, keine Anträge, keine Stimme.")
    if not desk.book.active:
        return _("Noch kein Beitrag, solange zu wenige mitmachen.")
    return _("Beitrag %(amount)s in diesem Jahr.")


def cards(desk: Desk) -> tuple[CardChoice, ...]:
    """Every card the town may apply for: own ones first, then the regional ones."""
    applied = {each.project: each for each in desk.decision.applications}
    allowed = [desk.scenario.projects[name] for name in desk.now.limits.projects]
    ordered = sorted(allowed, key=lambda card: (card.id not in applied, not card.town))
    return tuple(_card(desk, card, applied.get(card.id)) for card in ordered)


def _card(desk: Desk, card: Project, made: Application | None) -> CardChoice:
    application = made or Application(card.id)
    partners = (desk.town, *application.partners)
    expected = desk.bench.expect(card.id, partners, application.shares)
    share = application.shares.get(desk.town)
    return CardChoice(
        id=card.id,
        path=f"applications.{card.id}",
        name=card.name,
        text=card.text,
        regional=not card.town,
        chosen=made is not None,
        anyway=application.anyway,
        partners_min=max(card.partners_min, desk.variant.partners_min),
        vacancy=card.vacancy,
        bonus=card.bonus,
        yearly=card.yearly,
        expected=expected,
        own=expected.own[desk.town],
        points_min=desk.variant.points_min,
        scores=tuple(
            Score(criterion_label(name), points, most)
            for name, (points, most) in expected.scores.items()
        ),
        more=tuple(_more(expected)),
        partners=tuple(_partners(desk, card, application)),
        may_share=desk.now.limits.may_agree_shares,
        rationale=application.rationale,
        share=None if share is None else rdiv(share, HUNDRED),
        trouble=tuple(_trouble(desk, card, application, expected)) if made else (),
    )


def _more(expected: Expectation) -> Iterator[str]:
    points = expected.with_one_more - expected.points
    if points:
        yield _("eine weitere Gemeinde beteiligen (+%(points)s)") % {"points": points}
    quota = expected.quota_with_one_more - expected.quota
    if quota:
        yield _("mit einer weiteren Gemeinde steigt die Quote um %(quota)s") % {
            "quota": money.percent(quota)
        }


def _partners(desk: Desk, card: Project, application: Application) -> Iterator[Partner]:
    for town in desk.scenario.municipalities:
        if town != desk.town:
            yield Partner(
                town=desk.names[town],
                path=f"applications.{card.id}.partners.{town}",
                chosen=town in application.partners,
                inside=not desk.variant.join or town in desk.state.fund.members,
            )


def _trouble(
    desk: Desk, card: Project, application: Application, expected: Expectation
) -> Iterator[str]:
    count = 1 + len(application.partners)
    least = max(card.partners_min, 1 if application.anyway else desk.variant.partners_min)
    if count < least:
        yield ngettext(
            "Es fehlt %(count)d Partner: nötig sind %(least)d Gemeinden.",
            "Es fehlen %(count)d Partner: nötig sind %(least)d Gemeinden.",
            least - count,
        ) % {"count": least - count, "least": least}
    if expected.points < desk.variant.points_min:
        yield _("%(points)s Punkte, nötig sind %(least)s.") % {
            "points": expected.points,
            "least": desk.variant.points_min,
        }
    outside = [
        desk.names[name].name
        for name in (desk.town, *application.partners)
        if desk.variant.join and name not in desk.book.members
    ]
    if outside:
        yield _("Noch nicht im Fonds: %(names)s. Zuschüsse bekommen nur Mitglieder.") % {
            "names": ", ".join(outside)
        }


def invitations(desk: Desk, invited: Mapping[str, tuple[Application, ...]]) -> Iterator[Invitation]:
    """Applications of others that name the own town; ``invited``: by applicant."""
    for applicant, applications in invited.items():
        for each in applications:
            if desk.town not in each.partners:
                continue
            card = desk.scenario.projects[each.project]
            partners = (applicant, *each.partners)
            expected = desk.bench.expect(card.id, partners, each.shares)
            yield Invitation(
                path=f"consents.{card.id}",
                name=card.name,
                text=card.text,
                applicant=desk.names[applicant],
                others=tuple(desk.names[name].name for name in each.partners if name != desk.town),
                chosen=card.id in desk.decision.consents,
                own=expected.own[desk.town],
                grant=expected.grant,
                rationale=each.rationale,
            )


def pleas(desk: Desk, applied: Iterable[tuple[str, Application]]) -> Iterator[Plea]:
    """What the applicants say for their applications; ``applied``: with who applied."""
    for town, each in applied:
        if each.rationale:
            names = (desk.names[name].name for name in (town, *each.partners))
            name = desk.scenario.projects[each.project].name
            yield Plea(name, " + ".join(names), each.rationale)
