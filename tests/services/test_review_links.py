"""Links to the review that end by themselves, are taken back one by one and say nothing."""

from datetime import timedelta

import pytest

from games.access import ViewerKind, by_link, link_token
from games.enums import Role
from games.errors import Illegal, NotAllowed, RoleMayNot
from games.models import LogEntry
from games.selectors.review_links import review_links
from games.services.links import make_review_link, renew_review_link, revoke_review_link
from tests.cast import NOW
from tests.services.test_roles import helper

TODAY = NOW.date()
LATER = TODAY + timedelta(days=30)


def make(cast, label="Rat", until=LATER, **more):
    return make_review_link(cast.frieda.viewer, label=label, until=until, now=NOW, **more)


def tokens(cast, now=NOW):
    return {each.label: each.token for each in review_links(cast.frieda.viewer, now).links}


def leads_to(token, now=NOW):
    viewer = by_link(ViewerKind.REVIEW, token, now)
    return viewer and viewer.game_id


def test_several_links_lead_to_the_same_review_and_end_one_by_one(cast):
    make(cast, "Rat")
    make(cast, "Presse")
    found = tokens(cast)

    revoke_review_link(cast.frieda.viewer, number=2, now=NOW)

    assert leads_to(found["Rat"]) == cast.game.pk
    assert leads_to(found["Presse"]) is None
    assert leads_to(link_token(ViewerKind.REVIEW, cast.fresh())) == cast.game.pk
    assert set(tokens(cast)) == {"Rat"}


def test_a_link_is_valid_to_the_end_of_its_last_day_here(cast):
    make(cast, until=TODAY)
    token = tokens(cast)["Rat"]

    # 22 November, 23:59 in Germany is 22:59 in UTC.
    assert leads_to(token, NOW.replace(hour=22, minute=59)) == cast.game.pk
    assert leads_to(token, NOW.replace(hour=23, minute=0)) is None
    late = review_links(cast.frieda.viewer, NOW + timedelta(days=1)).links
    assert [each.over for each in late] == [True]


def test_a_link_without_a_last_day_goes_on(cast):
    make(cast, until=None)

    assert leads_to(tokens(cast)["Rat"], NOW + timedelta(days=4000)) == cast.game.pk


def test_a_new_lasting_link_leaves_the_others_alone(cast):
    make(cast)
    renew_review_link(cast.frieda.viewer, now=NOW)

    assert leads_to(tokens(cast)["Rat"]) == cast.game.pk


def test_the_links_of_one_game_do_not_open_another_nor_the_projector(cast):
    make(cast)
    token = tokens(cast)["Rat"]

    assert leads_to(token) != cast.carl.viewer.game_id
    assert by_link(ViewerKind.PROJECTOR, token, NOW) is None
    assert leads_to(token[:-1]) is None
    assert leads_to("0" * 32 + token[32:]) is None


def test_a_day_that_has_passed_is_refused_and_too_many_links_are(cast, monkeypatch):
    with pytest.raises(Illegal, match="link_over"):
        make(cast, until=TODAY - timedelta(days=1))
    monkeypatch.setattr("games.services.links.MOST_LINKS", 1)
    make(cast)
    with pytest.raises(Illegal, match="too_many_links"):
        make(cast, "Presse")


def test_making_sent_again_makes_one_and_its_name_is_not_in_the_log(cast):
    first = make(cast, "Für Frau Müller", request_id="r")
    assert make(cast, "Für Frau Müller", request_id="r") == first

    assert len(tokens(cast)) == 1
    entry = LogEntry.objects.get(kind="review_link_made")
    assert entry.payload == {"link": 1}


def test_a_dead_or_foreign_link_is_unknown_to_whoever_revokes_it(cast):
    make(cast)
    revoke_review_link(cast.frieda.viewer, number=1, now=NOW)
    for viewer, number in ((cast.frieda.viewer, 1), (cast.franz.viewer, 1)):
        with pytest.raises(NotAllowed, match="unknown_link"):
            revoke_review_link(viewer, number=number, now=NOW)
    with pytest.raises(NotAllowed, match="not_facilitator"):
        make_review_link(cast.anna.viewer, label="Rat", until=None, now=NOW)


@pytest.mark.parametrize("role", [Role.COACH, Role.TECHNICIAN, Role.OBSERVER])
def test_only_the_lead_gives_links_away(cast, role):
    with pytest.raises(RoleMayNot):
        make_review_link(helper(cast.game, role), label="Rat", until=None, now=NOW)
