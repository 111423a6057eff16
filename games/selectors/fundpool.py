"""How the money that a fund can give this round comes together, line by line (rules F1 to F3)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from games.rules.money import rdiv
from games.selectors import money
from games.selectors.fundmaker import Desk
from games.selectors.fundpage import Step

MILLION = 1_000_000
CENTS = 100


def pool(desk: Desk) -> tuple[Step, ...]:
    """The lines that add up to ``pool_total``: what was left, what comes in, what is put aside."""
    book = desk.book
    found = [Step(_("Aus dem Vorjahr noch frei"), money.euro_exact(book.carried))]
    if book.active:
        found += _coming(desk)
    return tuple(found)


def pool_total(desk: Desk) -> Step:
    """The euro that can be given."""
    return Step(_("Zu vergeben"), money.euro_exact(desk.book.free))


def _coming(desk: Desk) -> Iterator[Step]:
    book = desk.book
    yield from _county(desk)
    if desk.variant.join:
        yield Step(_("Beiträge aller Mitglieder"), money.euro_exact(book.by_members))
    if book.start_aid:
        text = _("Anschub des Landes, einmalig: %(people)s Einwohner × %(rate)s €") % {
            "people": money.number(book.heads),
            "rate": money.decimal(desk.variant.start_aid_cent_per_head, CENTS, 2),
        }
        yield Step(text, money.euro_exact(book.start_aid))
    if book.reserve_rate:
        text = _("Reserve: %(rate)s der Einzahlungen dieses Jahres (%(inflow)s)") % {
            "rate": money.percent(book.reserve_rate),
            "inflow": money.euro_exact(book.inflow),
        }
        yield Step(text, money.euro_exact(-book.set_aside))


def _county(desk: Desk) -> Iterator[Step]:
    book = desk.book
    if book.pot:
        text = _("Vom Landkreis: %(pot)s × Anteil der Mitglieder %(share)s") % {
            "pot": money.euro_exact(book.pot),
            "share": money.share(book.joined_share),
        }
        yield Step(text, money.euro_exact(rdiv(book.pot * book.joined_share, MILLION)))
    if desk.variant.county_per_head:
        text = _("Vom Landkreis: %(people)s Einwohner × %(rate)s €") % {
            "people": money.number(book.heads),
            "rate": money.decimal(desk.variant.county_per_head, CENTS, 2),
        }
        amount = rdiv(book.heads * desk.variant.county_per_head, CENTS)
        yield Step(text, money.euro_exact(amount))
