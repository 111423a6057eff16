"""The fields of a draft in words and as control values: for forms, conflicts and refusals.

Every field that a screen lets people edit has its row in ``KINDS``; forms, live regions, both
versions of a conflict and the comparison with a form sent without a script all read from there.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from games.access import Viewer
from games.rules import fields
from games.rules.model import FundStance, Level
from games.selectors import money
from games.selectors.cards import level_label, stance_label
from games.selectors.causes import promise_label
from games.selectors.labels import criterion_label
from games.selectors.situation import Situation, situation

HUNDRED = 100
"""Ten-thousandths in a percent point."""


class Shown(NamedTuple):
    """A value as its control holds it (a text, or a list for a group) and as people read it."""

    value: str | list[str]
    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How the fields of one name are called and shown.

    ``title(situation, key)`` and ``shown(situation, key, value)``; the key is "" for a field
    without one, the value None for the default.
    """

    title: Callable[[Situation, str], str]
    shown: Callable[[Situation, str, Any], Shown]


@dataclass(frozen=True, slots=True)
class DraftForm:
    """What a form of draft fields has to know (region ``r-draft``, docs/live.md).

    ``fields``: value, words, who changed it last and at which revision, by path.
    """

    round_number: int
    revision: int
    saved_at: datetime | None
    closed: bool
    fields: Mapping[str, Mapping[str, Any]]


def draft_form(now: Situation, paths: Collection[str], *, board: bool = False) -> DraftForm:
    """The form of a screen that edits these paths; ``board``: fields that it leaves open alone."""
    return DraftForm(
        round_number=now.place.game.round_number,
        revision=now.draft.revision,
        saved_at=now.draft.saved_at,
        closed=not board and (now.draft.submitted or not now.place.frame.may_draft),
        fields={path: _field(now, path) for path in paths},
    )


def _field(now: Situation, path: str) -> Mapping[str, Any]:
    mark = now.draft.changed_by.get(path, {})
    shown = described(now, path, fields.value(now.draft.content, path))
    return {**shown, "by": mark.get("by", ""), "revision": mark.get("revision", 0)}


def title(now: Situation, path: str) -> str:
    """Name of a field."""
    kind, key = _kind(path)
    return kind.title(now, key) if kind else path


def described(now: Situation, path: str, value: Any) -> dict[str, Any]:
    """A value as its control holds it and as people read it; None is the default."""
    kind, key = _kind(path)
    shown = kind.shown(now, key, value) if kind else Shown(str(value or ""), str(value or ""))
    return shown._asdict()


def control_values(viewer: Viewer, paths: Collection[str]) -> dict[str, Any]:
    """What the controls of these fields should hold; nothing in the lobby."""
    now = situation(viewer)
    if now is None:
        return {}
    known = [path for path in paths if _kind(path)[0]]
    return {
        path: described(now, path, fields.value(now.draft.content, path))["value"] for path in known
    }


def _kind(path: str) -> tuple[Kind | None, str]:
    name, _dot, key = path.partition(".")
    kind = KINDS.get(name)
    fits = name in fields.LISTS or bool(key) == (name in fields.KEYED)
    return (kind, key) if fits else (None, key)


def _service(now: Situation, key: str) -> str:
    service = now.scenario.services.get(key)
    return service.name if service else key


def _level(now: Situation, key: str, value: Any) -> Shown:
    service = now.scenario.services.get(key)
    spares = now.state.towns[now.town].watched and service is not None and not service.duty
    level = str(value or (Level.SAVE if spares else Level.HOLD))
    return Shown(level, level_label(Level(level)) if level in set(Level) else level)


def _stance(now: Situation, _key: str, value: Any) -> Shown:
    stance = str(value or FundStance.STAY)
    member = now.town in now.state.fund.members
    known = stance in set(FundStance)
    return Shown(stance, stance_label(FundStance(stance), member=member) if known else stance)


def _applications(now: Situation, key: str, value: Any) -> Shown:
    if key:
        return _of_application(key, value)
    chosen = [each["project"] for each in value or ()]
    names = [now.scenario.projects[each].name for each in chosen]
    return Shown(chosen or [""], ", ".join(names) or _("kein Antrag"))


def _share_data(now: Situation, _key: str, value: Any) -> Shown:
    shares = now.state.towns[now.town].shares_data if value is None else bool(value)
    return Shown("1" if shares else "0", _("teilen") if shares else _("nicht teilen"))


def _of_application(key: str, value: Any) -> Shown:
    """A box of an application, its rationale, or the own part of it in percent."""
    if key.endswith(".rationale"):
        return Shown(str(value or ""), str(value or _("keine Begründung")))
    if not key.endswith(".shares"):
        return _ticked(value)
    return Shown("", _("nach Einwohnern")) if value is None else _own_part(value)


def _own_part(value: Any) -> Shown:
    # The applicant's part was written first.
    part = value if isinstance(value, int) else next(iter(value.values()))
    return Shown(str(part // HUNDRED), money.percent(part))


def _ticked(value: Any) -> Shown:
    return Shown("1", _("ja")) if value else Shown("", _("nein"))


def _application_title(now: Situation, key: str) -> str:
    project, _dot, part = key.partition(".")
    card = now.scenario.projects.get(project)
    if card is None:
        return _("Fonds-Antrag")
    what, _dot, town = part.partition(".")
    if what == "partners":
        named = now.scenario.municipalities.get(town)
        return _("%(card)s: gemeinsam mit %(town)s") % {
            "card": card.name,
            "town": named.name if named else town,
        }
    words = {
        "anyway": _("auch ohne Förderung"),
        "shares": _("Ihr Anteil"),
        "rationale": _("Begründung"),
    }
    return f"{card.name}: {words[what]}" if what in words else card.name


def _card_name(now: Situation, key: str) -> str:
    card = now.scenario.projects.get(key)
    return card.name if card else key


def _vote(_now: Situation, _key: str, value: Any) -> Shown:
    words = {"ja": _("Ja"), "nein": _("Nein")}
    vote = str(value or "")
    return Shown(vote, words.get(vote, _("Enthaltung")))


def _score_title(now: Situation, key: str) -> str:
    card, _dot, criterion = key.partition(".")
    return f"{_card_name(now, card)}: {criterion_label(criterion)}"


def _score(_now: Situation, _key: str, value: Any) -> Shown:
    return Shown("", "–") if value is None else Shown(str(value), str(value))


def _key_vote(_now: Situation, _key: str, value: Any) -> Shown:
    if value is None:
        return Shown("", _("Enthaltung"))
    return Shown(str(value), _("%(weight)s Umlagekraft") % {"weight": money.percent(value)})


def _amount(unit: Callable[[Situation, str], str]) -> Callable[[Situation, str, Any], Shown]:
    def shown(now: Situation, key: str, value: Any) -> Shown:
        amount = int(value or 0)
        return Shown(str(amount), f"{money.number(amount)} {unit(now, key)}")

    return shown


def _choice(
    yes: Callable[[], str], no: Callable[[], str]
) -> Callable[[Situation, str, Any], Shown]:
    def shown(_now: Situation, _key: str, value: Any) -> Shown:
        return Shown("1", yes()) if value else Shown("", no())

    return shown


def _town(now: Situation, key: str) -> str:
    town = now.scenario.municipalities.get(key)
    return town.name if town else key


def _places_unit(now: Situation, key: str) -> str:
    return _("Plätze mehr oder weniger") if now.limits.places_min.get(key) else _("Plätze mehr")


def _tick(words: Callable[[], str]) -> Kind:
    """An agreement's id in a set of the draft: said, or not."""
    return Kind(
        lambda _now, key: f"{words()}: {_service(_now, key.rpartition('-')[0])}",
        lambda _now, _key, value: Shown("1", _("ja")) if value else Shown("", _("nein")),
    )


KINDS: Mapping[str, Kind] = {
    "levels": Kind(_service, _level),
    "places": Kind(
        lambda now, key: _("%(service)s: Plätze") % {"service": _service(now, key)},
        _amount(_places_unit),
    ),
    "greenfield": Kind(
        lambda _now, _key: _("Bauen am Rand"), _amount(lambda _now, _key: _("Wohnungen"))
    ),
    "inner": Kind(
        lambda _now, _key: _("Innenentwicklung"), _amount(lambda _now, _key: _("Einheiten"))
    ),
    "meetings": Kind(
        lambda now, key: _("Treffen mit %(town)s") % {"town": _town(now, key)},
        _choice(lambda: _("verabreden"), lambda: _("nicht verabreden")),
    ),
    "promises": Kind(
        lambda _now, key: _("Zusage: %(promise)s") % {"promise": promise_label(key) or key},
        _choice(lambda: _("zusagen"), lambda: _("nicht zusagen")),
    ),
    "payments": Kind(
        lambda now, key: _("Hilfe für %(town)s") % {"town": _town(now, key)},
        _amount(lambda _now, _key: "€"),
    ),
    "pledge": Kind(lambda _now, _key: _("Bauzusage"), _amount(lambda _now, _key: "€")),
    "share_data": Kind(lambda _now, _key: _("Daten teilen"), _share_data),
    "fund": Kind(lambda _now, _key: _("Fonds"), _stance),
    "leave": _tick(lambda: _("Kündigen")),
    "release": _tick(lambda: _("Freigeben")),
    "withhold": _tick(lambda: _("Zahlung verweigern")),
    "applications": Kind(_application_title, _applications),
    "consents": Kind(_card_name, lambda _now, _key, value: _ticked(value)),
    "votes": Kind(_card_name, _vote),
    "scores": Kind(_score_title, _score),
    "key_vote": Kind(lambda _now, _key: _("Fondsschlüssel"), _key_vote),
}
