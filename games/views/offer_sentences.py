"""Sentences for refusals about offers: what happened, why, by how much, and what to do now."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from games.selectors import money

Context = Mapping[str, Any]


def _unknown_offer(_context: Context) -> str:
    return _("Dieses Angebot gibt es nicht, oder es richtet sich nicht an Ihre Gemeinde.")


def _template_gone(_context: Context) -> str:
    return _(
        "Für diese Vorlage ist gerade niemand frei: Ihre Gemeinde oder die gewählte hat den Dienst "
        "schon in einer Vereinbarung. Nehmen Sie eine andere Vorlage oder „Eigenes Angebot“."
    )


def _no_services(_context: Context) -> str:
    return _("In diesem Angebot steht noch kein Dienst. Wählen Sie mindestens einen aus.")


def _offer_over(_context: Context) -> str:
    return _("Dieses Angebot liegt nicht mehr auf dem Tisch. Machen Sie bei Bedarf ein neues.")


def _offer_changed(context: Context) -> str:
    return _(
        "Das Angebot wurde gerade geändert, es gilt jetzt Fassung %(revision)s. Sie haben nichts "
        "unterschrieben. Sehen Sie die neue Fassung an und entscheiden Sie dann."
    ) % {"revision": context["revision"]}


def _council_refuses(context: Context) -> str:
    return _(
        "Ihr Rat würde ablehnen: Der Rückhalt liegt bei %(backing)s, für diese Stufe sind "
        "%(limit)s nötig. Wählen Sie eine niedrigere Stufe oder stärken Sie zuerst den Rückhalt. "
        "Ihr Entwurf bleibt."
    ) % {
        "backing": money.percent(int(context["backing"])),
        "limit": money.percent(int(context["limit"])),
    }


def _no_time(context: Context) -> str:
    return _(
        "Dafür fehlt Zeit: nötig sind %(wanted)s Punkte, frei sind %(limit)s. Ziehen Sie ein "
        "anderes Angebot oder eine Zustimmung zurück."
    ) % {"wanted": context["wanted"], "limit": context["limit"]}


def _quotas_sum(context: Context) -> str:
    return _("Die Quoten ergeben zusammen %(total)s, es müssen 100 %% sein.") % {
        "total": money.percent(int(context["total"]), 2)
    }


def _left_out(context: Context) -> str:
    if context.get("owner"):
        return _("Ihre eigene Gemeinde gehört zu Ihrem Angebot. Wählen Sie sie wieder aus.")
    return _("Die Gemeinde, die das Angebot gemacht hat, und Ihre eigene gehören dazu.")


def _too_many(context: Context) -> str:
    return _("Mehr als %(limit)s Angebote in einer Runde sind nicht möglich.") % {
        "limit": context["limit"]
    }


def _no_draft(_context: Context) -> str:
    return _("Diesen Entwurf gibt es nicht mehr: Jemand aus Ihrem Team hat ihn gesendet.")


def _draft_exists(_context: Context) -> str:
    return _("Ihr Team arbeitet schon an einer neuen Fassung. Sie liegt auf dieser Seite.")


def _not_sent(_context: Context) -> str:
    return _("Dieses Angebot wurde noch nicht gesendet.")


def _two_ways_out(_context: Context) -> str:
    return _(
        "Kündigen und Zahlung verweigern gehen nicht zugleich: Das eine nimmt das andere zurück. "
        "Wählen Sie eins von beiden."
    )


OFFER_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "unknown_offer": _unknown_offer,
    "template_gone": _template_gone,
    "no_services": _no_services,
    "offer_over": _offer_over,
    "offer_changed": _offer_changed,
    "council_refuses": _council_refuses,
    "no_time": _no_time,
    "quotas_sum": _quotas_sum,
    "left_out": _left_out,
    "too_many_offers": _too_many,
    "no_offer_draft": _no_draft,
    "offer_draft_exists": _draft_exists,
    "no_offer_sent": _not_sent,
    "two_ways_out": _two_ways_out,
}
