"""Load in the background what every first page would else have to wait for.

Templates are parsed and written out once a language, the comments of the delivered scenarios are
read once: together a second or two. A server answers meanwhile; what is asked for before its turn
is loaded for the one who asks, as it would be without this.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.utils.translation import override

from games.management.beside import BesideThread
from games.scenarios.load import available
from games.scenarios.sources import sources

log = logging.getLogger(__name__)


class WarmingThread(BesideThread):
    """Loads piece by piece beside a server, and lets go of the processor after each."""

    def __init__(self) -> None:
        super().__init__("warming")

    def _run(self) -> None:
        try:
            for load in pieces():
                if self._stop.wait(PAUSE_SECONDS):
                    return
                load()
            # What was loaded stays for good: never look through it for garbage.
            gc.collect()
            gc.freeze()
        except Exception:
            log.exception("could not load everything ahead, pages load the rest themselves")


PAUSE_SECONDS = 0.001


def pieces() -> Iterator[Callable[[], object]]:
    """Everything to load, the language of most people first."""
    languages = [code for code, _name in settings.LANGUAGES]
    for language, name in product(languages, template_names()):
        yield partial(_template, language, name)
    for slug in available():
        yield partial(sources, slug)


def template_names() -> list[str]:
    """The templates of this project, as pages ask for them."""
    folders = [Path(folder) for folder in engines["django"].dirs]
    return sorted(
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    )


def _template(language: str, name: str) -> None:
    with override(language):
        get_template(name)
