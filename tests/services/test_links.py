import pytest

from games.access import ViewerKind, by_link, link_token
from games.errors import NotAllowed
from games.services.links import renew_projector_link, renew_review_link


def test_renewed_review_link_replaces_the_old_one(cast):
    old, projector = (
        link_token(kind, cast.game) for kind in (ViewerKind.REVIEW, ViewerKind.PROJECTOR)
    )
    renew_review_link(cast.frieda.viewer)
    new = link_token(ViewerKind.REVIEW, cast.fresh())
    assert by_link(ViewerKind.REVIEW, old) is None
    assert by_link(ViewerKind.REVIEW, new).game_id == cast.game.pk
    assert by_link(ViewerKind.PROJECTOR, projector).game_id == cast.game.pk


def test_renewed_projector_link_replaces_the_old_one(cast):
    old, review = (
        link_token(kind, cast.game) for kind in (ViewerKind.PROJECTOR, ViewerKind.REVIEW)
    )
    renew_projector_link(cast.frieda.viewer)
    new = link_token(ViewerKind.PROJECTOR, cast.fresh())
    assert by_link(ViewerKind.PROJECTOR, old) is None
    assert by_link(ViewerKind.PROJECTOR, new).game_id == cast.game.pk
    assert by_link(ViewerKind.REVIEW, review).game_id == cast.game.pk


@pytest.mark.parametrize(
    ("renew", "generation"),
    [(renew_review_link, "review_generation"), (renew_projector_link, "projector_generation")],
)
def test_renewing_sent_again_acts_once(cast, renew, generation):
    first = renew(cast.frieda.viewer, request_id="r")
    assert renew(cast.frieda.viewer, request_id="r") == first
    assert getattr(cast.fresh(), generation) == 2


@pytest.mark.parametrize("renew", [renew_review_link, renew_projector_link])
def test_players_do_not_renew_links(cast, renew):
    with pytest.raises(NotAllowed, match="not_facilitator"):
        renew(cast.anna.viewer)
