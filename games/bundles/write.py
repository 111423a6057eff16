"""Putting a bundle together, as it happened or without anything that people wrote."""

from collections.abc import Mapping
from typing import Any, Final

from games.bundles import redact
from games.bundles.ballots import mixed
from games.bundles.shape import FORMAT, VERSION, Bundle, EntryPart, RoundPart
from games.bundles.verify import replayed, scenario_in
from games.errors import BundleError
from games.rules.canonical import digest
from games.rules.settle import ENGINE_VERSION
from games.rules.stored import StoredForm

NO_NAME: Final = "Partie"


def sealed(content: Mapping[str, Any], *, variant: str, written_at: str) -> Bundle:
    """A bundle of its parts, with head and digest. Raises ValidationError for a wrong part."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "variant": variant,
        "engine": ENGINE_VERSION,
        "written_at": written_at,
        "board": None,
        **content,
    }
    return Bundle.model_validate(whole | {"digest": digest(whole)})


def anonymous(bundle: Bundle) -> Bundle:
    """The same game without names of people, texts, times, log, board and undone attempts.

    What remains is played again, for texts of cards stand in the results, too; every figure stays
    as it was. Raises ``BundleError`` where the bundle cannot be played.
    """
    own = {event["id"] for event in bundle.scenario.content.get("events", ())}
    steering = [_without_texts(entry, own) for entry in bundle.game.steering]
    game = bundle.game.model_copy(update={"name": NO_NAME, "steering": steering})
    played = [_without_rationales(part) for part in secret(bundle).rounds]
    bare = bundle.model_copy(update={"game": game, "rounds": played, "undone": [], "log": []})
    rounds = [_unsigned(form) for form in replayed(bare)]
    parts = bare.model_copy(update={"rounds": rounds}).model_dump()
    kept = ("scenario", "game", "towns", "rounds", "undone", "log")
    return sealed({name: parts[name] for name in kept}, variant="anonymous", written_at="")


def secret(bundle: Bundle) -> Bundle:
    """The same game in which a closed ballot stays closed; any other game as it is.

    Rounds are played again for the digests; every figure stays as it was. Raises ``BundleError``
    where that cannot be done: then there is no file rather than one that tells.
    """
    if not scenario_in(bundle).options.closed_ballot:
        return bundle
    parts = [mixed(part) for part in bundle.rounds]
    played = zip(parts, replayed(bundle.model_copy(update={"rounds": parts})), strict=True)
    rounds = [_same_figures(part, form) for part, form in played]
    fields = bundle.model_copy(update={"rounds": rounds}).model_dump()
    kept = ("scenario", "game", "towns", "rounds", "undone", "log", "board")
    content = {name: fields[name] for name in kept}
    return sealed(content, variant=bundle.variant, written_at=bundle.written_at)


def _same_figures(part: RoundPart, form: StoredForm) -> RoundPart:
    if dict(form.state) != part.state:
        raise BundleError("unreadable", f"rounds[{part.round}]", found="closed ballot")
    return part.model_copy(update={"content": dict(form.content), "digest": form.digest})


def bundle_text(bundle: Bundle) -> str:
    """The file as it is downloaded, in lines that a person can read."""
    return bundle.model_dump_json(indent=1)


def _without_texts(entry: EntryPart, known: set[str]) -> EntryPart:
    bare = redact.intervention(entry.model_dump(), known)
    return entry.model_copy(update={"reason": bare["reason"], "content": bare["content"]})


def _without_rationales(part: RoundPart) -> RoundPart:
    """A round whose applications say nothing in their applicants' words."""
    decisions = {
        town: {**row, "content": redact.decision(row["content"])}
        for town, row in part.content["decisions"].items()
    }
    return part.model_copy(update={"content": {**part.content, "decisions": decisions}})


def _unsigned(form: StoredForm) -> RoundPart:
    return RoundPart(
        round=form.round_number,
        attempt=1,
        engine=form.engine_version,
        settled_at="",
        superseded_at="",
        digest=form.digest,
        state=dict(form.state),
        content=dict(form.content),
    )
