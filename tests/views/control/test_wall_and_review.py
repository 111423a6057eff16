"""The projector, the review, and what happens when a page is not there."""

import re
import uuid
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from games.models import Game
from games.services import flow
from tests.views.matrix import Browsers, load
from tests.views.test_access_matrix import address

INLINE = re.compile(
    r"<[^>]*\s(?:style|on\w+)=|<style|<script(?![^>]*\ssrc=)(?![^>]*application/json)"
)

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


class TestProjector:
    def test_the_lobby_shows_the_way_in(self, cast, wall_url):
        page = Client().get(wall_url()).content.decode()

        code = cast.game.join_code
        assert f"{code[:4]}-{code[4:]}" in page
        assert 'class="ps-qr"' in page
        assert "Dora" in page

    def test_the_code_is_gone_once_the_game_runs(self, cast, wall_url):
        cast.play_until("briefing")

        page = Client().get(wall_url()).content.decode()

        assert cast.game.join_code[:4] not in page
        assert Client().get(wall_url("projector_state")).json()["join_code"] is None

    def test_it_has_no_controls(self, cast, wall_url):
        cast.play_until("deciding")

        page = Client().get(wall_url()).content.decode()

        assert not re.search(r"<(button|input|select|form|a [^>]*class)", page)
        assert 'role="timer"' in page or "Ohne Zeitgrenze" in page

    def test_after_a_round_it_shows_results(self, cast, wall_url):
        cast.play_until("settled")

        page = Client().get(wall_url()).content.decode()

        assert "Ergebnis von Runde 1" in page
        assert "Laufendes Ergebnis" in page


class TestReview:
    def test_before_the_end_it_says_plainly_that_it_opens_at_the_end(self, cast, review_url):
        cast.play_until("settled")

        page = Client().get(review_url()).content.decode()

        assert "Die Rückschau öffnet sich am Ende" in page
        assert "Mitnehmen" not in page
        assert Client().get(review_url("review_csv")).status_code == 404

    def test_it_opens_with_the_end(self, cast, review_url):
        cast.play_until("settled")
        assert "Mitnehmen" not in Client().get(review_url()).content.decode()
        cast.play_until("debrief", round_number=3)

        page = Client().get(review_url()).content.decode()

        assert review_url("review_take_home") in page
        assert page.count('class="rv-post"') > 10

    def test_a_filtered_page_is_not_mistaken_for_another(self, cast, review_url):
        cast.play_until("debrief", round_number=3)
        town = cast.teams[0].town

        whole, part = (
            Client().get(review_url(), query).content.decode().count('class="rv-post"')
            for query in ({"buchungsrunde": ""}, {"gemeinde": town})
        )

        assert 0 < part < whole

    @pytest.mark.parametrize("value", ["-1", "x", "99999999", "²", ""])
    def test_nonsense_in_the_address_is_ignored(self, cast, review_url, value):
        flow.end_game(cast.frieda.viewer)

        assert Client().get(review_url(), {"runde": value}).status_code == 200

    def test_the_table_is_a_file_with_a_name(self, cast, review_url):
        cast.play_until("debrief", round_number=3)

        answer = Client().get(review_url("review_csv"))

        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="ubung.csv"'
        assert answer.content.startswith(b"\xef\xbb\xbf")

    def test_a_game_without_a_round_says_so(self, cast, review_url):
        flow.end_game(cast.frieda.viewer)

        assert "keine Runde gespielt" in Client().get(review_url()).content.decode()


class TestNotFound:
    def test_people_get_a_sentence_and_a_way_on(self, db):
        answer = Client().get(reverse("review", kwargs={"token": "falsch"}))

        page = answer.content.decode()
        assert answer.status_code == 404
        assert "Diese Seite gibt es nicht" in page
        assert reverse("start") in page

    def test_scripts_get_json(self, db):
        answer = Client().get(reverse("review_state", kwargs={"token": "falsch"}))

        assert answer.json()["code"] == "not_found"

    def test_unknown_and_forbidden_look_the_same(self, cast, frieda):
        foreign = Game.objects.get(pk=cast.carl.viewer.game_id).public_id
        asked = (foreign, uuid.uuid4())
        answers = [frieda.get(reverse("cockpit", kwargs={"game_id": each})) for each in asked]

        assert {answer.status_code for answer in answers} == {404}
        foreign_page, unknown_page = (
            TOKEN.sub("", answer.content.decode()).replace(str(game_id), "")
            for answer, game_id in zip(answers, asked, strict=True)
        )
        assert foreign_page == unknown_page


def test_no_page_carries_anything_inline(cast):
    cast.play_until("deciding", round_number=2)
    browsers = Browsers(cast)
    pages = {}
    for row in load()[1]:
        if (row.situation, row.method) != ("playing", "GET"):
            continue
        for kind, status in zip(load()[0], row.expected, strict=True):
            if status == 200:
                team = {"team": cast.anna.viewer.team_id} if row.name == "cockpit_bot" else {}
                answer = browsers.client(kind).get(
                    address(row.name, browsers.arguments(kind)), team
                )
                pages[row.name] = answer.content.decode()

    assert len(pages) > 30
    assert [name for name, page in pages.items() if INLINE.search(page)] == []


class TestPostingsOfTheReview:
    """The newest round comes by itself, the others on demand: all together are thousands."""

    @pytest.fixture
    def rounds(self, cast, review_url):
        """The rounds whose postings stand on the page."""
        cast.play_until("debrief", round_number=cast.game.rounds)

        def shown(**asked):
            page = Client().get(review_url(), asked).content.decode()
            return {int(each) for each in re.findall(r'rv-post__round ps-num">R(\d+)<', page)}

        return shown

    def test_the_newest_round_comes_by_itself(self, rounds, cast):
        assert rounds() == {cast.game.rounds}

    def test_the_others_are_one_link_away(self, rounds, cast):
        assert rounds(buchungsrunde="1") == {1}
        assert rounds(buchungsrunde="") == set(range(1, cast.game.rounds + 1))

    def test_a_municipality_alone_is_followed_through_all_rounds(self, rounds, cast):
        town = cast.game.teams.first().town
        assert rounds(gemeinde=town) == set(range(1, cast.game.rounds + 1))

    def test_more_rounds_do_not_mean_more_questions(self, cast, review_url):
        """The first opening reads at once what the page shows, however long the game was."""
        cast.play_until("debrief", round_number=cast.game.rounds)
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(review_url()).status_code == 200
        same = Counter(each["sql"] for each in asked.captured_queries)
        assert len(asked) <= 30
        assert max(same.values()) <= 2
