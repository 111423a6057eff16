"""What several screens share within one reading."""

from django.utils import translation
from django.utils.translation import gettext

from games.selectors.memo import one_reading, shared

asked = []


@shared
def word():
    asked.append(translation.get_language())
    return gettext("Runde")


def test_screens_of_another_language_ask_for_themselves():
    asked.clear()
    found = []
    with one_reading():
        for language in ("de", "en", "de", "en"):
            with translation.override(language):
                found.append(word())
    assert found == ["Runde", "Round", "Runde", "Round"]
    assert asked == ["de", "en"]
