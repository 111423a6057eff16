"""Telling values are planted; every page, live answer and JSON is read as every kind of viewer.

A value must show up for those who may see it, or the test could not fail, and for nobody else.
"""

import io
import zipfile
from dataclasses import dataclass

import pytest
from django.utils import timezone

from games.access import ViewerKind, hash_token, link_token, read_device_cookie
from games.models import Message, Seat, Settlement, Team, TeamDecision
from games.selectors import money
from games.services import calls, flow, notes, talks
from tests.cast import NOW, assemble
from tests.services import bargaining
from tests.views.matrix import Browsers, load
from tests.views.test_access_matrix import address

KINDS, ROWS, _SOCKETS = load()
ALL_KINDS = ("team_mate", *KINDS)
OUR_TEAM = {"player", "team_mate"}
SEED = "saat-4711-geheim"
PLEDGE = 7_315_931
DESK_CAP, SENT_CAP, PAST_CAP = 6_271_913, 6_271_917, 6_271_921
PRIVATE, ASKED, SAID, HIDDEN = "Wassergeld-4812", "Frage-5923", "Plenum-6034", "Grobheit-7145"
HELP, NOTED, KEPT = "Hilferuf-8256", "Teamnotiz-9367", "Leitungsnotiz-1478"


FILES = {("owner", "cockpit_bundle"), ("review", "review_bundle")}
"""Who gets the finished game as a file that plays to the same figures again."""


@dataclass(frozen=True)
class Secret:
    """A value with its spellings, who may read it, and the only addresses where (none: any).

    ``printed``: stands on a seat card, which the facilitator prints. ``looked``: stands on a team's
    screen, which the facilitator may look at on record. ``filed``: stands in the file of the
    finished game, which plays to the same figures again.
    """

    name: str
    spellings: tuple[str, ...]
    kinds: frozenset[str]
    addresses: frozenset[str] = frozenset()
    printed: bool = False
    looked: bool = False
    filed: bool = False

    def in_text(self, text):
        return any(spelling in text for spelling in self.spellings)

    def may_see(self, kind, name):
        if self.printed and (kind, name) == ("owner", "print_sheet"):
            return True
        if self.looked and kind == "owner" and name in {"look", "deputy", "deputy_check"}:
            return True
        if self.filed and (kind, name) in FILES:
            return True
        return kind in self.kinds and (not self.addresses or name in self.addresses)


def secret(name, *spellings, kinds=(), addresses=(), **flags):
    return Secret(name, spellings, frozenset(kinds), frozenset(addresses), **flags)


def plant(cast):
    """A draft with a telling figure, as a row that no rule has looked at."""
    town = cast.teams[1].town
    TeamDecision.objects.update_or_create(
        team_id=cast.anna.viewer.team_id,
        round_number=cast.fresh().round_number,
        defaults={
            "content": {"payments": {town: PLEDGE}},
            "revision": 1,
            "field_revisions": {f"payments.{town}": {"revision": 1, "by": "Anna"}},
            "updated_at": timezone.now(),
        },
    )


def plant_offers(cast):
    """A cap on the own desk that nobody else may see, and one that was sent to Dora's town."""
    plant_offer(cast, DESK_CAP, bargaining.draft)
    plant_offer(cast, SENT_CAP, bargaining.propose)


def plant_offer(cast, cap, make):
    """An offer of Anna's to Dora's town with a telling cap; its number."""
    towns = sorted(team.town for team in cast.teams[:2])
    content = {"services": ["verwaltung"], "members": towns, "caps": {towns[0]: cap}}
    return make(cast.anna, content, round_number=cast.fresh().round_number)


def plant_messages(cast):
    """One message of each kind; the hidden one was said to all."""
    towns = [team.town for team in cast.teams]
    talks.send(cast.anna.viewer, to=towns[1], text=PRIVATE, now=NOW)
    talks.send(cast.anna.viewer, to="spielleitung", text=ASKED, now=NOW)
    talks.send(cast.anna.viewer, to="plenum", text=SAID, now=NOW)
    talks.send(cast.anna.viewer, to="plenum", text=HIDDEN, now=NOW)
    notes.note(cast.anna.viewer, text=NOTED, now=NOW)
    notes.note_as_facilitator(cast.frieda.viewer, text=KEPT, now=NOW)
    calls.ask_help(cast.anna.viewer, text=HELP, now=NOW)
    number = Message.objects.get(text=HIDDEN).sequence
    talks.hide(cast.frieda.viewer, number=number, reason="Ton", now=NOW)


def private_posting(game, team):
    """The largest amount that moved in a team's settled round and that no screen sums up."""
    postings = Settlement.objects.get(game=game, round_number=1).content["postings"]
    return max(p["amount"] for p in postings if team.town in (p["source"], p["target"]))


def codes(person):
    """A seat's code as stored and as shown."""
    code = Seat.objects.get(pk=person.viewer.seat_id).code
    return code, money.code_groups(code)


def link(kind, game):
    return link_token(kind, game)


def secrets_of(cast, *, ended):
    game, team = cast.fresh(), Team.objects.get(pk=cast.anna.viewer.team_id)
    amount = private_posting(game, team)
    after = {"player", "team_mate", "other_team"} if ended else set()
    # Players get the link of the review at the end, and their files hold what it shows.
    everybody_after = {"review", "other_team"} if ended else set()
    replayers = {"owner", "review", *OUR_TEAM, "other_team"} if ended else set()
    token = read_device_cookie(cast.anna.cookie)
    return (
        secret("draft", str(PLEDGE), money.number(PLEDGE), kinds=OUR_TEAM, looked=True),
        secret(
            "posting",
            str(amount),
            money.number(amount),
            kinds=OUR_TEAM | everybody_after,
            looked=True,
            filed=True,
        ),
        secret("Anna's seat", *codes(cast.anna), kinds={"player", "owner"}),
        secret("Ben's seat", *codes(cast.ben), kinds={"team_mate"}, printed=True),
        secret("Dora's seat", *codes(cast.dora), kinds={"other_team"}, printed=True),
        secret(
            "projector's link",
            link(ViewerKind.PROJECTOR, game),
            kinds={"owner", "projector"},
        ),
        secret("review's link", link(ViewerKind.REVIEW, game), kinds={"owner", "review"} | after),
        secret(
            "other game",
            "Nachbarspiel",
            kinds={"other_facilitator", "other_game"},
            addresses={"games", "start"},
        ),
        secret("private message", PRIVATE, kinds=OUR_TEAM | {"other_team"}),
        secret("message to the facilitator", ASKED, kinds=OUR_TEAM | {"owner"}),
        secret(
            "message to all",
            SAID,
            kinds=OUR_TEAM | {"other_team", "owner"} | everybody_after,
        ),
        secret("team's note", NOTED, kinds=OUR_TEAM),
        secret("facilitator's note", KEPT, kinds={"owner"}),
        secret("call for help", HELP, kinds=OUR_TEAM | {"owner"}),
        *bargained(ended=ended),
        secret("hidden message", HIDDEN, kinds={"owner"}),
        secret("device", token, hash_token(token), cast.anna.cookie),
        # Without the seed nobody could play the game again.
        secret(
            "seed",
            SEED,
            kinds=replayers,
            addresses={"cockpit_bundle", "review_bundle", "own_bundle"},
        ),
    )


def bargained(*, ended):
    """Offers on a desk, sent, and sent in an earlier round."""
    return (
        secret("offer on the desk", str(DESK_CAP), money.number(DESK_CAP), kinds=OUR_TEAM),
        secret(
            "offer that was sent",
            str(SENT_CAP),
            money.number(SENT_CAP),
            kinds=OUR_TEAM | {"other_team"},
        ),
        secret(
            "offer of the round before",
            str(PAST_CAP),
            money.number(PAST_CAP),
            kinds=OUR_TEAM | {"other_team"},
            looked=True,
            filed=ended,
        ),
    )


def everything(browsers, situation, **other):
    """(kind, name of the address) -> text, for every answer that is not a refusal.

    ``other``: further values that an address takes, each tried beside the usual one.
    """
    names = [row.name for row in ROWS if row.situation == situation and row.method == "GET"]
    texts = {}
    for kind in ALL_KINDS:
        known = browsers.arguments(kind)
        tried = [(name, address(name, known)) for name in names]
        tried += [(f"{name} again", address(name, known | {name: other[name]})) for name in other]
        for name, url in tried:
            client = browsers.client(kind)
            team = {"team": browsers.cast.anna.viewer.team_id} if name == "cockpit_bot" else {}
            response = client.get(url, team)
            if response.status_code == 200:
                texts[kind, name] = text_of(response)
    return texts


def text_of(response):
    """What an answer says."""
    return unpacked(response.content)


def unpacked(content):
    """The text of a file; a workbook, a paper or an archive is a packed folder of such files."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode(errors="replace")
    packed = zipfile.ZipFile(io.BytesIO(content))
    return "".join(unpacked(packed.read(name)) for name in packed.namelist())


@pytest.mark.parametrize("situation", ["playing", "ended"])
def test_telling_values_reach_those_who_may_see_them_and_nobody_else(db, situation):
    ended = situation == "ended"
    cast = assemble(seed=SEED)
    cast.play_until("negotiating")
    past = plant_offer(cast, PAST_CAP, bargaining.propose)
    cast.play_until("deciding", round_number=2)
    plant(cast)
    plant_offers(cast)
    plant_messages(cast)
    if ended:
        flow.end_game(cast.frieda.viewer, now=NOW)
    texts = everything(Browsers(cast), situation, offer=past)
    secrets = secrets_of(cast, ended=ended)

    found = {
        each.name: {key for key, text in texts.items() if each.in_text(text)} for each in secrets
    }

    for each in secrets:
        leaked = {key for key in found[each.name] if not each.may_see(*key)}
        assert not leaked, f"{each.name} is shown to {leaked}"
        unseen = each.kinds - {kind for kind, _name in found[each.name]}
        assert not unseen - silent(each, ended=ended), f"{each.name} is never shown to {unseen}"


def silent(each, *, ended):
    """Who may see a value and yet has no screen for it in this situation."""
    over = {"draft", "offer on the desk", "offer that was sent"}
    return each.kinds if ended and each.name in over else set()


def test_live_answers_hold_nothing_personal(db):
    cast = assemble()
    cast.play_until("deciding", round_number=2)
    texts = everything(Browsers(cast), "playing")
    personal = [spelling for who in (cast.anna, cast.ben, cast.dora) for spelling in codes(who)]

    shared = {key: text for key, text in texts.items() if key[1].endswith("_live")}

    assert {kind for kind, _name in shared} >= OUR_TEAM | {"owner", "projector", "review"}
    assert not [key for key, text in shared.items() for word in personal if word in text]


def test_the_same_team_gets_the_same_live_answer(db):
    cast = assemble()
    cast.play_until("deciding", round_number=1)
    browsers = Browsers(cast)

    anna, ben = (
        browsers.client(kind).get(address("board_live", browsers.arguments(kind))).content
        for kind in ("player", "team_mate")
    )

    assert anna == ben
