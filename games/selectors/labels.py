"""Names for codes of the engine and the game: accounts, causes, rules, values, phases."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.enums import Phase, ProjectorView, Role
from games.rules.bots import TITLES
from games.rules.effects.goals import IN_FUND, NO_BUILDING, NO_EXIT
from games.rules.effects.news import known_card
from games.rules.model import Scenario
from games.rules.posting import BODY_PREFIX, COUNTY, FUND, LAND, RULES, WORLD
from games.selectors.money import MINUS


def account_label(scenario: Scenario, account: str) -> str:
    """Name of an account: a municipality, the county, the state, the fund, a joint body, others."""
    if account in scenario.municipalities:
        return scenario.municipalities[account].name
    if account.startswith(BODY_PREFIX):
        return cause_label(scenario, account.removeprefix(BODY_PREFIX))
    return str(_ACCOUNTS.get(account, account))


_ACCOUNTS: Mapping[str, Promise] = {
    COUNTY: gettext_lazy("Landkreis"),
    LAND: gettext_lazy("Land"),
    FUND: gettext_lazy("Fonds"),
    WORLD: gettext_lazy("Wirtschaft und Haushalte"),
}


def cause_label(scenario: Scenario, cause: str) -> str:
    """What a posting is about: service, project, card, offer, agreement, else the code."""
    for names in (scenario.services, scenario.projects):
        if cause in names:
            return names[cause].name
    card = known_card(scenario, cause)
    if card is not None:
        return card.name
    if cause in scenario.municipalities:
        return scenario.municipalities[cause].name
    owner, is_offer, _place = cause.partition("#")
    if is_offer and owner in scenario.municipalities:
        return _("Angebot von %(town)s") % {"town": scenario.municipalities[owner].name}
    service, _dash, number = cause.rpartition("-")
    if service in scenario.services and number.isdecimal():
        return _("%(service)s gemeinsam") % {"service": scenario.services[service].name}
    return cause


def subject_label(scenario: Scenario, cause: str) -> str:
    """As ``cause_label``, but "" for a code without a name of its own."""
    label = cause_label(scenario, cause)
    return "" if label == cause else label


def rule_title(rule: str) -> str:
    """Title of a rule as players read it."""
    return _(RULES[rule].title) if rule in RULES else rule


def rule_formula(rule: str) -> str:
    """Formula of a rule with real signs for times and minus."""
    return _(RULES[rule].formula).replace(" x ", " × ").replace(" - ", f" {MINUS} ")


def criterion_label(criterion: str) -> str:
    """Name of a criterion of the fund's score sheet; one of a scenario's own as it is written."""
    return str(_CRITERIA.get(criterion, criterion))


_CRITERIA: Mapping[str, Promise] = {
    "leerstand": gettext_lazy("Leerstand"),
    "soziales": gettext_lazy("Soziales"),
    "umnutzung": gettext_lazy("Umnutzung"),
    "flaeche": gettext_lazy("Fläche sparen"),
    "gemeinsam": gettext_lazy("Gemeinsam"),
    "folgekosten": gettext_lazy("Folgekosten"),
    "ehrenamt": gettext_lazy("Ehrenamt"),
}


def bot_title(strategy: str) -> str:
    """Name of a bot's attitude."""
    return _(TITLES[strategy]) if strategy in TITLES else strategy


def value_label(value: str) -> str:
    """Name of one of the four values, or of their mean."""
    return {
        "daseinsvorsorge": _("Zufriedenheit"),
        "finanzen": _("Finanzen"),
        "ortskern": _("Ortskern"),
        "vertrauen": _("Vertrauen"),
        "gesamt": _("Gesamtwert"),
    }[value]


def promise_label(promise: str, round_number: int) -> str:
    """A promise in words, with the round in which it is to be kept."""
    sentences = {
        NO_BUILDING: _("In Runde %(round)d kein Bauland am Ortsrand"),
        IN_FUND: _("In Runde %(round)d in den Fonds einzahlen"),
        NO_EXIT: _("In Runde %(round)d nichts kündigen und nichts zurückhalten"),
    }
    return sentences[promise] % {"round": round_number}


def role_label(role: str) -> str:
    """What somebody is in a workshop."""
    return {
        Role.LEAD: _("Leitung"),
        Role.COACH: _("Tischbegleitung"),
        Role.TECHNICIAN: _("Technik"),
        Role.OBSERVER: _("Beobachtung"),
    }[Role(role)]


def phase_label(phase: str) -> str:
    """Name of a phase as it stands in the stepper."""
    return {
        Phase.LOBBY: _("Warteraum"),
        Phase.BRIEFING: _("Lage"),
        Phase.NEGOTIATING: _("Verhandeln"),
        Phase.DECIDING: _("Entscheiden"),
        Phase.AWARDING: _("Vergabe"),
        Phase.SETTLED: _("Abrechnung"),
        Phase.RECAP: _("Rückblick"),
        Phase.DEBRIEF: _("Auswertung"),
        Phase.ENDED: _("Ende"),
    }[Phase(phase)]


def moment_label(round_number: int, phase: str) -> str:
    """When a moment was: round and phase."""
    if not round_number:
        return _("Vor der ersten Runde")
    named = {"number": round_number, "phase": phase_label(phase)}
    return _("Runde %(number)s · %(phase)s") % named


def wall_label(view: str) -> str:
    """Name of a view of the projector."""
    return {
        ProjectorView.AUTO: _("Der Phase folgen"),
        ProjectorView.LOBBY: _("Beitritt"),
        ProjectorView.CLOCK: _("Zeit"),
        ProjectorView.MAP: _("Karte"),
        ProjectorView.INDICES: _("Werte"),
        ProjectorView.NEWS: _("Nachrichten"),
        ProjectorView.CHART: _("Diagramm"),
        ProjectorView.POSTING: _("Buchung"),
    }[ProjectorView(view)]
