"""The facilitator steers the projector; nothing gets on it that the room may not see."""

import pytest

from games.access import Viewer, ViewerKind
from games.enums import LogKind, ProjectorView
from games.errors import Illegal, NotAllowed
from games.models import LogEntry, Settlement
from games.services import projector
from tests.cast import NOW, assemble
from tests.fund import joined, posting_items


def steered(cast):
    game = cast.fresh()
    return game.projector_view, game.projector_item, game.projector_blank


def test_a_view_is_shown_logged_and_raises_the_stamp_of_every_screen(cast):
    before = cast.fresh().version

    projector.show(cast.frieda.viewer, view="map", now=NOW)

    assert steered(cast) == ("map", "", "")
    assert cast.fresh().version == before + 1
    entry = LogEntry.objects.get(game=cast.game, kind=LogKind.PROJECTOR_STEERED)
    assert entry.payload == {"view": "map", "item": "", "blank": ""}


def test_the_view_comes_back_with_the_light(cast):
    projector.show(cast.frieda.viewer, view="map", now=NOW)
    projector.darken(cast.frieda.viewer, blank="pause", now=NOW)
    assert steered(cast) == ("map", "", "pause")

    projector.darken(cast.frieda.viewer, blank="", now=NOW)

    assert steered(cast) == ("map", "", "")


def test_another_view_lights_the_projector_again(cast):
    projector.darken(cast.frieda.viewer, blank="dark", now=NOW)
    projector.show(cast.frieda.viewer, view="auto", now=NOW)
    assert steered(cast) == ("auto", "", "")


@pytest.mark.parametrize("give", [projector.show, projector.darken])
def test_sent_again_acts_once(cast, give):
    fields = {"view": "map"} if give is projector.show else {"blank": "dark"}
    first = give(cast.frieda.viewer, request_id="r", now=NOW, **fields)
    assert give(cast.frieda.viewer, request_id="r", now=NOW, **fields) == first
    assert LogEntry.objects.filter(kind=LogKind.PROJECTOR_STEERED).count() == 1


@pytest.mark.parametrize("who", ["anna", "franz"])
def test_only_the_owner_steers(cast, who):
    franz = Viewer(ViewerKind.FACILITATOR, cast.game.pk, user_id=cast.franz.user.pk)
    viewer = {"anna": cast.anna.viewer, "franz": franz}[who]
    with pytest.raises(NotAllowed):
        projector.show(viewer, view="map", now=NOW)
    with pytest.raises(NotAllowed):
        projector.darken(viewer, blank="dark", now=NOW)
    assert steered(cast) == ("auto", "", "")


@pytest.mark.parametrize(
    ("view", "item", "code"),
    [
        ("film", "", "unknown_view"),
        ("map", "region", "nothing_to_show"),
        ("clock", "", "nothing_to_show"),
        ("indices", "", "nothing_to_show"),
        ("news", "", "nothing_to_show"),
        ("chart", "region", "nothing_to_show"),
        ("posting", "1-1-000000000000", "nothing_to_show"),
    ],
)
def test_in_the_lobby_there_is_little_to_show(cast, view, item, code):
    with pytest.raises(Illegal) as refused:
        projector.show(cast.frieda.viewer, view=view, item=item, now=NOW)
    assert refused.value.code == code
    assert steered(cast) == ("auto", "", "")


def test_charts_come_with_the_first_settlement(cast):
    cast.play_until("deciding")
    with pytest.raises(Illegal):
        projector.show(cast.frieda.viewer, view="chart", item="region", now=NOW)
    cast.play_until("settled")

    projector.show(cast.frieda.viewer, view="chart", item="region", now=NOW)

    assert steered(cast) == ("chart", "region", "")
    with pytest.raises(Illegal):
        projector.show(cast.frieda.viewer, view="chart", item="rathaus", now=NOW)


def test_what_belongs_to_one_municipality_alone_is_no_posting_for_the_wall(db):
    cast = joined(assemble())
    cast.play_until("settled")
    public, private = posting_items(cast, 1)
    assert public
    assert private

    projector.show(cast.frieda.viewer, view="posting", item=public[0], now=NOW)
    for item in private:
        with pytest.raises(Illegal):
            projector.show(cast.frieda.viewer, view="posting", item=item, now=NOW)

    assert steered(cast) == (ProjectorView.POSTING, public[0], "")


def test_after_the_end_every_posting_is_public(db):
    cast = joined(assemble())
    cast.play_until("debrief", round_number=3)
    public, private = posting_items(cast, 1)
    for item in (public[0], private[0]):
        projector.show(cast.frieda.viewer, view="posting", item=item, now=NOW)
        assert steered(cast) == ("posting", item, "")
    assert len(private) > len(Settlement.objects.get(round_number=1).content["postings"]) // 2
