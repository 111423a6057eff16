"""What was pushed equals what a fresh page shows: for every command, every screen and every viewer.

The cache of answers hands out the same bytes as long as the stamp is the same. So whatever a
command changes on a screen, it has to raise that screen's stamp and to poke those who look.
"""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from games.access import Viewer, ViewerKind
from games.enums import Phase
from games.live.answer import Answers, read_stamp, render, stamp_from
from games.live.screens import SCREENS, Sharing, audience_of, concerns
from games.management.serving import LARGEST_ANSWER
from games.models import Message
from games.selectors import stamps
from games.services import drafts, flow, poke, projector, seats, talks, undo
from games.services.phases import named
from tests import renderings
from tests.cast import NOW, assemble, sit_down
from tests.realtime.debriefing import debriefing
from tests.services import bargaining

EMPTY = {"br", "hr", "img", "input"}


class Roots(HTMLParser):
    """Ids of the root elements, and all tags."""

    def __init__(self):
        super().__init__()
        self.depth, self.ids, self.tags, self.begins = 0, [], set(), []

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        self.depth += tag not in EMPTY

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        if self.depth == 0:
            self.ids.append(dict(attrs).get("id", ""))
            self.begins.append(self.getpos())

    def handle_endtag(self, tag):
        self.depth -= tag not in EMPTY


def regions_of(content):
    """Stamp, and HTML by id of the root element, as live.js takes an answer apart."""
    stamp, _, html = content.decode().partition("\n")
    roots = Roots()
    roots.feed(html)
    lines = html.splitlines(keepends=True)
    begins = [sum(map(len, lines[: line - 1])) + column for line, column in roots.begins]
    parts = zip(begins, [*begins, len(html)][1:], strict=True)
    return int(stamp), dict(zip(roots.ids, (html[begin:end] for begin, end in parts), strict=True))


@pytest.fixture
def cast(db, monkeypatch):
    """The cast at a moment that does not pass: clocks and presence are no changes of the game."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return assemble(phase_minutes={Phase.DECIDING: 20})


@pytest.fixture
def pokes(monkeypatch):
    """What the services said, as (game, team)."""
    said = []
    monkeypatch.setattr(poke, "_senders", [lambda game, team, stamp: said.append((game, team))])
    return said


def audiences(cast):
    """Everybody who can look at the game."""
    found = []
    for screen in SCREENS.values():
        people = {
            ViewerKind.PLAYER: [cast.anna.viewer, cast.dora.viewer],
            ViewerKind.FACILITATOR: [cast.frieda.viewer],
        }.get(screen.kind, [Viewer(screen.kind, cast.game.pk)])
        found += [audience_of(viewer, screen, "de") for viewer in people]
    return list(dict.fromkeys(found))


def talking(frieda, anna, ben, dora):
    """Messages, written and moderated."""

    def number(text):
        return Message.objects.get(text=text).sequence

    def read(viewer, key):
        talks.read(viewer, conversation=key, sequence=10**6, now=NOW)

    yield "a private message", lambda: talks.send(anna, to="mittelbach", text="Ja?", now=NOW)
    yield "it is opened", lambda: read(dora, "obertal")
    yield "a message to all", lambda: talks.send(ben, to="plenum", text="Guten Tag", now=NOW)
    yield "a question", lambda: talks.send(dora, to="spielleitung", text="Wie?", now=NOW)
    yield "the facilitator looks", lambda: talks.read_as_facilitator(frieda, now=NOW)
    yield (
        "the facilitator answers",
        lambda: talks.send_as_facilitator(frieda, to="mittelbach", text="So.", now=NOW),
    )
    yield "a report", lambda: talks.report(dora, number=number("Ja?"), now=NOW)
    yield "hidden", lambda: talks.hide(frieda, number=number("Ja?"), reason="Ton", now=NOW)
    yield "shown again", lambda: talks.restore(frieda, number=number("Ja?"), now=NOW)
    yield "plenary closed", lambda: talks.lock_plenary(frieda, locked=True, now=NOW)
    yield "plenary open", lambda: talks.lock_plenary(frieda, locked=False, now=NOW)


def go_back(cast):
    game = cast.fresh()
    undo.undo_rounds(
        cast.frieda.viewer,
        to_round=1,
        expected=named(game.round_number, game.phase),
        reason="Probe",
        now=NOW,
    )


def restore(cast):
    game = cast.fresh()
    here = named(game.round_number, game.phase)
    undo.restore_rounds(cast.frieda.viewer, expected=here, now=NOW)


def commands(cast):
    """A game from the lobby to its end, one command after the other: (name, call)."""
    frieda, anna, ben, dora = (
        person.viewer for person in (cast.frieda, cast.anna, cast.ben, cast.dora)
    )

    def fresh():
        return cast.fresh()

    def go_on():
        game = fresh()
        flow.advance(frieda, expected_round=game.round_number, expected_phase=game.phase, now=NOW)

    def save(viewer, revision, **changes):
        named = {path.replace("__", "."): value for path, value in changes.items()}
        drafts.save_draft(viewer, round_number=1, revision=revision, changes=named, now=NOW)

    emma = []
    yield "lock the lobby", lambda: seats.lock_lobby(frieda, locked=True, now=NOW)
    yield "unlock the lobby", lambda: seats.lock_lobby(frieda, locked=False, now=NOW)
    yield "somebody joins", lambda: emma.append(sit_down(cast.game, "Emma", 1).viewer)
    yield (
        "move a seat",
        lambda: seats.move_seat(frieda, seat_id=emma[0].seat_id, team_id=anna.team_id, now=NOW),
    )
    yield "remove a seat", lambda: seats.remove_seat(frieda, seat_id=emma[0].seat_id, now=NOW)
    yield "readmit", lambda: seats.readmit_seat(frieda, seat_id=emma[0].seat_id, now=NOW)
    yield "a seat more", lambda: seats.add_seat(frieda, team_id=dora.team_id, now=NOW)
    yield "start", lambda: flow.start_game(frieda, now=NOW)
    yield "first draft", lambda: save(anna, 0, greenfield=1)
    yield "a team mate's draft", lambda: save(ben, 1, greenfield=0)
    yield "to negotiating", go_on
    number = []
    yield "an offer on the desk", lambda: number.append(bargaining.draft(cast.anna))
    yield "the offer is sent", lambda: bargaining.send(cast.anna, number[0])
    yield "the neighbour signs", lambda: bargaining.accept(cast.dora, number[0])
    yield from talking(frieda, anna, ben, dora)
    yield "an invitation", lambda: save(anna, 2, meetings__mittelbach=True)
    yield "to deciding", go_on
    yield "extend", lambda: flow.extend(frieda, seconds=60, now=NOW)
    yield "pause", lambda: flow.pause(frieda, now=NOW)
    yield "the map on the wall", lambda: projector.show(frieda, view="map", now=NOW)
    yield "the way in on the wall", lambda: projector.show(frieda, view="lobby", now=NOW)
    yield "a dark wall", lambda: projector.darken(frieda, blank="pause", now=NOW)
    yield "a light wall", lambda: projector.show(frieda, view="auto", now=NOW)
    yield "resume", lambda: flow.resume(frieda, now=NOW + timedelta(seconds=5))
    yield "submit", lambda: drafts.submit(anna, round_number=1, revision=3, now=NOW)
    yield "reopen", lambda: drafts.reopen(ben, round_number=1, now=NOW)
    yield "draft again", lambda: save(anna, 3, greenfield=2)
    yield "submit again", lambda: drafts.submit(ben, round_number=1, revision=4, now=NOW)
    yield "the other team submits", lambda: drafts.submit(dora, round_number=1, revision=0, now=NOW)
    yield "close and settle", go_on
    yield "a chart", lambda: projector.show(frieda, view="chart", item="finanzen", now=NOW)
    yield "to recap", go_on
    yield "to round two", go_on
    yield "back to round one", lambda: go_back(cast)
    yield "restore", lambda: restore(cast)
    yield "on to the debrief", lambda: cast.play_until(Phase.DEBRIEF, round_number=3)
    yield from debriefing(cast)
    yield "end", lambda: flow.end_game(frieda, now=NOW)


@pytest.mark.parametrize("pushed", [True, False], ids=["pushed", "fetched"])
def test_what_is_kept_is_what_a_fresh_rendering_shows_after_every_command(
    cast, pokes, django_capture_on_commit_callbacks, pushed
):
    """Also for somebody who only ever got what was new."""
    kept = Answers()
    everybody = audiences(cast)
    before = {each: kept.live_answer(each, None) for each in everybody}
    pages = {each: regions_of(before[each].body)[1] for each in everybody}
    changed, told = dict.fromkeys(everybody, 0), 0
    for name, command in commands(cast):
        pokes.clear()
        with django_capture_on_commit_callbacks(execute=True):
            command()
        made = dict(kept.answers_of(cast.game.pk, everybody)) if pushed else {}
        for each in everybody:
            after = made.get(each) or kept.live_answer(each, None)
            renderings.forget()
            fresh = render(each, read_stamp(each))
            assert (after.stamp, after.body) == (fresh.stamp, fresh.body), (name, each)
            versions = stamps.versions_of(cast.game.pk)
            assert after.stamp == stamp_from(each, versions), (name, each.screen)
            if after.stamp != before[each].stamp:
                changed[each] += 1
                told += after.after(before[each].stamp) == after.news
                pages[each] |= regions_of(after.after(before[each].stamp))[1]
                teams = [team for game, team in pokes if game == each.game_id]
                assert any(concerns(each, team) for team in teams), (name, each.screen)
            assert pages[each] == regions_of(fresh.body)[1], (name, each)
            before[each] = after
    assert min(changed.values()) > 10
    assert told == sum(changed.values())


def test_a_draft_does_not_change_what_others_get(cast):
    """Neither content nor stamp: not even that something was saved may show."""
    cast.play_until(Phase.DECIDING)
    others = [each for each in audiences(cast) if not concerns(each, cast.anna.viewer.team_id)]
    assert {each.screen for each in others} >= {"board", "projector", "review"}
    before = {each: render(each, read_stamp(each)) for each in others}
    drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes={"greenfield": 1}, now=NOW
    )
    assert {each: render(each, read_stamp(each)) for each in others} == before


@pytest.mark.parametrize("screen", SCREENS.values(), ids=lambda screen: screen.name)
@pytest.mark.parametrize("phase", ["lobby", Phase.DECIDING, Phase.SETTLED, Phase.ENDED])
def test_regions_are_elements_with_ids_of_their_own_without_forms(cast, screen, phase):
    """What live.js needs: root elements ``r-…``, each once, nothing personal to fill in."""
    if phase == Phase.ENDED:
        cast.play_until(Phase.DECIDING)
        flow.end_game(cast.frieda.viewer, now=NOW)
    elif phase != "lobby":
        cast.play_until(phase)
    team = cast.anna.viewer.team_id if screen.sharing is Sharing.TEAM else None
    viewer = Viewer(screen.kind, cast.game.pk, team_id=team)
    audience = audience_of(viewer, screen, "de")
    body = render(audience, 1).body
    assert len(body) < LARGEST_ANSWER / 4
    roots = Roots()
    roots.feed(body.decode().partition("\n")[2])
    assert roots.depth == 0
    assert roots.ids
    assert all(each.startswith("r-") for each in roots.ids), roots.ids
    assert len(set(roots.ids)) == len(roots.ids)
    assert not roots.tags & {"form", "input", "textarea", "select", "script"}
