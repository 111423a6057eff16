"""Every page answers on PostgreSQL, too: the databases differ in what a query may ask for."""

import pytest

from games.enums import ROUND_PHASES
from games.services import drafts
from tests.cast import NOW, assemble
from tests.views.matrix import Browsers, load
from tests.views.test_access_matrix import address

_KINDS, ROWS, _SOCKETS = load()
PAGES = sorted({row.name for row in ROWS if row.method == "GET"} - {"healthz", "readyz"})


def decide(person, **changes):
    saved = drafts.save_draft(person.viewer, round_number=1, revision=0, changes=changes, now=NOW)
    drafts.submit(person.viewer, round_number=1, revision=saved.revision, now=NOW)


@pytest.mark.postgres
@pytest.mark.parametrize("phase", ["awarding", "settled", "ended"])
def test_every_page_answers_around_an_award(db, phase):
    cast = assemble(round_phases=ROUND_PHASES, rounds=1)
    cast.play_until("deciding")
    decide(cast.anna, fund="beitreten", applications=[{"project": "marktscheune"}])
    decide(cast.dora, fund="beitreten")
    cast.play_until(phase)
    browsers = Browsers(cast)
    broken = {
        (kind, name): status
        for kind in ("player", "owner", "projector", "review")
        for name in PAGES
        if (status := asked(browsers, kind, name)) >= 500
    }
    assert broken == {}


def asked(browsers, kind, name):
    url = address(name, browsers.arguments(kind))
    return browsers.client(kind).get(url).status_code
