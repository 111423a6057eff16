"""Pages and live answers speak the language that was asked for."""

import re
from datetime import UTC, datetime
from html import unescape

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from games.access import Viewer, ViewerKind
from games.live.answer import Answers
from games.live.screens import SCREENS, audience_of
from games.selectors import money

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def german_texts():
    """German texts that read differently in English.

    Single words are left out: the scenarios' own texts, which stay German, use them as well.
    """
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po"))
    return [
        entry.msgid
        for entry in catalogue
        if " " in entry.msgid.strip()
        and len(entry.msgid) > 12
        and entry.msgid != entry.msgstr
        and not re.search(r"%\(|\{", entry.msgid)
    ]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("en", "en"),
        ("en-GB,de;q=0.5", "en"),
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("fr", "de"),
        (None, "de"),
    ],
)
def test_the_start_page_follows_the_browser(db, browser, asked, answered):
    html = browser(asked).get(reverse("start")).content.decode()

    heading = {"en": "Join with a code", "de": "Mit Code mitspielen"}
    assert f'<html lang="{answered}"' in html
    assert heading.pop(answered) in html
    assert not any(text in html for text in heading.values())


def test_no_page_of_a_game_mixes_languages(cast, pages, german_texts):
    cast.play_until("deciding", round_number=2)
    for name, html in pages("en").items():
        shown = unescape(html)
        assert '<html lang="en"' in html, name
        assert [text for text in german_texts if text in shown] == [], name


def test_german_pages_stay_german(cast, pages):
    cast.play_until("deciding", round_number=2)
    pages("en")
    german = pages("de")
    assert all('<html lang="de"' in html for html in german.values())
    assert "Rücklage am Jahresende" in german["board"]
    assert "Schlüsselzuweisung" in german["settlement"]


def test_the_settlement_names_its_rules(cast, pages):
    cast.play_until("settled")
    english = unescape(pages("en")["settlement"])
    assert "County levy" in english
    assert "rate × (S + 90% × equalisation grant)" in english


def test_the_end_of_a_game_is_english_too(cast, pages, german_texts):
    cast.play_until("debrief", round_number=3)
    shown = unescape(pages("en")["review"])
    assert "Round by round" in shown
    assert [text for text in german_texts if text in shown] == []


class TestSwitch:
    def test_a_person_switches_at_the_foot_of_a_page(self, db):
        client = Client(headers={"Accept-Language": "de"})
        assert '<button name="language" value="en" lang="en">English</button>' in (
            client.get(reverse("start")).content.decode()
        )

        answer = client.post(
            reverse("set_language"), {"language": "en", "next": reverse("privacy")}
        )

        assert answer["Location"] == reverse("privacy")
        html = client.get(reverse("privacy")).content.decode()
        assert '<html lang="en"' in html
        assert '<button name="language" value="de" lang="de">Deutsch</button>' in html
        assert f'<input type="hidden" name="next" value="{reverse("privacy")}">' in html

    def test_a_switch_leads_to_no_other_site(self, db):
        fields = {"language": "en", "next": "https://example.org/"}
        assert Client().post(reverse("set_language"), fields)["Location"] == "/"


class TestLiveAnswers:
    @pytest.mark.parametrize(
        ("screen", "person", "words"),
        [
            ("board", "anna", ("Rücklage am Jahresende", "Reserve at the end of the year")),
            ("region", "anna", ("Alle Gemeinden im Vergleich", "All municipalities compared")),
            ("data", "anna", ("Wer kam, wer ging", "Who came, who left")),
            ("cockpit", "frieda", ("Was passiert ist", "What has happened")),
            ("projector", "frieda", ("Wer hat abgegeben", "Who has submitted")),
        ],
    )
    def test_each_language_has_its_own(self, cast, german_texts, screen, person, words):
        """Whichever was rendered first: nothing that was kept for one is shown in the other."""
        cast.play_until("deciding", round_number=2)
        viewer = getattr(cast, person).viewer
        if screen == "projector":
            viewer = Viewer(ViewerKind.PROJECTOR, cast.game.pk)
        answers = Answers()
        for number, language in enumerate(("de", "en", "de", "en")):
            audience = audience_of(viewer, SCREENS[screen], language)
            shown = unescape(answers.live_answer(audience, None).body.decode())
            assert words[number % 2] in shown
            assert words[1 - number % 2] not in shown
        assert [text for text in german_texts if text in shown] == []

    def test_over_http_they_follow_the_page(self, cast, browser):
        cast.play_until("deciding")
        path = reverse("board", kwargs={"game_id": cast.game.public_id})
        for language, words in {
            "en": "Reserve at the end of the year",
            "de": "Rücklage am Jahresende",
        }.items():
            client = browser(language, cast.anna)
            assert f"sprache={language}" in client.get(path).content.decode()
            assert words in client.get(f"{path}live/").content.decode()


class TestFigures:
    @pytest.mark.parametrize(
        ("german", "english", "made"),
        [
            (f"1.234.567{NBSP}€", "€1,234,567", lambda: money.euro(1_234_567)),
            (f"−84.000{NBSP}€", "−€84,000", lambda: money.euro_change(-84_000)),
            (f"+42.550{NBSP}€", "+€42,550", lambda: money.euro_change_exact(42_550)),
            (f"−11,52{NBSP}Mio.{NBSP}€", "−€11.52m", lambda: money.euro(-11_520_000)),
            (f"2,8{NBSP}%", "2.8%", lambda: money.percent(280)),
            (f"3{NBSP}%", "3%", lambda: money.percent(300)),
            (f"12,3456{NBSP}%", "12.3456%", lambda: money.share(123_456)),
            ("+1,5", "+1.5", lambda: money.points_change(150)),
            ("0", "0", lambda: money.points_change(-4)),
            (f"19{NBSP}Min.", f"19{NBSP}min", lambda: money.minutes(19)),
            (
                f"10:47{NBSP}Uhr",
                "10:47",
                lambda: money.clock(datetime(2026, 11, 22, 9, 47, tzinfo=UTC)),
            ),
        ],
    )
    def test_they_are_written_as_the_language_does(self, german, english, made):
        assert made() == german
        with translation.override("en"):
            assert made() == english
