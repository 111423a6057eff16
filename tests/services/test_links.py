import pytest

from games.access import ViewerKind, by_link, link_token
from games.errors import NotAllowed
from games.services.links import renew_review_link


def test_renewed_review_link_replaces_the_old_one(cast):
    old, projector = (
        link_token(kind, cast.game) for kind in (ViewerKind.REVIEW, ViewerKind.PROJECTOR)
    )
    renew_review_link(cast.frieda.viewer)
    new = link_token(ViewerKind.REVIEW, cast.fresh())
    assert by_link(ViewerKind.REVIEW, old) is None
    assert by_link(ViewerKind.REVIEW, new).game_id == cast.game.pk
    assert by_link(ViewerKind.PROJECTOR, projector).game_id == cast.game.pk


def test_renewing_sent_again_acts_once(cast):
    first = renew_review_link(cast.frieda.viewer, request_id="r")
    assert renew_review_link(cast.frieda.viewer, request_id="r") == first
    assert cast.fresh().review_generation == 2


def test_players_do_not_renew_links(cast):
    with pytest.raises(NotAllowed, match="not_facilitator"):
        renew_review_link(cast.anna.viewer)
