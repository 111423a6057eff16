"""A game as a file: written, read, played again to the same euro; refused where edited."""

import json
import uuid
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from games.bundles.messages import bundle_sentence
from games.bundles.read import read_bundle
from games.bundles.shape import json_schema
from games.bundles.verify import verify
from games.bundles.write import anonymous, bundle_text
from games.errors import BundleError
from games.rules.canonical import digest
from games.rules.stored import settlement_digest
from games.selectors.bundle import full_bundle, nameless_bundle, team_bundle
from games.services import drafts
from tests import cast as people
from tests.cast import NOW
from tests.services.test_steering import event, figure, model, value
from tests.services.test_steering_undo import back_to, intervene

pytestmark = pytest.mark.django_db(transaction=True)
PLANTED = ("Geheimgrund", "Starkregen", "Übung", "Seit Oma Erna")
SCHEMA = Path(__file__).parents[2] / "docs" / "partie-schema.json"


@pytest.fixture
def cast(db):
    return people.assemble()


@pytest.fixture
def played(cast):
    """Three rounds with everything that makes replaying hard, one of them undone in between."""
    cast.play_until("deciding")
    for draft in (event(1), figure(1), model(2), value(2)):
        intervene(cast.frieda.viewer, replace(draft, reason="Geheimgrund"), now=NOW)
    rationale = {"applications.marktscheune.rationale": "Seit Oma Erna steht sie leer."}
    drafts.save_draft(cast.anna.viewer, round_number=1, revision=0, changes=rationale, now=NOW)
    cast.play_until("settled", round_number=2)
    back_to(cast, 1)
    cast.play_until("debrief", round_number=3)
    return cast


@pytest.fixture
def bundle(played):
    return full_bundle(played.frieda.viewer, NOW)


def text(content):
    """The file of edited content with a digest that fits: the forger knows how it is made."""
    bare = {key: value for key, value in content.items() if key != "digest"}
    return json.dumps(bare | {"digest": digest(bare)}).encode()


def refused(data):
    with pytest.raises(BundleError) as error:
        list(verify(read_bundle(data)))
    sentence = bundle_sentence(error.value)
    assert "%(" not in sentence
    return error.value.code, error.value.path, sentence


def test_a_game_is_played_again_to_the_same_digests(bundle):
    again = read_bundle(bundle_text(bundle).encode())
    assert again == bundle
    assert [form.digest for form in verify(again)] == [part.digest for part in bundle.rounds]
    assert len(bundle.rounds) == 4
    assert [part.round for part in bundle.undone] == [1, 2]
    assert bundle.log[-1].sequence == len(bundle.log)


def test_nothing_is_written_before_the_game_is_over(cast):
    cast.play_until("deciding")
    assert full_bundle(cast.frieda.viewer, NOW) is None
    assert nameless_bundle(cast.frieda.viewer) is None


def test_the_nameless_file_has_the_same_euros_and_no_name(bundle):
    nameless = anonymous(bundle)
    written = bundle_text(nameless)
    for name in PLANTED:
        assert name in bundle_text(bundle)
        assert name not in written
    assert [part.state for part in nameless.rounds] == [part.state for part in bundle.rounds]
    assert len(list(verify(read_bundle(written.encode())))) == len(bundle.rounds)


def test_the_file_of_a_team_plays_again_and_tells_of_the_log_what_the_team_knows(played):
    found = team_bundle(played.anna.viewer, NOW)
    again = read_bundle(bundle_text(found).encode())
    towns = {entry.town for entry in again.log if entry.payload is not None}

    assert len(list(verify(again))) == len(again.rounds)
    assert towns == {"", played.teams[0].town}
    assert any(entry.kind == "draft_saved" and entry.payload for entry in again.log)
    assert {entry.reason for entry in again.game.steering} == {""}
    assert again.undone == []


def test_one_euro_more_is_found_though_all_digests_fit(bundle):
    content = deepcopy(bundle.model_dump())
    part = content["rounds"][1]
    town = next(iter(part["state"]["towns"]))
    part["state"]["towns"][town]["account"] += 1
    part["digest"] = settlement_digest(1, part["engine"], part["state"], part["content"])
    code, path, sentence = refused(text(content))
    assert (code, path) == ("other_figure", f"rounds[1].state.towns.{town}.account")
    assert str(part["state"]["towns"][town]["account"]) in sentence


def test_one_figure_changed_without_its_digest_is_found(bundle):
    content = deepcopy(bundle.model_dump())
    content["rounds"][2]["state"]["revenue_index"] += 1
    assert refused(text(content))[:2] == ("edited", "rounds[2].digest")
    assert refused(json.dumps(content).encode())[:2] == ("edited", "digest")


def test_an_edited_log_is_found(bundle):
    content = deepcopy(bundle.model_dump())
    content["log"][3]["at"] = "2026-01-01T00:00:00+00:00"
    assert refused(text(content))[:2] == ("edited", "log[3]")


def test_every_cut_of_a_file_is_refused_with_its_place(bundle):
    data = bundle_text(bundle).encode()
    for part in (1, 40, len(data) // 3, len(data) // 2, len(data) - 1):
        code, _, sentence = refused(data[:part])
        assert code in {"truncated", "not_json", "not_text"}
        assert "Zeile" in sentence or "Byte" in sentence


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "truncated"),
        (b"\xff\xfe", "not_text"),
        (b"[]", "foreign"),
        (b'{"format": "anders"}', "foreign"),
        (b'{"format": "planspiel-partie", "version": 3}', "newer"),
        (b'{"format": "planspiel-partie", "version": 1}', "shape"),
        (b'{"format": 1.5}', "fraction"),
        (b'{"format": NaN}', "fraction"),
        (b'{"format": 1111111111111111111}', "too_long"),
        (b'{"format": 1, "format": 2}', "twice"),
        (b"[" * 100_000, "too_deep"),
    ],
)
def test_what_is_not_ours_is_refused_with_a_sentence(data, code):
    assert refused(data)[0] == code


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (lambda c: c["rounds"].pop(1), "order", "rounds[1].round"),
        (lambda c: c["game"]["options"].update(unknown=True), "options", "game.options"),
        (lambda c: c["scenario"].update(digest="0" * 64), "edited", "scenario.digest"),
        (lambda c: c.update(extra=1), "shape", "extra"),
        (lambda c: c["game"].update(rounds=99), "shape", "game.rounds"),
        (lambda c: c["game"].update(model="gibtesnicht"), "unreadable", "game"),
        (lambda c: c["game"]["steering"][0]["content"].update(card=7), "shape", "game.steering"),
    ],
)
def test_edits_are_refused_with_their_place(bundle, change, code, path):
    content = deepcopy(bundle.model_dump())
    change(content)
    assert refused(text(content))[:2] == (code, path)


def test_decisions_of_other_towns_are_refused(bundle):
    content = deepcopy(bundle.model_dump())
    part = content["rounds"][1]
    part["content"]["decisions"]["fremd"] = {"content": {}}
    part["digest"] = settlement_digest(1, part["engine"], part["state"], part["content"])
    assert refused(text(content))[:2] == ("towns", "rounds[1].content.decisions")
    part["content"]["decisions"].pop("fremd")
    town = next(iter(part["content"]["decisions"]))
    part["content"]["decisions"][town]["content"] = {"levels": {"kita": "golden"}}
    part["digest"] = settlement_digest(1, part["engine"], part["state"], part["content"])
    code, path, sentence = refused(text(content))
    assert code == "shape"
    assert path.startswith(f"rounds[1].content.decisions.{town}.levels")
    assert "one of" in sentence


def test_the_commands_write_and_play_a_file_and_refuse_an_edited_one(played, tmp_path, capsys):
    file = tmp_path / "partie.json"
    call_command("export_game", str(played.game.public_id), output=file)
    call_command("replay_game", file, verify=True)
    printed = capsys.readouterr().out
    assert "Jede Zahl stimmt, Runden: 3." in printed
    content = json.loads(file.read_text(encoding="utf-8"))
    part = content["rounds"][3]
    town = next(iter(part["state"]["towns"]))
    part["state"]["towns"][town]["account"] -= 1
    part["digest"] = settlement_digest(3, part["engine"], part["state"], part["content"])
    file.write_bytes(text(content))
    with pytest.raises(CommandError, match="nachgespielt ergibt sich"):
        call_command("replay_game", file, verify=True)
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("export_game", str(uuid.uuid4()))


def test_the_documentation_has_the_schema():
    written = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert written == json_schema(), "run: python -m games.bundles > docs/partie-schema.json"
