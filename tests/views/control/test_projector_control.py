"""The projector steered from the cockpit: by script, by plain form, and what the cockpit says."""

import pytest
from django.test import Client

from games.services import projector, undo
from games.services.phases import named
from tests.cast import NOW
from tests.fund import joined, posting_items

VIEWS = ("auto", "lobby", "clock", "map", "indices", "news")


def wall(wall_url):
    return Client().get(wall_url()).content.decode()


def regions(answer):
    return answer.content.decode()


class TestCommands:
    @pytest.mark.parametrize("view", VIEWS)
    def test_each_view_is_on_the_wall_at_once(self, cast, command, wall_url, view):
        cast.play_until("deciding")

        answer = command("cockpit_show", view=view)

        assert answer.json()["receipt"]["number"]
        assert Client().get(wall_url("projector_state")).json()["view"] == view

    def test_a_plain_form_leads_back_with_a_sentence(self, cast, frieda, url):
        cast.play_until("deciding")
        answer = frieda.post(url("cockpit_show"), {"view": "map", "request_id": "x"}, follow=True)
        assert answer.redirect_chain == [(url("cockpit"), 302)]
        assert "Leinwand: Karte · Beleg" in answer.content.decode()

    def test_what_is_not_there_is_refused_with_a_reason(self, command):
        answer = command("cockpit_show", view="indices")
        assert answer.status_code == 422
        assert "Die Leinwand bleibt, wie sie ist." in answer.json()["message"]

    def test_a_view_that_nobody_knows_is_refused(self, command):
        assert command("cockpit_show", view="film").status_code == 422

    def test_dark_and_light_again(self, cast, command, wall_url):
        cast.play_until("deciding")
        command("cockpit_darken", blank="pause")
        page = wall(wall_url)
        assert "<h1>Pause</h1>" in page
        assert "Karte der Region" not in page
        assert "role=timer" not in page.replace('"', "")

        command("cockpit_darken", blank="")

        assert "Karte der Region" in wall(wall_url)


class TestWall:
    def test_the_way_in_can_be_shown_during_a_round_and_goes_again(self, cast, command, wall_url):
        cast.play_until("deciding")
        code = cast.game.join_code[:4]
        command("cockpit_show", view="lobby")
        assert code in wall(wall_url)
        assert Client().get(wall_url("projector_state")).json()["join_code"] == cast.game.join_code

        command("cockpit_show", view="map")

        assert code not in wall(wall_url)

    def test_a_chart_comes_with_the_same_figures_as_a_table(self, cast, command, wall_url):
        cast.play_until("settled")
        command("cockpit_show", view="chart", item="finanzen")
        page = wall(wall_url)
        assert "Finanzen in den Gemeinden" in page
        assert "data-chart=" in page
        assert page.count('<th scope="row">') == len(cast.teams)

    def test_a_posting_comes_with_rule_formula_steps_and_source(self, cast, command, wall_url):
        joined(cast).play_until("settled")
        item = next(each for each in posting_items(cast, 1)[0] if "F1" in self.rule_of(cast, each))
        command("cockpit_show", view="posting", item=item)
        page = wall(wall_url)
        for words in ("Eine Buchung aus Runde 1", "Regel F1: Fondsbeitrag", "zahlt an Fonds"):
            assert words in page
        assert "Annahmen und Quellen" in page
        assert 'class="pj-post__steps"' in page

    @staticmethod
    def rule_of(cast, item):
        content = cast.game.settlements.get(round_number=1).content
        return content["postings"][int(item.split("-")[1]) - 1]["rule"]

    def test_news_name_the_card_and_whom_it_hits(self, cast, command, wall_url):
        cast.play_until("deciding", round_number=2)
        command("cockpit_show", view="news")
        assert "pj-news" in wall(wall_url)

    def test_the_pause_of_the_game_is_said_on_every_view(self, cast, command, wall_url):
        cast.play_until("deciding")
        command("cockpit_pause", paused="1")
        for view in VIEWS:
            command("cockpit_show", view=view)
            assert "Das Spiel ist angehalten" in wall(wall_url), view


class TestCockpit:
    def test_it_says_what_is_on_the_wall(self, cast, command, frieda, url):
        cast.play_until("deciding")
        command("cockpit_show", view="map")
        page = regions(frieda.get(url("cockpit_live")))
        assert "<b>Karte</b>: Gemeinden und ihre Vereinbarungen" in page
        assert page.count('aria-pressed="true"') == 1

    def test_it_says_that_a_round_taken_back_took_the_posting_along(
        self, cast, command, frieda, url, wall_url
    ):
        joined(cast).play_until("settled")
        command("cockpit_show", view="posting", item=posting_items(cast, 1)[0][0])
        assert "Eine Buchung aus Runde 1" in wall(wall_url)
        game = cast.fresh()
        here = named(game.round_number, game.phase)
        undo.undo_rounds(cast.frieda.viewer, to_round=1, expected=here, reason="Probe", now=NOW)

        page = regions(frieda.get(url("cockpit_live")))

        assert "gibt es nicht mehr: Seine Runde wurde zurückgenommen" in page
        assert "Eine Buchung aus Runde 1" not in wall(wall_url)
        assert "Karte der Region" in wall(wall_url)

    def test_the_list_offers_what_the_room_may_know(self, cast, frieda, url):
        joined(cast).play_until("settled")
        public, private = posting_items(cast, 1)
        page = frieda.get(url("cockpit_show")).content.decode()
        assert all(item in page for item in public)
        assert not [item for item in private if f'"{item}"' in page]

    @pytest.mark.parametrize("asked", ["0", "99", "-1", "x", "٣"])
    def test_a_round_that_is_none_shows_the_newest(self, cast, frieda, url, asked):
        joined(cast).play_until("settled")
        page = frieda.get(url("cockpit_show"), {"runde": asked}).content.decode()
        assert "Buchungen aus Runde 1" in page

    def test_before_the_first_settlement_the_list_says_so(self, frieda, url):
        page = frieda.get(url("cockpit_show")).content.decode()
        assert "Diagramme und Buchungen gibt es nach der ersten Abrechnung" in page

    def test_switching_the_wall_does_not_flood_the_log(self, cast, frieda, url):
        cast.play_until("deciding")
        before = regions(frieda.get(url("cockpit_live"))).partition('id="r-log"')[2]
        projector.show(cast.frieda.viewer, view="map", now=NOW)
        assert regions(frieda.get(url("cockpit_live"))).partition('id="r-log"')[2] == before
