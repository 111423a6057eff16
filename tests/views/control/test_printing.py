"""The language of the paper is that of the game's texts, not of the facilitator's browser."""

import pytest

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture
def sheet(frieda, url):
    """The page of a kind of sheet, as an English browser gets it."""

    def get(name, **asked):
        return frieda.get(url("print_sheet", sheet=name), asked, **ENGLISH).content.decode()

    return get


def test_sheets_speak_the_language_that_the_teams_play_in(sheet):
    page = sheet("boegen")
    assert '<html lang="de"' in page
    assert "Wie bisher" in page
    # What only the facilitator reads follows the browser.
    assert "Back to the selection" in page


def test_another_language_is_a_choice(sheet, frieda, url):
    assert '<html lang="en"' in sheet("boegen", sprache="en")
    overview = frieda.get(url("print_kit"), {"sprache": "en"}, **ENGLISH).content.decode()
    assert f"{url('print_sheet', sheet='boegen')}?sprache=en" in overview


def test_an_unknown_language_is_not_taken(sheet):
    assert '<html lang="de"' in sheet("boegen", sprache="xx")
