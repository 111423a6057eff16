"""The projector never shows what it could not shout into the room: in no view, phase or answer.

Telling values are planted as in ``test_leaks``; page, live answer and JSON are read in every view,
also in views that were written into the game past the service. What may be shown has to show up
somewhere, or the test could not fail.
"""

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from games.access import ViewerKind, link_token, read_device_cookie
from games.charts.shown.find import charts
from games.charts.shown.public import CHARTS
from games.enums import ProjectorBlank, ProjectorView
from games.models import Game, Settlement
from games.selectors import money
from games.services import flow, notes
from tests.cast import NOW, assemble
from tests.fund import joined, posting_items
from tests.views import test_leaks as planted

PICTURES = ("region/werte", "geld/haushalt?gemeinde=obertal", "vertrauen/netz?runde=0",
            "was-waere?anders=modell:allein")  # fmt: skip
RELEASED = "Freigegeben-2589"
PHASES = [(1, "settled"), (1, "recap"), (2, "briefing"), (2, "negotiating"), (2, "deciding")]


def answers(cast):
    """Everything that the projector's link gives away, as one text."""
    token = link_token(ViewerKind.PROJECTOR, cast.fresh())
    names = ("projector", "projector_live", "projector_state")
    return "".join(
        Client().get(reverse(name, kwargs={"token": token})).content.decode() for name in names
    )


def put(cast, picture):
    """Past the service; the stamp rises, or a kept live answer would be read again."""
    Game.objects.filter(pk=cast.game.pk).update(version=F("version") + 1, **picture)


def pictures(items):
    """Every view with every chart, and these postings; and the dark."""
    charts = (*CHARTS, *PICTURES)
    for view in ProjectorView:
        chosen = {ProjectorView.CHART: charts, ProjectorView.POSTING: items}.get(view, ("",))
        for item in chosen:
            yield {"projector_view": view, "projector_item": item, "projector_blank": ""}
    for blank in ProjectorBlank:
        yield {"projector_view": "map", "projector_item": "", "projector_blank": blank}


def seen_in_all_pictures(cast, items):
    for picture in pictures(items):
        put(cast, picture)
        yield picture, answers(cast)


def secrets_of(cast):
    """Spellings of what belongs to one person, one team or the facilitator alone."""
    game = cast.fresh()
    people = (cast.anna, cast.ben, cast.dora)
    return {
        "draft": (str(planted.PLEDGE), money.number(planted.PLEDGE)),
        "offer on the desk": (str(planted.DESK_CAP), money.number(planted.DESK_CAP)),
        "offer that was sent": (str(planted.SENT_CAP), money.number(planted.SENT_CAP)),
        "messages": (planted.PRIVATE, planted.ASKED, planted.SAID, planted.HIDDEN),
        "call for help": (planted.HELP,),
        "notes": (planted.NOTED, planted.KEPT),
        "seats": tuple(spelling for who in people for spelling in planted.codes(who)),
        "device": (cast.anna.cookie, read_device_cookie(cast.anna.cookie)),
        "review's link": (link_token(ViewerKind.REVIEW, game),),
        "other game": ("Nachbarspiel",),
        "seed": (planted.SEED,),
    }


@pytest.fixture
def cast(db):
    return joined(assemble(seed=planted.SEED))


@pytest.mark.parametrize(("number", "phase"), PHASES)
def test_no_view_of_no_phase_shows_a_secret(cast, number, phase):
    cast.play_until("deciding", round_number=2)
    planted.plant(cast)
    planted.plant_offers(cast)
    planted.plant_messages(cast)
    Game.objects.filter(pk=cast.game.pk).update(round_number=number, phase=phase)
    public, private = posting_items(cast, 1)
    hidden = secrets_of(cast)
    amounts = [money.euro_exact(amount) for amount in private_amounts(cast)]

    for picture, text in seen_in_all_pictures(cast, (*public, *private)):
        for name, spellings in hidden.items():
            assert not [each for each in spellings if each in text], (name, picture)
        assert not [amount for amount in amounts if f">{amount}<" in text], picture


def private_amounts(cast):
    """Amounts that one municipality alone knows, and that no public posting has too."""
    public, private = posting_items(cast, 1)
    content = Settlement.objects.get(game=cast.game, round_number=1).content["postings"]

    def amounts(items):
        return {content[int(item.split("-")[1]) - 1]["amount"] for item in items}

    return amounts(private) - amounts(public)


def test_a_public_posting_does_show_and_after_the_end_every_one(cast):
    cast.play_until("settled")
    public, private = posting_items(cast, 1)
    content = Settlement.objects.get(game=cast.game, round_number=1).content["postings"]

    def shown(item):
        picture = {"projector_view": "posting", "projector_item": item}
        put(cast, picture)
        amount = content[int(item.split("-")[1]) - 1]["amount"]
        return f">{money.euro_exact(amount)}<" in answers(cast)

    assert shown(public[0])
    assert not shown(private[0])
    flow.end_game(cast.frieda.viewer, now=NOW)
    assert shown(private[0])


def test_in_the_lobby_no_view_shows_more_than_the_way_in(db):
    cast = assemble(seed=planted.SEED)
    hidden = secrets_of(cast)
    for picture, text in seen_in_all_pictures(cast, ("1-1-000000000000",)):
        for name, spellings in hidden.items():
            assert not [each for each in spellings if each in text], (name, picture)


def test_dark_is_dark(cast):
    cast.play_until("settled")
    towns = [team.name for team in cast.teams]
    for blank in (ProjectorBlank.DARK, ProjectorBlank.PAUSE):
        put(cast, {"projector_blank": blank})
        token = link_token(ViewerKind.PROJECTOR, cast.fresh())
        page = Client().get(reverse("projector", kwargs={"token": token})).content.decode()
        body = page.partition('id="r-main"')[2].partition("</main>")[0]
        assert not [town for town in towns if town in body]
        assert ("Pause" in body) is (blank == ProjectorBlank.PAUSE)


def test_after_the_end_pictures_show_what_the_review_shows_and_no_private_word(cast):
    cast.play_until("deciding", round_number=2)
    planted.plant(cast)
    planted.plant_offers(cast)
    planted.plant_messages(cast)
    release_one(cast)
    flow.end_game(cast.frieda.viewer, now=NOW)
    hidden = secrets_of(cast)
    names = [each.item for theme in charts(cast.fresh(), "").themes for each in theme.charts]
    assert len(names) > 25
    told = []
    for name in names:
        put(cast, {"projector_view": "chart", "projector_item": name, "projector_blank": ""})
        text = answers(cast)
        assert "pj-chart" in text or "pj-drawn" in text, name
        for what, spellings in hidden.items():
            assert not [each for each in spellings if each in text], (what, name)
        assert not [who for who in ("Anna", "Ben", "Dora") if f">{who}" in text], name
        told += [name] * (RELEASED in text)
    assert told == ["region/werte"]


def release_one(cast):
    """A note of the facilitator that everybody may read, beside the one that nobody may."""
    made = notes.note_as_facilitator(cast.frieda.viewer, text=RELEASED, now=NOW)
    notes.release_as_facilitator(cast.frieda.viewer, number=made.number, released=True, now=NOW)
