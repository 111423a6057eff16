"""Sentences for refusals of what the facilitator does: with seats, interventions and own cards."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from games.selectors import money
from games.selectors.interventions import bounds

Context = Mapping[str, Any]


def _seat_removed(_context: Context) -> str:
    return _(
        "Die Spielleitung hat Ihren Platz aufgelöst. Sprechen Sie sie an: Sie kann Sie mit einem "
        "Klick wieder hereinlassen."
    )


def _seat_changed(context: Context) -> str:
    named = {"name": context["name"] or _("Dieser Platz"), "team": context["team"]}
    if not named["team"]:
        return _("%(name)s: Dieser Platz ist inzwischen aufgelöst. Nichts wurde geändert.") % named
    return _("%(name)s sitzt inzwischen in %(team)s. Nichts wurde geändert.") % named


def _already_there(context: Context) -> str:
    return _("Diese Person sitzt schon in %(team)s. Wählen Sie eine andere Gemeinde.") % context


def _seat_is_there(context: Context) -> str:
    return _("%(name)s ist schon wieder im Spiel. Nichts wurde geändert.") % {
        "name": context["name"] or _("Dieser Platz")
    }


def _nobody_to_move(_context: Context) -> str:
    return _("In dieser Gemeinde sitzt niemand, oder es ist dieselbe. Nichts wurde geändert.")


def _too_many_interventions(context: Context) -> str:
    return _(
        "Mehr als %(limit)s Eingriffe trägt ein Spiel nicht. Nehmen Sie zuerst einen zurück."
    ) % {"limit": context["limit"]}


def _steering_moved(_context: Context) -> str:
    return _(
        "Seit Ihrem Probelauf hat jemand anderes eingegriffen. Nichts wurde geändert. Sehen Sie "
        "unten, was gilt, und machen Sie den Probelauf noch einmal, wenn es noch nötig ist."
    )


def _nobody_plays(context: Context) -> str:
    return _(
        "In %(team)s sitzt seit %(since)s niemand mehr, und niemand entscheidet dort. Setzen Sie "
        "einen Bot ein, entscheiden Sie selbst oder nehmen Sie %(team)s aus der Auswahl."
    ) % {"team": context["team"], "since": money.clock(context["since"])}


def _cannot_be_settled(context: Context) -> str:
    if not context["team"]:
        return _("Mit diesem Eingriff ließe sich die Runde nicht abrechnen. Wählen Sie weniger.")
    return _(
        "In %(team)s blieben %(left)s von %(before)s Menschen. Mindestens die Hälfte muss bleiben. "
        "Wählen Sie weniger."
    ) % {
        "team": context["team"],
        "left": money.number(int(context["left"])),
        "before": money.number(int(context["before"])),
    }


def _too_many_own_cards(context: Context) -> str:
    return _("Mehr als %(limit)s eigene Karten haben keinen Platz. Löschen Sie zuerst eine.") % {
        "limit": context["limit"]
    }


def _unknown_own_card(_context: Context) -> str:
    return _("Diese Karte gibt es nicht mehr. Laden Sie die Liste neu.")


def _nothing_to_give_back(context: Context) -> str:
    return _(
        "In %(team)s gilt schon, was das Team selbst entschieden hat. Es gibt nichts "
        "zurückzunehmen."
    ) % {"team": context["team"]}


def _no_round_left(context: Context) -> str:
    return _("Runde %(round)s gibt es nicht: Das Spiel hat %(rounds)s Runden.") % context


def _intervention_too_late(context: Context) -> str:
    return (
        _(
            "Für Runde %(round)s ist es zu spät. Der Eingriff kann frühestens in Runde "
            "%(first)s gelten."
        )
        % context
    )


def _intervention_settled(context: Context) -> str:
    return _(
        "Runde %(round)s ist mit diesem Eingriff abgerechnet. Nehmen Sie zuerst die Runde zurück."
    ) % {"round": context["round"]}


def _unknown_link(_context: Context) -> str:
    return _("Dieser Link gilt schon nicht mehr. Nichts wurde geändert.")


def _unknown_intervention(_context: Context) -> str:
    return _("Diesen Eingriff gibt es nicht. Laden Sie die Liste der Eingriffe neu.")


def _out_of_bounds(context: Context) -> str:
    return _("Das geht so nicht: %(path)s = %(value)s. Erlaubt ist: %(expected)s.") % {
        "path": bounds(str(context["path"])),
        "value": context["value"],
        "expected": context["expected"],
    }


def _nothing_to_show(_context: Context) -> str:
    return _(
        "Das gibt es gerade nicht zu zeigen: Es gehört zu keiner gültigen Abrechnung, ist nicht "
        "öffentlich oder passt nicht zum Stand des Spiels. Die Leinwand bleibt, wie sie ist."
    )


def _link_over(_context: Context) -> str:
    return _("Der letzte Tag des Links liegt in der Vergangenheit. Wählen Sie heute oder später.")


def _too_many_links(context: Context) -> str:
    return _("Mehr als %(limit)s Links sind nicht möglich. Ziehen Sie zuerst einen zurück.") % {
        "limit": context["limit"]
    }


LEAD_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "seat_removed": _seat_removed,
    "seat_changed": _seat_changed,
    "already_there": _already_there,
    "seat_is_there": _seat_is_there,
    "nobody_to_move": _nobody_to_move,
    "too_many_interventions": _too_many_interventions,
    "steering_moved": _steering_moved,
    "nobody_plays": _nobody_plays,
    "cannot_be_settled": _cannot_be_settled,
    "too_many_own_cards": _too_many_own_cards,
    "unknown_own_card": _unknown_own_card,
    "nothing_to_give_back": _nothing_to_give_back,
    "no_round_left": _no_round_left,
    "intervention_too_late": _intervention_too_late,
    "intervention_settled": _intervention_settled,
    "unknown_intervention": _unknown_intervention,
    "unknown_link": _unknown_link,
    "out_of_bounds": _out_of_bounds,
    "nothing_to_show": _nothing_to_show,
    "link_over": _link_over,
    "too_many_links": _too_many_links,
}
