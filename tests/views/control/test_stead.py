"""The facilitator at a team's screens: read-only and noted, or as its deputy and marked."""

import pytest

from games.enums import DecisionSource, LogKind
from games.errors import StaleRevision
from games.models import LogEntry, TeamDecision
from games.selectors.situation import situation
from games.services import drafts, seats
from tests.cast import NOW, assemble
from tests.views.matrix import Browsers

LEVEL = "levels.verwaltung"


@pytest.fixture
def cast(db):
    cast = assemble()
    cast.play_until("deciding")
    return cast


@pytest.fixture
def frieda(cast):
    return Browsers(cast).client("owner")


def below(cast, kind, page="rathaus/"):
    game, team = cast.game.public_id, cast.anna.viewer.team_id
    return f"/leitung/spiel/{game}/{kind}/{team}/spiel/{game}/{page}"


def row(cast):
    return TeamDecision.objects.get(team_id=cast.anna.viewer.team_id, round_number=1)


def save(frieda, cast, kind="vertretung", value="sparen", revision=0):
    body = {"round": 1, "revision": revision, "request_id": f"s{revision}", LEVEL: value}
    return frieda.post(below(cast, kind, "rathaus/entwurf/"), body)


def submit(frieda, cast, **more):
    body = {"round": 1, "revision": row(cast).revision, "checked": "1", "request_id": "ab"}
    path = below(cast, "vertretung", "rathaus/abgeben/")
    return frieda.post(path, body | {"reason": "Anna hat Fieber"} | more)


class TestLooking:
    def test_the_page_is_the_team_s_marked_and_shut(self, cast, frieda):
        text = frieda.get(below(cast, "ansehen")).content.decode()
        assert "Sie sehen den Schirm von Obertal." in text
        assert '<fieldset class="ps-seen" disabled>' in text
        assert "data-live" not in text
        assert "js/form_guard.js" not in text

    def test_links_stay_below_the_look_and_are_plain_again_for_players(self, cast, frieda):
        text = frieda.get(below(cast, "ansehen")).content.decode()
        assert f'href="{below(cast, "ansehen", "verlauf/")}"' in text
        assert f'href="/spiel/{cast.game.public_id}/' not in text
        anna = Browsers(cast).client("player").get(f"/spiel/{cast.game.public_id}/rathaus/")
        assert "/leitung/" not in anna.content.decode()

    def test_each_look_stands_in_the_team_s_history(self, cast, frieda):
        frieda.get(below(cast, "ansehen"))
        frieda.get(below(cast, "ansehen", "region/"))
        entries = LogEntry.objects.filter(kind=LogKind.SCREEN_SEEN).order_by("sequence")
        assert [entry.payload["screen"] for entry in entries] == ["board", "region"]
        browsers = Browsers(cast)
        path = f"/spiel/{cast.game.public_id}/verlauf/"
        assert "Ihren Schirm angesehen" in browsers.client("player").get(path).content.decode()
        other = browsers.client("other_team").get(path).content.decode()
        assert "Ihren Schirm angesehen" not in other

    def test_nothing_can_be_changed(self, cast, frieda):
        assert save(frieda, cast, "ansehen").status_code == 405
        assert not TeamDecision.objects.filter(team_id=cast.anna.viewer.team_id).exists()

    def test_conversations_stay_between_the_towns(self, cast, frieda):
        for page in ("gespraeche/", f"gespraeche/mit/{cast.teams[1].town}/"):
            answer = frieda.get(below(cast, "ansehen", page))
            assert answer["Location"] == below(cast, "ansehen", "")

    def test_the_foot_leads_out(self, cast, frieda):
        game, team = cast.game.public_id, cast.anna.viewer.team_id
        answer = frieda.get(f"/leitung/spiel/{game}/ansehen/{team}/datenschutz/")
        assert answer["Location"] == "/datenschutz/"

    def test_another_game_s_pages_are_not_shown(self, cast, frieda):
        game, team = cast.game.public_id, cast.anna.viewer.team_id
        other = cast.carl.viewer.team_id
        assert (
            frieda.get(f"/leitung/spiel/{game}/ansehen/{other}/spiel/{game}/rathaus/").status_code
            == 404
        )
        assert frieda.get(f"/leitung/spiel/{game}/ansehen/{team}/nirgendwo/").status_code == 404


class TestDeputising:
    def test_saved_checked_and_submitted_with_its_mark(self, cast, frieda):
        assert save(frieda, cast)["Location"] == below(cast, "vertretung")
        assert (row(cast).content, row(cast).source) == (
            {"levels": {"verwaltung": "sparen"}},
            DecisionSource.DEPUTY,
        )
        assert row(cast).field_revisions[LEVEL]["by"] == "Spielleitung"
        body = {"round": 1, "revision": 1, "request_id": "ab"}
        asked = frieda.post(below(cast, "vertretung", "rathaus/abgeben/"), body)
        assert asked["Location"].endswith("/pruefen/")
        assert row(cast).status == "draft"
        named = {"checked": "1", "reason": "Anna hat Fieber"}
        frieda.post(below(cast, "vertretung", "rathaus/abgeben/"), body | named)
        assert (row(cast).status, row(cast).source) == ("submitted", DecisionSource.DEPUTY)
        submitted = LogEntry.objects.filter(kind=LogKind.DECISION_SUBMITTED)
        entry = submitted.get(team_id=cast.anna.viewer.team_id)
        assert (entry.user_id, entry.seat_id) == (cast.frieda.viewer.user_id, None)

    def test_the_team_sees_it_and_takes_it_back_as_its_own(self, cast, frieda):
        save(frieda, cast)
        submit(frieda, cast)
        anna = Browsers(cast).client("player")
        path = f"/spiel/{cast.game.public_id}/"
        history = anna.get(f"{path}verlauf/").content.decode()
        assert "von der Spielleitung für Sie entschieden. Grund: Anna hat Fieber" in history
        board = anna.get(f"{path}rathaus/").content.decode()
        assert "Die Spielleitung hat für Sie abgegeben. Grund: Anna hat Fieber" in board
        anna.post(f"{path}rathaus/zurueckholen/", {"round": 1, "request_id": "z"})
        assert (row(cast).status, row(cast).source) == ("draft", DecisionSource.TEAM)

    def test_the_check_names_what_is_odd(self, cast, frieda):
        most = situation(cast.anna.viewer).limits.max_greenfield
        assert most > 0
        body = {"round": 1, "revision": 0, "request_id": "s", LEVEL: "sparen", "greenfield": most}
        frieda.post(below(cast, "vertretung", "rathaus/entwurf/"), body)
        game, team = cast.game.public_id, cast.anna.viewer.team_id
        page = frieda.get(f"/leitung/spiel/{game}/vertretung/{team}/pruefen/").content.decode()
        assert "1 Angabe ist ungewöhnlich." in page
        assert "Das ist das Höchste, was erlaubt ist." in page

    def test_what_is_not_allowed_is_refused_with_its_limit(self, cast, frieda):
        most = situation(cast.anna.viewer).limits.max_greenfield
        body = {"round": 1, "revision": 0, "request_id": "s", "greenfield": most + 1}
        path = below(cast, "vertretung", "rathaus/entwurf/")
        answer = frieda.post(path, body, headers={"Accept": "application/json"})
        assert answer.status_code == 422
        assert str(most) in answer.json()["message"]

    def test_people_s_own_words_and_answers_are_theirs(self, cast, frieda):
        sent = frieda.post(
            below(cast, "vertretung", "gespraeche/senden/"), {"to": "plenum", "text": "Hallo"}
        )
        assert sent.status_code == 302
        assert not LogEntry.objects.filter(kind=LogKind.MESSAGE_SENT).exists()

    @pytest.mark.parametrize("kind", ["other_facilitator", "player"])
    def test_nobody_else_deputises(self, cast, kind):
        client = Browsers(cast).client(kind)
        save(client, cast)
        assert not TeamDecision.objects.filter(team_id=cast.anna.viewer.team_id).exists()


class TestCorrecting:
    @pytest.fixture
    def corrected(self, cast, frieda):
        """Anna's team has submitted; the facilitator takes it back and changes a level."""
        anna = cast.anna.viewer
        changes = {LEVEL: "erneuern", "greenfield": 2}
        drafts.save_draft(anna, round_number=1, revision=0, changes=changes, now=NOW)
        drafts.submit(anna, round_number=1, revision=1, now=NOW)
        frieda.post(below(cast, "vertretung", "rathaus/zurueckholen/"), {"round": 1})
        save(frieda, cast, revision=1)
        return cast

    def page(self, cast, frieda):
        game, team = cast.game.public_id, cast.anna.viewer.team_id
        return frieda.get(f"/leitung/spiel/{game}/vertretung/{team}/pruefen/").content.decode()

    def test_the_check_shows_what_the_team_had_beside_it(self, corrected, frieda):
        page = self.page(corrected, frieda)
        assert "Vom Team" in page
        assert "<b>Erneuern</b>" in page
        assert "gleich" in page

    def test_nobody_corrects_people_without_saying_why(self, corrected, frieda):
        submit(frieda, corrected, reason=" ")
        assert row(corrected).status == "draft"

    def test_the_team_reads_on_its_screen_that_it_was_corrected_and_why(self, corrected, frieda):
        submit(frieda, corrected)
        anna = Browsers(corrected).client("player")
        board = anna.get(f"/spiel/{corrected.game.public_id}/rathaus/").content.decode()
        words = "Die Spielleitung hat Ihre Entscheidung korrigiert. Grund: Anna hat Fieber."
        assert words in board
        entry = LogEntry.objects.filter(kind=LogKind.DECISION_SUBMITTED).last()
        assert entry.payload["reason"] == "Anna hat Fieber"

    def test_undone_it_is_what_the_team_had_submitted(self, corrected, frieda):
        submit(frieda, corrected)
        game, team = corrected.game.public_id, corrected.anna.viewer.team_id
        path = f"/leitung/spiel/{game}/vertretung/{team}/zuruecknehmen/"
        assert "Korrektur zurücknehmen" in self.page(corrected, frieda)
        frieda.post(path, {"round": 1, "request_id": "eins"})
        now = row(corrected)
        assert now.content == {"levels": {"verwaltung": "erneuern"}, "greenfield": 2}
        assert (now.status, now.source, now.submitted_at) == ("submitted", "team", NOW)
        again = frieda.post(path, {"round": 1, "request_id": "zwei"}, follow=True)
        assert "Es gibt nichts zurückzunehmen." in again.content.decode()

    def test_a_correction_undone_is_noticed_by_a_page_that_is_still_open(self, corrected, frieda):
        game, team = corrected.game.public_id, corrected.anna.viewer.team_id
        path = f"/leitung/spiel/{game}/vertretung/{team}/zuruecknehmen/"
        frieda.post(path, {"round": 1})
        drafts.reopen(corrected.anna.viewer, round_number=1, now=NOW)
        with pytest.raises(StaleRevision):
            drafts.save_draft(
                corrected.anna.viewer,
                round_number=1,
                revision=2,
                changes={LEVEL: "halten"},
                now=NOW,
            )

    def test_what_people_change_themselves_is_theirs_again(self, corrected, frieda):
        submit(frieda, corrected)
        drafts.reopen(corrected.anna.viewer, round_number=1, now=NOW)
        assert (row(corrected).of_team, row(corrected).reason) == (None, "")

    def test_a_team_without_people_needs_no_reason(self, cast, frieda):
        seats.merge_people(
            cast.frieda.viewer,
            source_id=cast.anna.viewer.team_id,
            team_id=cast.dora.viewer.team_id,
            reason="Papier",
        )
        save(frieda, cast)
        submit(frieda, cast, reason="")
        assert row(cast).status == "submitted"
