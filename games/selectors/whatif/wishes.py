"""What somebody wants to be different, as it stands in an address: ``modell:verband``.

A wish is a kind and what it needs, joined by colons; several make one change. The words of an
address are permanent: links to a what-if are kept, sent and printed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from games.access import Viewer
from games.errors import ScenarioError
from games.rules.model import Level, Scenario
from games.rules.offers import QUOTAS, share_keys
from games.rules.substitutes import Founding, foundings
from games.scenarios.change import with_values
from games.selectors import money
from games.selectors.cards import level_label
from games.selectors.reading import game_row
from games.selectors.record import Record, scenario_in
from games.selectors.scenarios import content_of
from games.selectors.sliders import SLIDERS, slider_title, value_text

MODEL, FUND, KEY, EQUALISE, VALUE = "modell", "fonds", "schluessel", "ausgleich", "regel"
WITHOUT, NEVER, LEAVES = "ohne", "nie", "kuendigt"
NO_JOINING, EDGE, ALONE, LEVEL = "beitritt", "ortsrand", "allein", "stufe"
NONE = "nein"
"""In place of what shall not be: no fund, no equalisation, nobody."""
MOST: Final = 5
"""Wishes of one change."""
MOST_DIGITS: Final = 12
DECIMALS: Final = 2
"""Of a share in percent."""
ROUND_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that shall be different; ``title`` says what holds then."""

    kind: str
    needs: tuple[str, ...]
    title: str

    @property
    def token(self) -> str:
        """As it stands in an address."""
        return ":".join((self.kind, *self.needs))


class Unknown(Exception):
    """A wish that this game has no place for; the text says why."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What wishes are made from: the record, all its agreements, the scenario as the game began.

    ``content`` reads the scenario's file.
    """

    record: Record
    founded: tuple[Founding, ...]
    scenario: Scenario
    content: Callable[[], dict[str, Any]]

    def town(self, town: str) -> str:
        """Name of a town. Raises Unknown."""
        if town not in self.scenario.municipalities:
            raise Unknown(_("Eine Gemeinde „%(town)s“ gibt es hier nicht.") % {"town": town[:40]})
        return self.scenario.municipalities[town].name

    def round(self, number: str) -> int:
        """Number of a round that was played. Raises Unknown."""
        rounds = self.record.rounds
        # A number of thousands of digits cannot even be read.
        short = number.isdecimal() and len(number) <= ROUND_DIGITS
        if not short or not 1 <= int(number) <= rounds:
            words = {"number": number[:40], "rounds": rounds}
            raise Unknown(
                _("Runde „%(number)s“ wurde nicht gespielt, nur Runde 1 bis %(rounds)s.") % words
            )
        return int(number)

    def founding(self, agreement: str) -> Founding:
        """How an agreement of the game came about. Raises Unknown."""
        for each in self.founded:
            if each.agreement.id == agreement:
                return each
        raise Unknown(
            _("Einen Vertrag „%(agreement)s“ gab es im Spiel nicht.")
            % {"agreement": agreement[:40]}
        )

    def agreement_title(self, founding: Founding) -> str:
        """Stage and service, with the round where that is not enough to tell it."""
        item = founding.agreement
        words = {
            "stage": self.scenario.stages[item.stage].name,
            "service": self.scenario.services[item.service].name,
            "round": founding.round,
        }
        alike = [
            each
            for each in self.founded
            if (each.agreement.service, each.agreement.stage) == (item.service, item.stage)
        ]
        if len(alike) > 1:
            return _("%(stage)s %(service)s (Runde %(round)s)") % words
        return _("%(stage)s %(service)s") % words


def ground_of(viewer: Viewer, record: Record) -> Ground:
    """What wishes about a viewer's game are made from; no query of its own."""
    return Ground(
        record=record,
        founded=foundings(record.settlements, record.decisions),
        scenario=scenario_in(viewer, 0),
        content=lambda: content_of(game_row(viewer.game_id)),
    )


def wishes_of(ground: Ground, tokens: Iterable[str]) -> tuple[tuple[Wish, ...], tuple[str, ...]]:
    """The wishes of an address, each once, and a sentence for each that cannot be."""
    found: dict[tuple[str, ...], Wish] = {}
    wrong = []
    for token in dict.fromkeys(each for each in tokens if each):
        try:
            wish = wish_of(ground, token)
        except Unknown as unknown:
            wrong.append(str(unknown))
            continue
        # A second model takes the place of the first one; two agreements may both be missing.
        found[_slot(wish)] = wish
    if len(found) > MOST:
        wrong.append(_("Höchstens %(most)s Dinge können zugleich anders sein.") % {"most": MOST})
    return tuple(found.values())[:MOST], tuple(wrong)


def _slot(wish: Wish) -> tuple[str, ...]:
    if wish.kind in (MODEL, FUND, KEY):
        return (wish.kind,)
    return (wish.kind, *wish.needs[:-1]) if wish.kind in (VALUE, LEVEL) else (wish.token,)


def wish_of(ground: Ground, token: str) -> Wish:
    """A wish from its words in an address. Raises Unknown with a sentence."""
    kind, *needs = token.split(":")
    known = _KINDS.get(kind)
    if known is None or len(needs) != known[0]:
        raise Unknown(
            _("Was mit „%(wish)s“ anders sein soll, ist hier unbekannt.") % {"wish": token[:60]}
        )
    return Wish(kind, tuple(needs), known[1](ground, *needs))


def _model(ground: Ground, model: str) -> str:
    if model not in ground.scenario.models:
        raise Unknown(_("Ein Modell „%(model)s“ gibt es hier nicht.") % {"model": model[:40]})
    return _("Modell: %(model)s") % {"model": ground.scenario.models[model].name}


def _fund(ground: Ground, fund: str) -> str:
    if fund == NONE:
        return _("Ohne Fonds")
    if fund not in ground.scenario.funds:
        raise Unknown(_("Einen Fonds „%(fund)s“ gibt es hier nicht.") % {"fund": fund[:40]})
    return _("Fonds: %(fund)s") % {"fund": short(ground.scenario.funds[fund].name)}


def short(name: str) -> str:
    """A name without what explains it after the colon."""
    return name.partition(":")[0]


def keys_of(scenario: Scenario) -> tuple[str, ...]:
    """Keys that any agreement may have; negotiated quotas nobody negotiated."""
    return tuple(key for key in share_keys(scenario) if key != QUOTAS)


def _key(ground: Ground, key: str) -> str:
    if key not in keys_of(ground.scenario):
        raise Unknown(_("Einen Schlüssel „%(key)s“ gibt es hier nicht.") % {"key": key[:40]})
    return _("Alle Verträge nach: %(key)s") % {"key": short(ground.scenario.keys[key])}


def _equalise(_ground: Ground, wanted: str) -> str:
    return _only(wanted, _("Ohne Lasten-Nutzen-Ausgleich"))


def _only(wanted: str, title: str) -> str:
    if wanted != NONE:
        raise Unknown(_("Hier ist nur „nein“ möglich, nicht „%(wish)s“.") % {"wish": wanted[:40]})
    return title


def _value(ground: Ground, path: str, text: str) -> str:
    if path not in SLIDERS:
        raise Unknown(_("Eine Regel „%(path)s“ gibt es hier nicht.") % {"path": path[:60]})
    sign, digits = text[:1] == "-", text.removeprefix("-")
    if not digits.isdecimal() or len(digits) > MOST_DIGITS:
        raise Unknown(
            _("„%(value)s“ ist keine Zahl für „%(rule)s“.")
            % {"value": text[:40], "rule": slider_title(path)}
        )
    value = -int(digits) if sign else int(digits)
    try:
        with_values(ground.content(), {path: value})
    except ScenarioError as error:
        raise Unknown(
            _("%(rule)s: %(value)s liegt außerhalb dessen, was die Regeln zulassen (%(expected)s).")
            % {
                "rule": slider_title(path),
                "value": value_text(path, value),
                "expected": error.expected,
            }
        ) from None
    return f"{slider_title(path)}: {value_text(path, value)}"


def _without(ground: Ground, agreement: str) -> str:
    title = ground.agreement_title(ground.founding(agreement))
    return _("Ohne %(agreement)s") % {"agreement": title}


def _never(ground: Ground, agreement: str, town: str) -> str:
    founding = ground.founding(agreement)
    words = {"agreement": ground.agreement_title(founding), "town": ground.town(town)}
    if town not in founding.agreement.members:
        raise Unknown(_("%(town)s war bei %(agreement)s nicht dabei.") % words)
    return _("%(agreement)s ohne %(town)s") % words


def _leaves(ground: Ground, agreement: str, town: str, number: str) -> str:
    founding = ground.founding(agreement)
    words = {
        "agreement": ground.agreement_title(founding),
        "town": ground.town(town),
        "round": ground.round(number),
    }
    if town not in founding.agreement.members:
        raise Unknown(_("%(town)s war bei %(agreement)s nicht dabei.") % words)
    if int(number) <= founding.round:
        raise Unknown(
            _("%(agreement)s gab es erst nach Runde %(founded)s, kündigen ließ er sich danach.")
            % {**words, "founded": founding.round}
        )
    return _("%(town)s kündigt %(agreement)s in Runde %(round)s") % words


def _no_joining(ground: Ground, town: str) -> str:
    if town == NONE:
        return _("Niemand tritt dem Fonds bei")
    return _("%(town)s tritt dem Fonds nie bei") % {"town": ground.town(town)}


def _edge(ground: Ground, town: str) -> str:
    if town == NONE:
        return _("Niemand baut am Ortsrand")
    return _("%(town)s baut nicht am Ortsrand") % {"town": ground.town(town)}


def _alone(ground: Ground, town: str) -> str:
    return _("%(town)s ohne Verträge und Fonds") % {"town": ground.town(town)}


def _level(ground: Ground, town: str, service: str, number: str, level: str) -> str:
    words = {"town": ground.town(town), "round": ground.round(number)}
    if service not in ground.scenario.services:
        raise Unknown(
            _("Eine Leistung „%(service)s“ gibt es hier nicht.") % {"service": service[:40]}
        )
    if level not in set(Level):
        raise Unknown(_("Eine Stufe „%(level)s“ gibt es nicht.") % {"level": level[:40]})
    words |= {
        "service": ground.scenario.services[service].name,
        "level": level_label(Level(level)),
    }
    return _("%(service)s in %(town)s, Runde %(round)s: %(level)s") % words


_KINDS: Final[Mapping[str, tuple[int, Callable[..., str]]]] = {
    MODEL: (1, _model),
    FUND: (1, _fund),
    KEY: (1, _key),
    EQUALISE: (1, _equalise),
    VALUE: (2, _value),
    WITHOUT: (1, _without),
    NEVER: (2, _never),
    LEAVES: (3, _leaves),
    NO_JOINING: (1, _no_joining),
    EDGE: (1, _edge),
    ALONE: (1, _alone),
    LEVEL: (4, _level),
}
"""By kind: how many words it needs, and what makes its title of them."""


def typed_value(path: str, text: str) -> str:
    """A number as people type it (46,5 for a share) as it stands in an address.

    What is no number is left as it is, for the sentence that refuses it.
    """
    plain = text.strip().removesuffix("%").removesuffix("€").strip().replace(money.MINUS, "-")
    if path not in SLIDERS or SLIDERS[path][1] != "bp":
        return plain.replace(".", "")
    whole, _comma, rest = plain.replace(".", ",").partition(",")
    if not rest:
        return f"{whole}00" if whole.removeprefix("-").isdecimal() else plain
    return f"{whole}{rest:0<{DECIMALS}}" if rest.isdecimal() and len(rest) <= DECIMALS else plain
