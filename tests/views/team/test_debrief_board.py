"""The board of the debrief on a participant's device: long texts, markup, crowds, moved steps."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.enums import DebriefStep
from games.live.answer import Answers, read_stamp, render
from games.live.screens import SCREENS, audience_of
from games.management.serving import LARGEST_ANSWER
from games.models import DebriefCard
from games.selectors.debrief import board
from games.selectors.debrief_groups import MOST_LIVE
from games.services import debrief, debrief_cards, debrief_questions
from tests.cast import NOW

MARKUP = '<script>alert(1)</script> <b>laut</b> & "leise" {{ 7 }}'
MOST_QUERIES = 30


@pytest.fixture
def cast(cast):
    """The board is open at its first step."""
    cast.play_until("debrief", round_number=3)
    debrief.begin(cast.frieda.viewer, now=NOW)
    return cast


@pytest.fixture
def anna(cast, browser):
    return browser(cast.anna)


def form(number=1, step="feel", **fields):
    return {"step": step, "number": number, **fields}


def text_of(answer):
    return answer.content.decode()


def crowd(cast, count, steps, text="Wir haben zu lange gewartet, bis jemand eine Zahl nannte."):
    """Many cards of all municipalities."""
    teams = cast.teams
    DebriefCard.objects.bulk_create(
        DebriefCard(
            game=cast.game, sequence=10_000 + number, at=NOW, step=steps[number % len(steps)],
            team=teams[number % len(teams)], text=text, group=f"Gruppe {number % 7}" * (number % 3),
        )
        for number in range(count)
    )  # fmt: skip


@pytest.mark.parametrize("length", [281, 10_000])
def test_a_card_that_is_too_long_stays_in_the_form(cast, anna, url, length):
    long = "Wir haben viel zu sagen. " * 400
    answer = anna.post(url("debrief_write"), form(text=long[:length] + "Ende"))
    assert answer.status_code == 422
    assert f"{long[:length]}Ende</textarea>" in text_of(answer)
    assert "280" in text_of(answer)
    assert board(cast.game.pk).at(1).cards == ()


def test_markup_stays_text_on_every_screen(cast, anna, url):
    anna.post(url("debrief_write"), form(text=MARKUP))
    debrief_cards.resolve(cast.dora.viewer, text=MARKUP, until="<i>bald</i>", now=NOW)
    debrief.steer(cast.frieda.viewer, step="next", now=NOW)
    debrief_cards.write(cast.dora.viewer, step="next", text=MARKUP, now=NOW)
    (card,) = board(cast.game.pk).at(1).cards
    assert card.text == MARKUP
    token = link_token(ViewerKind.PROJECTOR, cast.game)
    pages = [
        text_of(anna.get(url("debrief"))),
        text_of(Client().get(reverse("projector", kwargs={"token": token}))),
        *(
            render(each, read_stamp(each)).body.decode()
            for each in (
                audience_of(cast.anna.viewer, SCREENS["debrief"], "de"),
                audience_of(cast.frieda.viewer, SCREENS["lead_debrief"], "de"),
            )
        ),
    ]
    for page in pages:
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;laut" in page
        assert "<script>alert" not in page
        assert "<i>bald" not in page


def test_a_card_written_while_the_step_changed_says_where_it_hangs(cast, anna, url):
    debrief.steer(cast.frieda.viewer, step="happened", now=NOW)
    answer = anna.post(url("debrief_write"), form(text="Noch zum Anfang"), follow=True)
    assert "sie hängt bei Schritt 1 „Wie ging es uns?“" in text_of(answer)
    assert "Was ist passiert?" in text_of(answer)
    assert [card.text for card in board(cast.game.pk).at(1).cards] == ["Noch zum Anfang"]
    plain = anna.post(url("debrief_write"), form(2, "happened", text="Hier"), follow=True)
    assert "Karte geschrieben um" in text_of(plain)


def test_what_is_refused_after_the_step_changed_names_the_step_it_was_for(cast, anna, url):
    for number in range(2):
        debrief_cards.write(cast.dora.viewer, step="feel", text=f"Karte {number}", now=NOW)
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    debrief.steer(cast.frieda.viewer, step="happened", now=NOW)
    answer = anna.post(url("debrief_write"), form(text="Zu spät für den Anfang"))
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Zu spät für den Anfang</textarea>" in page
    assert "Ihr Text war für Schritt 1 „Wie ging es uns?“." in page


def test_a_resolution_made_elsewhere_says_where_it_stands(cast, anna, url):
    answer = anna.post(url("debrief_resolve"), {"number": 6, "text": "Reden"}, follow=True)
    assert "er steht bei Schritt 6 „Wie geht es weiter?“" in text_of(answer)


def test_an_empty_board_says_who_fills_it(cast, anna, url):
    assert "Schreiben Sie die erste." in text_of(anna.get(url("debrief")))
    frieda = Client()
    frieda.force_login(cast.frieda.user)
    lead = text_of(frieda.get(reverse("lead_debrief", args=[cast.game.public_id])))
    assert "Die Gemeinden schreiben sie auf ihren Geräten." in lead
    assert "Zu diesem Schritt steht keine Frage." not in lead
    for each in board(cast.game.pk).at(1).questions:
        debrief_questions.show_question(cast.frieda.viewer, key=each.key, shown=False, now=NOW)
    assert "Zu diesem Schritt steht keine Frage." in text_of(anna.get(url("debrief")))
    lead = text_of(frieda.get(reverse("lead_debrief", args=[cast.game.public_id])))
    assert "Zu diesem Schritt steht keine Frage." in lead


def test_cards_of_the_own_municipality_are_told_from_all_others(cast, anna, url):
    for person in (cast.anna, cast.dora):
        debrief_cards.write(person.viewer, step="feel", text="Ein Gedanke", now=NOW)
    page = text_of(anna.get(url("debrief")))
    assert (page.count("Ein Gedanke</p>"), page.count("db-card--own")) == (2, 1)
    frames = render(audience_of(cast.frieda.viewer, SCREENS["lead_debrief"], "de"), 0).body.decode()
    assert "db-card--own" not in frames


# --- a full hall ------------------------------------------------------------------------------


def queries(act):
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


@pytest.mark.parametrize("steps", [["feel"], list(DebriefStep)], ids=["one step", "all steps"])
def test_pages_and_frames_of_three_hundred_cards_ask_little(cast, anna, browser, url, steps):
    crowd(cast, 300, steps)
    frieda = browser(cast.frieda)
    pages = [
        (anna, url("debrief")),
        (anna, f"{url('debrief')}?karten=alle"),
        (frieda, url("lead_debrief")),
        (frieda, f"{url('debrief_cards')}?schritt=1"),
    ]
    for client, address in pages:
        assert client.get(address).status_code == 200
        assert queries(lambda c=client, a=address: c.get(a)) <= MOST_QUERIES, address
    everybody = [
        audience_of(person.viewer, SCREENS["debrief"], "de") for person in (cast.anna, cast.dora)
    ]
    everybody.append(audience_of(cast.frieda.viewer, SCREENS["lead_debrief"], "de"))
    kept = Answers()
    assert queries(lambda: dict(kept.answers_of(cast.game.pk, everybody))) <= MOST_QUERIES


def test_the_frame_of_a_hall_that_wrote_all_it_may_is_small_enough_to_be_sent(cast):
    """150 people, eight cards each to each step; what is larger the server would drop."""
    crowd(cast, 150 * 8 * 6, list(DebriefStep), text="&<" * 140)
    for person, screen in ((cast.anna, "debrief"), (cast.frieda, "lead_debrief")):
        audience = audience_of(person.viewer, SCREENS[screen], "de")
        assert len(render(audience, read_stamp(audience)).body) < LARGEST_ANSWER


def test_a_full_board_says_how_many_cards_there_are_and_shows_them_on_demand(cast, anna, url):
    crowd(cast, 300, ["feel"])
    newest = debrief_cards.write(cast.anna.viewer, step="feel", text="Ganz neu", now=NOW).number
    DebriefCard.objects.filter(sequence=newest).update(sequence=20_000)
    page = text_of(anna.get(url("debrief")))
    assert page.count('class="db-card ') == MOST_LIVE
    assert "Ganz neu" in page
    assert "An der Tafel hängen 301 Karten, hier die neuesten." in page
    every = text_of(anna.get(url("debrief"), {"karten": "alle"}))
    assert every.count('class="db-card ') == 301
    assert 'id="r-step1"' not in every
    step = board(cast.game.pk).at(1)
    assert sum(group.count for group in step.board) == len(step.cards) == 301


def test_every_ticked_card_is_grouped(cast, browser, url):
    crowd(cast, 300, ["feel"])
    numbers = [card.number for card in board(cast.game.pk).at(1).cards]
    browser(cast.frieda).post(
        f"{url('debrief_cards')}?schritt=1",
        {"act": "group", "group": "", "new_group": "Alle", "card": numbers},
    )
    (group,) = board(cast.game.pk).at(1).groups
    assert (group.name, group.count) == ("Alle", 300)
