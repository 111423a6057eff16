"""The files without names of a game in which a planted word stands wherever people can write.

Every byte is looked at: what is zipped is unpacked, names of packed files are read as well.
"""

import io
import re
import zipfile

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token
from games.models import Game, Workshop
from tests.exports.files import LEAD, NAMELESS, OPEN, OWN, fetch, parts
from tests.planted import WORD, planted, words

pytestmark = pytest.mark.django_db

PEOPLE = ("anna", "ben", "dora", "frieda")
ON_THE_BOARD = (
    *(f"{what} {step}" for what in ("Karte", "Antwort", "Gruppe") for step in ("feel", "next")),
    "abgehängt", "Frage", "umformuliert", "Vorsatz", "Mai", "Treffen", "Herbst", "verworfen",
)  # fmt: skip
"""What is planted on the board and stands in the whole file, which shows that it was there."""


@pytest.fixture
def cast(db):
    cast = planted()
    Game.objects.filter(pk=cast.game.pk).update(name=words("Spiel"))
    Workshop.objects.filter(games=cast.game).update(title=words("Veranstaltung"))
    return cast


def holds(data, word):
    """Whether bytes hold a word, in any of the spellings that our files could have."""
    text = data.decode("utf-8", errors="ignore") + data.decode("utf-16-le", errors="ignore")
    return word in text.lower()


def names_of(kind, data):
    """Names of what is packed in a file, which are texts, too."""
    if kind not in {"zip", "xlsx", "docx"}:
        return b""
    return "\n".join(zipfile.ZipFile(io.BytesIO(data)).namelist()).encode()


def leaks(kind, data, word):
    inside = [name for _kind, content, name in parts(kind, data) if holds(content, word)]
    return inside + (["a packed name"] if holds(names_of(kind, data), word) else [])


def nameless_file(cast, route, language):
    token = link_token(ViewerKind.REVIEW, cast.fresh())
    headers = {"accept-language": language}
    return Client().get(reverse(route, kwargs={"token": token}), headers=headers)


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_nameless_file_holds_a_planted_word_or_a_name(cast, language):
    for route, kind in NAMELESS.items():
        answer = nameless_file(cast, route, language)
        assert answer.status_code == 200, route
        assert leaks(kind, answer.content, WORD) == [], route
        assert not holds(answer["Content-Disposition"].encode(), WORD), route
        for _kind, content, name in parts(kind, answer.content):
            text = content.decode(errors="ignore").lower()
            for person in PEOPLE:
                assert not re.search(rf"\b{person}\b", text), (route, name, person)


def test_neither_does_what_the_command_writes(cast, tmp_path):
    file = tmp_path / "partie.json"
    call_command("export_game", str(cast.game.public_id), output=file, anonymous=True)
    assert leaks("json", file.read_bytes(), WORD) == []


def test_the_words_of_the_board_were_there_to_be_found(cast):
    whole = fetch(cast, "cockpit_bundle").decode()
    assert [each for each in ON_THE_BOARD if words(each) not in whole] == []
    found = {
        route
        for routes in (OPEN, OWN, LEAD)
        for route, kind in routes.items()
        if leaks(kind, fetch(cast, route), WORD)
    }
    assert found >= {"review_xlsx", "review_report", "own_bundle", "own_figures", "cockpit_bundle"}


def test_the_page_offers_no_other_file_without_names(cast):
    """A new one has to be looked through here."""
    token = link_token(ViewerKind.REVIEW, cast.fresh())
    page = Client().get(reverse("review_take_home", kwargs={"token": token})).content.decode()
    offered = page.partition('id="ohne-namen"')[2].partition("</section>")[0]
    hrefs = set(re.findall(r'href="(/[^"]+)"', offered))
    assert hrefs == {reverse(route, kwargs={"token": token}) for route in NAMELESS}
