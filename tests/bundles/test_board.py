"""The board of the debrief in the file of a game: whole, a team's own, in none without names."""

import json
from copy import deepcopy
from functools import partial

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from games.bundles.messages import bundle_sentence
from games.bundles.read import read_bundle
from games.bundles.verify import verify
from games.bundles.write import bundle_text
from games.errors import BundleError
from games.models import LogEntry
from games.rules.canonical import digest
from games.selectors.bundle import full_bundle, nameless_bundle, team_bundle
from games.services import debrief, debrief_cards, debrief_questions, flow
from games.services.forgetting import forget_game
from tests import cast as people
from tests.cast import NOW

pytestmark = pytest.mark.django_db
OWN, OTHER, HIDDEN = "Wir waren zu leise", "Ihr wart zu laut", "Frau Wolke war still"
WORDS = (OWN, OTHER, HIDDEN, "Lautstärke", "Zuhören üben", "bis Ostern", "Wer sprach wenig?")


@pytest.fixture
def cast(db):
    """A debrief in which everything was done once."""
    cast = people.assemble(rounds=1)
    cast.play_until("debrief")
    lead = cast.frieda.viewer
    debrief.begin(lead, now=NOW)
    number = debrief_questions.ask(lead, step="feel", text="Wer sprach wenig?", now=NOW).number
    gone = debrief_questions.ask(lead, step="feel", text="Verworfen?", now=NOW).number
    debrief_questions.unask(lead, number=gone, now=NOW)
    debrief_questions.reword(lead, key="usual:feel:1", text="Ein Wort?", now=NOW)
    debrief_questions.show_question(lead, key="usual:feel:2", shown=False, now=NOW)
    assert number
    write = partial(debrief_cards.write, step="feel", now=NOW)
    cards = [
        write(cast.anna.viewer, text=OWN).number,
        write(cast.dora.viewer, text=OTHER).number,
        write(cast.ben.viewer, text=HIDDEN).number,
    ]
    debrief.group(lead, cards=cards[:2], name="Lautstärke", now=NOW)
    debrief.hide(lead, cards=cards[2:], now=NOW)
    debrief.open_vote(lead, step="feel", now=NOW)
    debrief_cards.vote(cast.anna.viewer, step="feel", cards=cards[:2], now=NOW)
    debrief_cards.vote(cast.dora.viewer, step="feel", cards=cards[:1], now=NOW)
    debrief_cards.vote(cast.ben.viewer, step="feel", cards=cards[1:2], now=NOW)
    debrief.close_vote(lead, step="feel", now=NOW)
    debrief_cards.resolve(cast.anna.viewer, text="Zuhören üben", until="bis Ostern", now=NOW)
    debrief_cards.resolve_for(lead, town="", text="Ein Treffen im Herbst", now=NOW)
    off = debrief_cards.resolve(cast.dora.viewer, text="Doch nicht", now=NOW).number
    debrief_cards.hide_resolution(lead, number=off, now=NOW)
    flow.end_game(lead, now=NOW)
    return cast


def whole(cast):
    return full_bundle(cast.frieda.viewer, NOW)


def forged(content):
    """The file with digests that fit all the way up: the forger knows how they are made."""
    board = content["board"]
    for name in ("asked", "edited", "cards", "resolutions"):
        for row in board[name]:
            row["digest"] = digest({key: row[key] for key in row if key != "digest"})
    board["digest"] = digest({key: board[key] for key in board if key != "digest"})
    return sealed(content)


def sealed(content):
    """The file with a digest of the whole that fits."""
    bare = {key: value for key, value in content.items() if key != "digest"}
    return json.dumps(bare | {"digest": digest(bare)}).encode()


def refused(data):
    with pytest.raises(BundleError) as error:
        list(verify(read_bundle(data)))
    assert error.value.path in bundle_sentence(error.value)
    return error.value.code, error.value.path


def test_the_whole_file_holds_the_board_and_reads_again(cast):
    bundle = whole(cast)
    again = read_bundle(bundle_text(bundle).encode())
    assert again == bundle
    assert len(list(verify(again))) == len(again.rounds)
    cards = [
        (each.text, each.town, each.group, each.dots, each.hidden) for each in again.board.cards
    ]
    first, second = (team.town for team in cast.teams[:2])
    assert cards == [
        (OWN, first, "Lautstärke", 2, False),
        (OTHER, second, "Lautstärke", 2, False),
        (HIDDEN, first, "", 0, True),
    ]
    kept = [(each.text, each.town, each.until, each.hidden) for each in again.board.resolutions]
    assert kept == [
        ("Zuhören üben", first, "bis Ostern", False),
        ("Ein Treffen im Herbst", "", "", False),
        ("Doch nicht", second, "", True),
    ]
    assert [each.text for each in again.board.asked] == ["Wer sprach wenig?"]
    assert {each.key: (each.text, each.hidden) for each in again.board.edited} == {
        "usual:feel:1": ("Ein Wort?", None),
        "usual:feel:2": ("", True),
    }
    assert again.board.votes == {"feel": "shown"}


def test_nothing_in_it_tells_who_wrote_or_gave_dots(cast):
    content = whole(cast).model_dump()
    text = json.dumps(content["board"], ensure_ascii=False)
    assert "seat" not in text
    assert not any(name in text for name in ("Anna", "Ben", "Dora"))


def test_the_file_of_a_team_holds_its_own_cards_and_what_all_take_home(cast):
    bundle = team_bundle(cast.anna.viewer, NOW)
    again = read_bundle(bundle_text(bundle).encode())
    assert len(list(verify(again))) == len(again.rounds)
    assert [each.text for each in again.board.cards] == [OWN]
    assert [each.text for each in again.board.resolutions] == [
        "Zuhören üben",
        "Ein Treffen im Herbst",
    ]
    assert OTHER not in bundle_text(bundle)
    assert HIDDEN not in bundle_text(bundle)


def test_the_nameless_file_has_no_board(cast):
    written = bundle_text(nameless_bundle(cast.frieda.viewer))
    assert json.loads(written)["board"] is None
    assert [word for word in WORDS if word in written] == []
    assert [word for word in WORDS if word not in bundle_text(whole(cast))] == []


def test_dots_of_two_are_in_no_file(db):
    cast = people.assemble(rounds=1)
    cast.play_until("debrief")
    lead = cast.frieda.viewer
    debrief.begin(lead, now=NOW)
    write = partial(debrief_cards.write, cast.anna.viewer, step="feel", now=NOW)
    numbers = [write(text=text).number for text in ("Eins", "Zwei")]
    debrief.open_vote(lead, step="feel", now=NOW)
    for person in (cast.anna, cast.dora):
        debrief_cards.vote(person.viewer, step="feel", cards=numbers[:1], now=NOW)
    debrief.close_vote(lead, step="feel", now=NOW)
    flow.end_game(lead, now=NOW)
    assert {each.dots for each in whole(cast).board.cards} == {None}
    assert {each.dots for each in team_bundle(cast.anna.viewer, NOW).board.cards} == {None}


def test_while_a_vote_is_open_the_file_tells_no_dots(db):
    cast = people.assemble(rounds=1)
    cast.play_until("debrief")
    lead = cast.frieda.viewer
    debrief.begin(lead, now=NOW)
    numbers = [
        debrief_cards.write(person.viewer, step="feel", text="So", now=NOW).number
        for person in (cast.anna, cast.dora)
    ]
    debrief.open_vote(lead, step="feel", now=NOW)
    debrief_cards.vote(cast.anna.viewer, step="feel", cards=numbers[:1], now=NOW)
    for bundle in (whole(cast), team_bundle(cast.anna.viewer, NOW)):
        assert {each.dots for each in bundle.board.cards} == {None}
        list(verify(bundle))


def test_a_debrief_without_a_board_has_none_in_its_file(db):
    cast = people.assemble(rounds=1)
    cast.play_until("debrief")
    assert whole(cast).board is None
    list(verify(read_bundle(bundle_text(whole(cast)).encode())))


def changed(plain, steps, to):
    """A copy of the file in which one thing on the board is another."""
    content = deepcopy(plain)
    here = content["board"]
    for step in steps[:-1]:
        here = here[step]
    here[steps[-1]] = to
    return content


FIGURES = [
    (("cards", 1, "text"), "Ihr wart zu leise", "board.cards[1].digest"),
    (("cards", 0, "dots"), 3, "board.cards[0].digest"),
    (("cards", 0, "group"), "Stille", "board.cards[0].digest"),
    (("cards", 2, "hidden"), False, "board.cards[2].digest"),
    (("resolutions", 0, "until"), "bis Pfingsten", "board.resolutions[0].digest"),
    (("asked", 0, "text"), "Wer sprach viel?", "board.asked[0].digest"),
    (("edited", 1, "hidden"), False, "board.edited[1].digest"),
    (("votes",), {}, "board.digest"),
]


def test_one_changed_word_or_figure_is_refused_with_its_place(cast):
    plain = whole(cast).model_dump()
    for steps, to, path in FIGURES:
        assert refused(sealed(changed(plain, steps, to))) == ("edited", path)


FORGED = [
    (("cards", 2, "hidden"), False, "board.cards[2].hidden"),
    (("cards", 0, "town"), "niederau", "board.cards[0]"),
    (("cards", 0, "number"), 1, "board.cards[0]"),
    (("resolutions", 2, "hidden"), False, "board.resolutions[2].hidden"),
    (("resolutions", 0, "text"), "Zuhören üben?", "board.resolutions[0]"),
    (("asked", 0, "step"), "next", "board.asked[0]"),
    (("votes",), {"feel": "open"}, "board.votes"),
    (("votes",), {}, "board.votes"),
]


def test_what_the_log_tells_cannot_be_forged_though_all_digests_fit(cast):
    plain = whole(cast).model_dump()
    for steps, to, path in FORGED:
        assert refused(forged(changed(plain, steps, to))) == ("edited", path)


def test_nothing_can_be_left_out_or_stand_twice(cast):
    plain = whole(cast).model_dump()
    for name in ("cards", "resolutions", "asked"):
        content = deepcopy(plain)
        rows = content["board"][name]
        rows.append(rows[-1])
        assert refused(forged(content)) == ("edited", f"board.{name}[{len(rows) - 1}]")
        del rows[-2:]
        assert refused(forged(content)) == ("edited", f"board.{name}")
    assert refused(sealed(plain | {"board": None})) == ("edited", "board")


def test_a_teams_own_card_has_the_length_that_the_log_names(cast):
    content = deepcopy(team_bundle(cast.anna.viewer, NOW).model_dump())
    content["board"]["cards"][0]["text"] += "!"
    assert refused(forged(content)) == ("edited", "board.cards[0]")


def test_the_command_says_what_it_checked_and_writes_nothing(cast, tmp_path, capsys):
    file = tmp_path / "partie.json"
    call_command("export_game", str(cast.game.public_id), output=file)
    entries = LogEntry.objects.count()
    call_command("replay_game", file, verify=True)
    assert "Die Tafel stimmt, Karten: 3, Vorsätze: 3." in capsys.readouterr().out
    content = json.loads(file.read_text(encoding="utf-8"))
    content["board"]["cards"][0]["dots"] = 7
    file.write_bytes(sealed(content))
    with pytest.raises(CommandError, match=r"board\.cards\[0\]\.digest"):
        call_command("replay_game", file, verify=True)
    assert LogEntry.objects.count() == entries


# --- versions -------------------------------------------------------------------------------------


def first_version(cast):
    """The file as the program wrote it before it knew of boards."""
    content = whole(cast).model_dump()
    del content["board"]
    return content | {"version": 1}


def test_a_file_of_the_first_version_is_read_and_checked_as_before(cast):
    bundle = read_bundle(sealed(first_version(cast)))
    assert (bundle.version, bundle.board) == (1, None)
    assert len(list(verify(bundle))) == len(bundle.rounds)


def test_a_board_belongs_to_the_second_version_and_to_no_nameless_file(cast):
    content = whole(cast).model_dump()
    assert refused(sealed(first_version(cast) | {"board": content["board"]})) == ("shape", "board")
    assert refused(sealed(first_version(cast) | {"version": 2})) == ("shape", "board")
    nameless = nameless_bundle(cast.frieda.viewer).model_dump()
    assert refused(sealed(nameless | {"board": content["board"]})) == ("shape", "board")


def test_an_anonymised_game_keeps_the_figures_of_its_board_and_no_word(cast):
    forget_game(cast.game.pk, "Probe", user_id=cast.frieda.user.pk, now=NOW)
    bundle = whole(cast)
    written = bundle_text(bundle)
    assert [word for word in WORDS if word in written] == []
    assert [(each.text, each.dots) for each in bundle.board.cards] == [
        (None, 2),
        (None, 2),
        (None, 0),
    ]
    assert len(list(verify(read_bundle(written.encode())))) == len(bundle.rounds)
