"""One answer per audience and stamp: rendered once, never newer data under an older promise."""

import threading
from dataclasses import replace

import pytest
from django.test import RequestFactory

from games.access import Viewer, ViewerKind
from games.live import answer as module
from games.live.answer import Answer, Answers
from games.live.http import STAMP_HEADER, live_links, live_response
from games.live.screens import Audience, audience_of, viewer_for
from games.models import Game

from .conftest import raise_version

AUDIENCE = Audience(1, "board", 1, "de")


@pytest.fixture
def faked(monkeypatch):
    """Stamp and rendering without a database; ``renderings`` lists the stamps rendered."""

    class Faked:
        stamp = 5
        renderings: list[int] = []

        def __call__(self, stamp, regions, before, since):
            # Tests replace ``render``.
            return self.render(AUDIENCE, stamp)

        def render(self, audience, stamp):
            self.renderings.append(stamp)
            return Answer(stamp, f"{stamp}\n".encode())

    faked = Faked()
    faked.renderings = []
    monkeypatch.setattr(module, "read_stamp", lambda audience: faked.stamp)
    monkeypatch.setattr(module, "render_regions", lambda audience, before: {})
    monkeypatch.setattr(module, "answer_of", faked)
    return faked


def test_who_knows_the_stamp_gets_nothing_and_nothing_is_rendered(faked):
    assert Answers().live_answer(AUDIENCE, 5) is None
    assert faked.renderings == []


@pytest.mark.parametrize("known", [None, 4, 6])
def test_who_knows_another_stamp_gets_the_answer(faked, known):
    assert Answers().live_answer(AUDIENCE, known) == Answer(5, b"5\n")


def test_a_stamp_is_rendered_once_for_all_who_ask(faked):
    cache = Answers()
    bodies = {id(cache.live_answer(AUDIENCE, None)) for _ in range(5)}
    assert len(bodies) == 1
    assert faked.renderings == [5]


def test_a_new_stamp_is_rendered_anew(faked):
    cache = Answers()
    cache.live_answer(AUDIENCE, None)
    faked.stamp = 6
    assert cache.live_answer(AUDIENCE, 5).stamp == 6
    assert faked.renderings == [5, 6]


def test_audiences_do_not_share_answers(faked):
    cache = Answers()
    cache.live_answer(AUDIENCE, None)
    cache.live_answer(AUDIENCE._replace(team_id=2), None)
    cache.live_answer(AUDIENCE._replace(language="en"), None)
    assert faked.renderings == [5, 5, 5]


def test_many_threads_wait_for_one_rendering_and_changes_meanwhile_become_one(faked, monkeypatch):
    """While the first renders, nine more ask and the stamp rises twice: two renderings in all."""
    first_renders, go_on = threading.Event(), threading.Event()
    plain = faked.render

    def slow(audience, stamp):
        if stamp == 5:
            first_renders.set()
            assert go_on.wait(10)
        return plain(audience, stamp)

    monkeypatch.setattr(faked, "render", slow)
    cache = Answers()
    got = []
    threads = [
        threading.Thread(target=lambda: got.append(cache.live_answer(AUDIENCE, None).stamp))
        for _ in range(10)
    ]
    threads[0].start()
    assert first_renders.wait(10)
    faked.stamp = 6
    for thread in threads[1:]:
        thread.start()
    faked.stamp = 7
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert faked.renderings in ([5, 7], [5, 6, 7])
    assert sorted(got)[1:].count(5) == 0


def test_a_failed_rendering_is_tried_again(faked, monkeypatch):
    cache = Answers()
    plain = faked.render

    def broken(*values):
        raise ZeroDivisionError

    monkeypatch.setattr(faked, "render", broken)
    with pytest.raises(ZeroDivisionError):
        cache.live_answer(AUDIENCE, None)
    monkeypatch.setattr(faked, "render", plain)
    assert cache.live_answer(AUDIENCE, None).stamp == 5


def test_only_so_many_audiences_are_kept(faked, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    cache = Answers()
    for game_id in range(10):
        cache.live_answer(AUDIENCE._replace(game_id=game_id), None)
    assert len(cache._slots) == 3


@pytest.mark.django_db
def test_the_stamp_is_read_before_the_data(screens, small_game, monkeypatch):
    """A change between the two may put newer data under an older stamp, never the other way."""
    game, team = small_game.game, small_game.teams["Auestadt"]
    audience = Audience(game.pk, "board", team.pk, "de")
    read = module.read_stamp
    stamps = []

    def read_then_change(asked):
        stamps.append(read(asked))
        raise_version(game)
        return stamps[-1]

    monkeypatch.setattr(module, "read_stamp", read_then_change)
    answer = Answers().live_answer(audience, None)
    shown = int(answer.body.decode().split("Auestadt: ")[1].split("/")[0])
    # The last time it is read, after the data, is to see whether that was all the while the same.
    assert answer.stamp == stamps[-2]
    assert shown == Game.objects.get(pk=game.pk).version - 1 > 0
    assert shown >= answer.stamp


@pytest.mark.django_db
def test_a_region_is_rendered_again_only_when_what_it_is_made_of_changes(
    screens, small_game, monkeypatch
):
    rendered = []
    plain = module.render_to_string
    monkeypatch.setattr(
        module, "render_to_string", lambda *values: rendered.append(values) or plain(*values)
    )
    monkeypatch.setattr(module, "USES", {"what.html": ("what",)})
    game = small_game.game
    audience, cache = Audience(game.pk, "lobby", None, "de"), Answers()
    first = cache.live_answer(audience, None)
    monkeypatch.setattr(module, "read_stamp", lambda asked: first.stamp + 1)
    again = cache.live_answer(audience, None)
    assert (again.stamp, len(rendered)) == (first.stamp + 1, 1)
    assert again.body.partition(b"\n")[2] == first.body.partition(b"\n")[2]

    raise_version(game)
    monkeypatch.setattr(module, "read_stamp", lambda asked: first.stamp + 2)
    assert b"alle: 2/" in cache.live_answer(audience, None).body
    assert len(rendered) == 2


@pytest.fixture
def two_regions(screens, small_game, monkeypatch):
    """One region that changes with the game, and one that does not: (audience, change)."""
    game = small_game.game
    audience = Audience(game.pk, "lobby", None, "de")
    html = {"a.html": "<p id=r-a></p>", "what.html": "<p id=r-what>1</p>"}
    screen = replace(screens["lobby"], regions=tuple(html))
    monkeypatch.setitem(module.SCREENS, "lobby", screen)
    monkeypatch.setattr(module, "render_to_string", lambda name, context: html[name])

    def change(text):
        html["what.html"] = f"<p id=r-what>{text}</p>"
        raise_version(game)

    return audience, change


@pytest.mark.django_db
def test_who_is_one_step_behind_gets_what_is_new_and_everybody_else_all(two_regions):
    audience, change = two_regions
    cache = Answers()
    first = cache.live_answer(audience, None)
    change("2")
    second = cache.live_answer(audience, first.stamp)
    everything = f"{second.stamp}\n<p id=r-a></p><p id=r-what>2</p>".encode()
    assert second.body == everything
    assert second.after(first.stamp) == f"{second.stamp}\n<p id=r-what>2</p>".encode()
    assert second.after(None) == second.after(first.stamp - 1) == everything
    assert dict(cache.answers_of(audience.game_id, [audience])) == {audience: second}


@pytest.mark.django_db
def test_after_an_answer_that_may_hold_more_than_its_stamp_everybody_gets_all(
    two_regions, monkeypatch
):
    """Another process may have given out an older state with the same stamp."""
    audience, change = two_regions
    cache = Answers()
    plain = module.render_regions

    def with_a_change_meanwhile(audience, before):
        change("2")
        return plain(audience, before)

    monkeypatch.setattr(module, "render_regions", with_a_change_meanwhile)
    ((_, first),) = cache.answers_of(audience.game_id, [audience])
    assert b"<p id=r-what>2</p>" in first.body
    monkeypatch.setattr(module, "render_regions", plain)
    ((_, second),) = cache.answers_of(audience.game_id, [audience])
    assert second.stamp == first.stamp + 1
    assert second.after(first.stamp) == second.body
    assert b"<p id=r-what>2</p>" in second.body


@pytest.mark.django_db
def test_one_reading_serves_all_audiences_of_a_change(
    screens, small_game, django_assert_num_queries
):
    """The stamps of all of them cost one query before and one after; each context adds its two."""
    game, teams = small_game.game, small_game.teams.values()
    audiences = [Audience(game.pk, "board", team.pk, "de") for team in teams]
    cache = Answers()
    with django_assert_num_queries(2 + 2 * len(audiences)):
        made = dict(cache.answers_of(game.pk, audiences))
    assert made == {each: module.render(each, module.read_stamp(each)) for each in audiences}
    with django_assert_num_queries(1):
        assert dict(cache.answers_of(game.pk, audiences)) == made


@pytest.mark.django_db
def test_the_answer_is_made_for_nobody_in_particular(screens, small_game):
    viewer = Viewer(ViewerKind.PLAYER, 1, team_id=2, seat_id=3, user_id=4)
    board = audience_of(viewer, screens["board"], "de")
    lobby = audience_of(viewer, screens["lobby"], "de")
    assert viewer_for(board) == Viewer(ViewerKind.PLAYER, 1, team_id=2)
    assert viewer_for(lobby) == Viewer(ViewerKind.PLAYER, 1)


@pytest.mark.django_db
def test_what_one_team_alone_sees_does_not_raise_the_stamp_of_shared_screens(screens, small_game):
    game, team = small_game.game, small_game.teams["Auestadt"]
    shared = [Audience(game.pk, name, None, "de") for name in ("lobby", "projector", "review")]
    closed = [Audience(game.pk, "board", team.pk, "de"), Audience(game.pk, "cockpit", None, "de")]
    before = {audience: module.read_stamp(audience) for audience in shared + closed}
    raise_version(game, team)
    assert [module.read_stamp(a) - before[a] for a in shared] == [0, 0, 0]
    assert [module.read_stamp(a) - before[a] for a in closed] == [1, 1]


@pytest.mark.django_db
class TestOverHttp:
    """The same bytes, fetched."""

    @pytest.fixture(autouse=True)
    def _own_cache(self, monkeypatch):
        monkeypatch.setattr("games.live.http.answers", Answers())

    @pytest.fixture
    def viewer(self, small_game):
        team = small_game.teams["Auestadt"]
        seat = small_game.seats["Auestadt"]
        return Viewer(ViewerKind.PLAYER, small_game.game.pk, team_id=team.pk, seat_id=seat.pk)

    def test_a_page_gets_its_addresses_and_the_stamp_it_was_read_with(self, screens, viewer):
        request = RequestFactory().get("/spiel/x/rathaus/")
        links = live_links(viewer, "board", request)
        assert links.path == "/spiel/x/rathaus/live/"
        assert links.socket == "/ws/spiel/x/rathaus/?sprache=de"
        assert links.stamp == 1

    def test_an_older_page_names_the_screen_it_belongs_to(self, screens, viewer):
        request = RequestFactory().get("/spiel/x/abrechnung/1/")
        assert live_links(viewer, "board", request, base="/spiel/x/a/").path == "/spiel/x/a/live/"

    def test_nothing_new_is_204_and_not_kept_anywhere(self, screens, viewer):
        response = live_response(viewer, "board", RequestFactory().get("/?v=1"))
        assert (response.status_code, response[STAMP_HEADER]) == (204, "1")
        assert response["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("known", ["", "0", "x", "-1", "9" * 40, "²"])
    def test_something_new_is_the_stamp_and_the_regions(self, screens, viewer, known):
        response = live_response(viewer, "board", RequestFactory().get("/", {"v": known}))
        assert (response.status_code, response[STAMP_HEADER]) == (200, "1")
        assert response.content == b'1\n<p id="r-what">Auestadt: 1/0</p>'
