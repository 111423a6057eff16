"""The English catalogue itself: complete, exact, readable."""

import gettext
import re

import polib
import pytest
from django.conf import settings

from games.rules.bots import TITLES
from games.rules.posting import RULES

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
SIGNS_OF_GERMAN = re.compile(r"[äöüÄÖÜß„‚]|\b(?:und|nicht|der|die|das|ist|Sie|Ihre?)\b")


@pytest.fixture(scope="module")
def catalogue():
    folder = settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES"
    return polib.pofile(str(folder / "django.po"))


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_english_is_offered():
    assert dict(settings.LANGUAGES) == {"de": "Deutsch", "en": "English"}


def test_nothing_is_missing_unclear_or_left_over(catalogue):
    assert [e.msgid for e in catalogue if e.obsolete or e.fuzzy or not all(texts(e))] == []


def test_placeholders_are_the_same(catalogue):
    wrong = [
        entry.msgid
        for entry in catalogue
        for text in texts(entry)
        if sorted(PLACEHOLDER.findall(text))
        != sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]
    assert wrong == []


def test_plurals_have_two_forms(catalogue):
    assert [e.msgid for e in catalogue if e.msgid_plural and set(e.msgstr_plural) != {0, 1}] == []


def test_no_german_is_left_in_english_texts(catalogue):
    left = [t for e in catalogue for t in texts(e) if SIGNS_OF_GERMAN.search(t)]
    assert left == []


def test_edges_and_ends_are_kept(catalogue):
    """Spaces at the edges and the stop at the end belong to how a text is put together."""

    def shape(text):
        return text[:1] == " ", text[-1:] == " ", text.rstrip()[-1] in ".:…?;"

    wrong = [e.msgid for e in catalogue for text in texts(e) if shape(text) != shape(e.msgid)]
    assert wrong == []


def test_it_compiles(catalogue, tmp_path):
    target = tmp_path / "django.mo"
    catalogue.save_as_mofile(str(target))
    with target.open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Rückhalt im Rat") == "Council support"
    forms = [english.ngettext("%(count)d Minute mehr", "%(count)d Minuten mehr", n) for n in (1, 2)]
    assert forms == ["%(count)d minute more", "%(count)d minutes more"]


def test_names_of_rules_and_bots_are_in_it(catalogue):
    known = {entry.msgid for entry in catalogue}
    wanted = {text for rule in RULES.values() for text in (rule.title, rule.formula)}
    assert (wanted | set(TITLES.values())) - known == set()
