"""Terms of an offer between towns: one or several services under common conditions.

The engine knows offers of single services (``Proposal``). People put several into one paper: same
partners, same stage, one roof. ``proposals`` makes the engine's offers of such a paper; nothing
else does, so that preview, time budget and settlement mean the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from games.errors import Illegal
from games.rules.model import Proposal

HEADS = "einwohner"
SETS = frozenset({"services", "members"})
AMOUNTS = frozenset({"caps", "quotas"})
"""Fields with one entry for each partner: ``caps.auestadt``."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer says (rules section 5).

    ``sites`` by service; ``caps`` in euro a year; ``host_surcharge`` and ``quotas`` in
    ten-thousandths; ``roof`` and ``replaces`` name agreements.
    """

    services: tuple[str, ...] = ()
    stage: int = 2
    members: tuple[str, ...] = ()
    sites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: str = HEADS
    equalise: bool = False
    equalise_key: str = HEADS
    host_surcharge: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    quotas: Mapping[str, int] = field(default_factory=dict)
    roof: str = ""
    replaces: str = ""


NAMES = frozenset(each.name for each in fields(Terms))


def proposals(terms: Terms, owner: str, first: int = 0) -> tuple[Proposal, ...]:
    """The engine's offers; ``first`` is the place of the first one among all offers of the owner.

    The services that follow the first come under its roof. Entries of towns that are not (any
    longer) partners say nothing.
    """
    inside = set(terms.members)
    return tuple(
        Proposal(
            service=service,
            stage=terms.stage,
            members=terms.members,
            sites=terms.sites.get(service, ()),
            key=terms.key,
            equalise=terms.equalise,
            equalise_key=terms.equalise_key,
            host_surcharge=terms.host_surcharge,
            caps={town: amount for town, amount in terms.caps.items() if town in inside},
            quotas={town: part for town, part in terms.quotas.items() if town in inside},
            roof=terms.roof or (f"{owner}#{first}" if place else ""),
            replaces=terms.replaces if terms.replaces.rpartition("-")[0] == service else "",
        )
        for place, service in enumerate(terms.services)
    )


def of_proposal(proposal: Proposal) -> Terms:
    """The paper of a single offer, as bots make them."""
    return Terms(
        services=(proposal.service,),
        stage=proposal.stage,
        members=proposal.members,
        sites={proposal.service: proposal.sites} if proposal.sites else {},
        key=proposal.key,
        equalise=proposal.equalise,
        equalise_key=proposal.equalise_key,
        host_surcharge=proposal.host_surcharge,
        caps=proposal.caps,
        quotas=proposal.quotas,
        roof=proposal.roof,
        replaces=proposal.replaces,
    )


def value(content: Mapping[str, Any], path: str) -> Any:
    """What the JSON of terms says at a path; None = the default, True = is in the set.

    Raises Illegal("unknown_field") for a path no terms have.
    """
    name, key, inner = _split(path)
    if name in SETS:
        return key in content.get(name, ()) or None
    if name == "sites":
        return inner in content.get(name, {}).get(key, ()) or None
    if key:
        return content.get(name, {}).get(key)
    return content.get(name)


def changed(content: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of terms with some paths set, or (None) put back to the default.

    Paths: ``stage``, ``members.auestadt``, ``sites.freibad.auestadt``, ``caps.auestadt``. The
    content is not touched. Who is no partner any longer takes its sites along. Raises
    Illegal("unknown_field") for a path no terms have.
    """
    result = dict(content)
    for path, new in changes.items():
        name, key, inner = _split(path)
        if name in SETS:
            _put(result, name, _with(result.get(name, ()), key, present=bool(new)))
        elif name == "sites":
            sites = dict(result.get(name, {}))
            _put(sites, key, _with(sites.get(key, ()), inner, present=bool(new)))
            _put(result, name, sites)
        elif key:
            amounts = dict(result.get(name, {}))
            _put(amounts, key, new)
            _put(result, name, amounts)
        else:
            _put(result, name, new)
    gone = {
        _split(path)[1] for path, new in changes.items() if path.startswith("members.") and not new
    }
    return _without_sites(result, gone) if gone else result


def _without_sites(content: dict[str, Any], towns: set[str]) -> dict[str, Any]:
    sites: dict[str, Any] = {}
    for service, chosen in content.get("sites", {}).items():
        _put(sites, service, [town for town in chosen if town not in towns])
    _put(content, "sites", sites)
    return content


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the fields that two papers (as JSON) say differently, in their fixed order."""
    return tuple(
        each.name for each in fields(Terms) if before.get(each.name) != after.get(each.name)
    )


def _with(items: Any, item: str, *, present: bool) -> list[str]:
    return sorted({*items, item} if present else set(items) - {item})


def _put(target: dict[str, Any], key: str, new: Any) -> None:
    if new is None or new in ([], {}):
        target.pop(key, None)
    else:
        target[key] = new


def _split(path: str) -> tuple[str, str, str]:
    name, _, rest = path.partition(".")
    key, _, inner = rest.partition(".")
    wants_key = name in SETS or name in AMOUNTS or name == "sites"
    fits = bool(key) == wants_key and bool(inner) == (name == "sites")
    if name not in NAMES or not fits:
        raise Illegal("unknown_field", path=path)
    return name, key, inner
