"""Whoever has to go to another page is told so ahead of what is new."""

import pytest
from django.utils import timezone

from games.enums import Phase
from games.live import answer, push
from games.live.answer import GOTO, Answers, read_stamp
from games.live.screens import SCREENS, Screen, Sharing, audience_of
from games.services import flow
from games.services.poke import GONE_ON
from tests.cast import NOW, assemble


@pytest.fixture
def cast(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return assemble()


def looking(cast):
    """Two teams on two screens, and the facilitator."""
    anna, dora, frieda = (person.viewer for person in (cast.anna, cast.dora, cast.frieda))
    return [
        audience_of(anna, SCREENS["board"], "de"),
        audience_of(dora, SCREENS["region"], "en"),
        audience_of(frieda, SCREENS["cockpit"], "de"),
    ]


class TestLeads:
    def test_the_one_region_that_says_where_to_go(self, cast):
        cast.play_until(Phase.DECIDING)
        kept, audiences = Answers(), looking(cast)
        list(kept.answers_of(cast.game.pk, audiences))
        assert list(kept.leads_of(cast.game.pk, audiences)) == []

        cast.play_until(Phase.SETTLED)
        found = dict(kept.leads_of(cast.game.pk, audiences))
        assert list(found) == audiences[:2]
        for each, content in found.items():
            after = kept.live_answer(each, None)
            head, _, html = content.decode().partition("\n")
            assert head == f"goto {after.stamp}" == f"goto {read_stamp(each)}"
            assert html.startswith('<div id="r-goto"')
            assert html in after.body.decode()
        assert list(kept.leads_of(cast.game.pk, audiences)) == []

    def test_nobody_who_has_had_neither_page_nor_answer(self, cast):
        cast.play_until(Phase.DECIDING)
        assert list(Answers().leads_of(cast.game.pk, looking(cast))) == []

    def test_whoever_has_but_a_page(self, cast, client, settings):
        cast.play_until(Phase.DECIDING)
        (board, *_) = looking(cast)
        client.cookies[settings.SEAT_COOKIE_NAME] = cast.anna.cookie
        assert client.get(f"/spiel/{cast.game.public_id}/rathaus/").status_code == 200
        assert list(answer.answers.leads_of(cast.game.pk, [board])) == []

        cast.play_until(Phase.SETTLED)
        ((led, content),) = answer.answers.leads_of(cast.game.pk, [board])
        assert led == board
        assert content.startswith(f"goto {read_stamp(board)}\n".encode())

    def test_not_where_the_same_page_stays_right(self, cast):
        cast.play_until(Phase.BRIEFING)
        kept, audiences = Answers(), looking(cast)
        list(kept.answers_of(cast.game.pk, audiences))
        cast.play_until(Phase.DECIDING)
        assert list(kept.leads_of(cast.game.pk, audiences)) == []


@pytest.fixture
def pages(screens, monkeypatch, settings):
    """The small board leads to the page that ``right`` names."""
    right = {"goto": "board"}
    template = '<div id="r-goto">{{ frame.goto }}</div>'
    (loader,) = settings.TEMPLATES[0]["OPTIONS"]["loaders"]
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "OPTIONS": {"loaders": [(loader[0], {**loader[1], GOTO: template})]},
        }
    ]

    class Frame:
        @property
        def goto(self):
            return right["goto"]

    class Place:
        frame = Frame()

    shown = screens["board"]
    screens["board"] = Screen(
        "board", shown.segment, shown.kind, Sharing.TEAM,
        lambda viewer: {**shown.context(viewer), "frame": Place.frame}, (GOTO, *shown.regions),
    )  # fmt: skip
    monkeypatch.setattr(answer, "place", lambda _viewer: Place)
    monkeypatch.setitem(answer.USES, GOTO, ("frame.goto",))
    return right


class TestHub:
    async def test_the_way_comes_first_and_the_rest_for_those_who_stay(
        self, small_game, connect, hub, seat_cookie, pages, monkeypatch
    ):
        monkeypatch.setattr(push, "LEAVING_SECONDS", 0.0)
        clients = [
            connect(small_game.path(), seat_cookie(small_game, name))
            for name in ("Auestadt", "Moorweiler")
        ]
        for client in clients:
            await client.open()
            await client.frame()
        pages["goto"] = "settlement"
        await hub.run(_raise, small_game.game)
        hub.lead(small_game.game.pk)
        hub.poke(small_game.game.pk, None)
        for client in clients:
            assert await client.frame() == 'goto 2\n<div id="r-goto">settlement</div>'
            full = await client.frame()
            assert full.startswith('2\n<div id="r-goto">settlement</div><p id="r-what">')
            assert await client.is_silent()

    async def test_no_rendering_for_those_who_have_left(
        self, small_game, connect, hub, seat_cookie, pages, monkeypatch
    ):
        monkeypatch.setattr(push, "LEAVING_SECONDS", 0.01)
        client = connect(small_game.path(), seat_cookie(small_game))
        await client.open()
        await client.frame()
        pages["goto"] = "settlement"
        await hub.run(_raise, small_game.game)
        monkeypatch.setattr(hub.cache, "answers_of", _nothing_may_be_rendered)
        hub.lead(small_game.game.pk)
        hub.poke(small_game.game.pk, None)
        assert (await client.frame()).startswith("goto 2")
        await client.wire.disconnect()
        await hub.run(lambda: None)
        assert hub.failures == 0

    async def test_where_nobody_has_to_go_nothing_comes_ahead(
        self, small_game, connect, hub, seat_cookie, pages
    ):
        client = connect(small_game.path(), seat_cookie(small_game))
        await client.open()
        await client.frame()
        await hub.run(_raise, small_game.game)
        hub.lead(small_game.game.pk)
        hub.poke(small_game.game.pk, None)
        assert (await client.frame()).startswith("2\n")

    async def test_a_failure_costs_the_haste_alone(
        self, small_game, connect, hub, seat_cookie, pages, monkeypatch
    ):
        client = connect(small_game.path(), seat_cookie(small_game))
        await client.open()
        await client.frame()
        pages["goto"] = "settlement"
        await hub.run(_raise, small_game.game)
        monkeypatch.setattr(hub.cache, "leads_of", _fail)
        hub.lead(small_game.game.pk)
        hub.poke(small_game.game.pk, None)
        assert (await client.frame()).startswith("2\n")
        assert hub.failures == 1


def test_the_writer_says_so_before_the_change_itself(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    said = []
    monkeypatch.setattr("games.services.poke._senders", [lambda *poke: said.append(poke)])
    cast.play_until(Phase.DECIDING)
    said.clear()
    game, lead = cast.fresh(), cast.frieda.viewer
    with django_capture_on_commit_callbacks(execute=True):
        flow.extend(lead, seconds=60, now=NOW)
    assert [team for _game, team, _stamp in said] == [None]
    said.clear()
    with django_capture_on_commit_callbacks(execute=True):
        flow.advance(lead, expected_round=1, expected_phase=Phase.DECIDING, now=NOW)
    stamp = cast.fresh().version
    assert said == [(game.pk, GONE_ON, stamp), (game.pk, None, stamp)]


def _raise(game):
    game.version += 1
    type(game).objects.filter(pk=game.pk).update(version=game.version)


def _fail(*_values):
    raise ZeroDivisionError


def _nothing_may_be_rendered(_game, audiences, *_more):
    assert not list(audiences)
    return ()
