"""A workshop in the archive is read only, out of the way, and comes back as it was."""

import pytest

from games.access import ViewerKind, by_link, link_token
from games.errors import GameError, TooLate
from games.models import Game, Workshop
from games.selectors.workshops import my_workshops
from games.services import clock, joining, links, notes, rehearsals, talks, workshops
from games.services.archive import archive, unarchive
from games.services.games import GamePlan
from tests.cast import CLIENT, NOW
from tests.planted import lead_of


def put_by(cast, **more):
    archive(lead_of(cast), now=NOW, **more)


def ended(cast):
    cast.play_until("debrief", round_number=3)
    return cast


def refused(*commands):
    codes = set()
    for command in commands:
        with pytest.raises(GameError) as error:
            command()
        codes.add(error.value.code)
    return codes


def test_nobody_changes_anything_in_the_archive_and_everybody_may_look(cast):
    put_by(ended(cast))

    frieda, game = cast.frieda.viewer, cast.fresh()
    assert refused(
        lambda: notes.note_as_facilitator(frieda, text="Noch etwas", now=NOW),
        lambda: notes.note(cast.anna.viewer, text="Noch etwas", now=NOW),
        lambda: talks.send_as_facilitator(frieda, to="plenum", text="Hallo", now=NOW),
        lambda: workshops.add_region(lead_of(cast), GamePlan("Süd", "einstieg", 3), now=NOW),
        lambda: rehearsals.ask(frieda, bots=2, now=NOW),
        lambda: joining.join(
            code=game.join_code, name="Neu", team_id=cast.teams[0].pk, client=CLIENT, now=NOW
        ),
    ) == {"archived"}
    assert by_link(ViewerKind.REVIEW, link_token(ViewerKind.REVIEW, game)).game_id == game.pk
    links.make_review_link(frieda, label="Rat", until=None, now=NOW)


def test_out_of_the_archive_it_is_as_it_was(cast):
    put_by(ended(cast))
    assert [line.archived for line in my_workshops(cast.frieda.user.pk)] == [True]

    unarchive(lead_of(cast), now=NOW)

    notes.note_as_facilitator(cast.frieda.viewer, text="Noch etwas", now=NOW)
    assert [line.archived for line in my_workshops(cast.frieda.user.pk)] == [False]
    kinds = Workshop.objects.get(pk=cast.game.workshop_id).entries.values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["archived", "unarchived"]


def test_pressed_twice_it_is_one_entry(cast):
    put_by(ended(cast), request_id="a")
    put_by(cast, request_id="b")

    entries = Workshop.objects.get(pk=cast.game.workshop_id).entries
    assert entries.filter(kind="archived").count() == 1


def test_a_region_that_is_played_keeps_all_of_them_open(cast):
    cast.play_until("negotiating")

    with pytest.raises(TooLate, match="still_running") as error:
        put_by(cast)

    assert error.value.context["regions"] == [cast.game.name]
    assert cast.fresh().archived_at is None


def test_the_clock_leaves_the_archive_alone(cast):
    put_by(ended(cast))
    Game.objects.filter(pk=cast.game.pk).update(
        advance_mode="clock", phase="settled", deadline=NOW, ended_at=None
    )

    assert clock.tick(NOW) == 0
    assert cast.fresh().phase == "settled"


def test_what_is_in_the_archive_is_deleted_on_its_day_all_the_same(cast):
    put_by(ended(cast))
    Workshop.objects.filter(pk=cast.game.workshop_id).update(delete_on=NOW.date())

    assert workshops.delete_due(NOW) == 1
