"""One page for a team: everybody gets their own person in it, and never what was before."""

import re

import pytest

from games.models import Seat
from games.services import drafts
from games.services.reflection import reflect
from games.templatetags import kept
from games.views import team_page
from tests.cast import NOW, sit_down
from tests.views.team.test_join import body

INVITED, GIVEN = "rm-invite", "rm-given"


def person_of(page):
    return re.search(r"Sie sind ([^<]+)<", page).group(1)


def parts(page):
    """What is a person's own: seat, code, forgery token, numbers of requests."""
    return {
        "seat": re.search(r'data-seat="([^"]*)"', page).group(1),
        "code": re.search(r'ps-code">([^<]+)<', page).group(1),
        "token": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1),
        "request": re.search(r'name="request_id" value="(\w+)-s"', page).group(1),
    }


def without(page, own, person):
    """The page without what is a person's own."""
    page = page.replace(f'data-seat="{own["seat"]}"', "#")
    for name in ("code", "token", "request"):
        page = page.replace(own[name], "#")
    return page.replace(f"Sie sind {person}", "Sie sind #")


def test_two_people_of_a_team_get_the_same_page_with_their_own_person(browser, cast, url):
    cast.play_until("deciding")
    anna, ben = (body(browser(person).get(url("board"))) for person in (cast.anna, cast.ben))

    assert (person_of(anna), person_of(ben)) == ("Anna", "Ben")
    hers, his = parts(anna), parts(ben)
    assert all(hers[name] != his[name] for name in hers)
    impersonal = [
        without(page, own, name) for page, own, name in ((anna, hers, "Anna"), (ben, his, "Ben"))
    ]
    assert impersonal[0] == impersonal[1]
    assert hers["code"] not in ben
    assert his["code"] not in anna


def test_teams_of_a_game_have_their_pages_made_one_after_the_other(browser, cast, url, monkeypatch):
    cast.play_until("deciding")
    of_game = team_page._locks[cast.game.pk % team_page.LOCKS]
    held, make = [], team_page._made

    def made(*values):
        held.append(of_game.locked())
        return make(*values)

    monkeypatch.setattr(team_page, "_made", made)
    for person in (cast.anna, cast.dora):
        assert browser(person).get(url("board")).status_code == 200
    assert held == [True, True]
    assert not of_game.locked()


def test_what_all_teams_show_alike_is_rendered_once(browser, cast, url, monkeypatch):
    cast.play_until("deciding")
    kept._regions.clear()
    rendered, render = [], kept.render_to_string
    monkeypatch.setattr(
        kept, "render_to_string", lambda name, *more: rendered.append(name) or render(name, *more)
    )
    pages = [body(browser(person).get(url("board"))) for person in (cast.anna, cast.dora)]
    for name in ("tabs", "bottomnav"):
        assert rendered.count(f"parts/regions/{name}.html") == 1
        assert all(f'<nav class="ps-{name}"' in page for page in pages)


def test_what_a_form_of_the_page_sends_is_taken(browser, cast, url):
    cast.play_until("deciding")
    browser(cast.anna).get(url("board"))
    client = browser(cast.ben)
    own = parts(body(client.get(url("board"))))

    answer = client.post(
        url("submit"), {"round": 1, "revision": 0, "request_id": f"{own['request']}-s"},
    )  # fmt: skip

    assert answer.status_code in (200, 302)


def test_a_change_of_the_team_is_on_the_next_page_at_once(browser, cast, url):
    cast.play_until("deciding")
    before = body(browser(cast.ben).get(url("board")))
    service = re.search(r'name="levels\.([a-z_]+)"', before).group(1)
    drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes={f"levels.{service}": "sparen"},
        now=NOW,
    )  # fmt: skip
    after = body(browser(cast.ben).get(url("board")))

    assert 'data-revision="0"' in before
    assert 'data-revision="1"' in after


def test_markup_in_a_name_stays_text(browser, cast, url):
    cast.play_until("deciding")
    Seat.objects.filter(pk=cast.ben.viewer.seat_id).update(name="<b>Ben</b>")
    page = body(browser(cast.ben).get(url("board")))

    assert "Sie sind &lt;b&gt;Ben&lt;/b&gt;" in page


class TestInvitation:
    """The page is shared between the people of a team, the questions are asked of each of them."""

    @pytest.mark.parametrize("screen", ["lobby", "help"])
    def test_it_is_gone_for_who_has_answered_and_for_nobody_else(self, browser, cast, url, screen):
        anna, ben = browser(cast.anna), browser(cast.ben)
        assert all(INVITED in body(each.get(url(screen))) for each in (anna, ben))

        reflect(cast.anna.viewer, part="pre", values={"wort": "4"}, now=NOW)

        pages = [body(each.get(url(screen))) for each in (anna, ben, anna)]
        assert [INVITED in page for page in pages] == [False, True, False]
        assert [GIVEN in page for page in pages] == [True, False, True]

    def test_it_comes_back_for_the_questions_after_the_game(self, browser, cast, url):
        reflect(cast.anna.viewer, part="pre", values={"wort": "4"}, now=NOW)
        cast.play_until("negotiating")
        page = body(browser(cast.anna).get(url("board")))
        assert INVITED not in page
        assert GIVEN not in page
        cast.play_until("debrief", round_number=3)
        assert INVITED in body(browser(cast.anna).get(url("settlement")))

    def test_what_has_come_out_is_shown_as_fixed(self, browser, cast, url):
        for person in (cast.anna, *(sit_down(cast.game, f"G{n}", 2) for n in range(4))):
            reflect(person.viewer, part="pre", values={"wort": "4"}, now=NOW)
        client = browser(cast.anna)
        page = body(client.get(url("reflection")))
        assert page.count("Mit ihrer Gruppe erschienen") == 1
        assert 'name="wort"' not in page
        assert 'name="lohnt"' in page

        answer = client.post(url("reflection"), {"part": "pre", "wort": "1"}, follow=True)

        assert "Was inzwischen mit seiner Gruppe erschienen ist" in body(answer)
