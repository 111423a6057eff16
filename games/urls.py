"""Addresses of the game. Each one is listed in ``access_matrix.toml``, or the build fails."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path

from games.views import (
    board,
    cockpit,
    commands,
    draft,
    join,
    leading,
    lobby,
    login,
    projector,
    region,
    review,
    settlement,
    start,
)

View = Callable[..., HttpResponse]


def screen(route: str, name: str, page: View, live: View, state: View) -> list[URLPattern]:
    """A live screen: the page, its live answer and its state (docs/live.md)."""
    return [
        path(route, page, name=name),
        path(f"{route}live/", live, name=f"{name}_live"),
        path(f"{route}state.json", state, name=f"{name}_state"),
    ]


public = [
    path("", start.start, name="start"),
    path("beitreten/", join.join, name="join"),
    path("beitreten/<str:code>/", join.join_code, name="join_code"),
    path("datenschutz/", start.privacy, name="privacy"),
    path("barrierefreiheit/", start.accessibility, name="accessibility"),
    path("impressum/", start.imprint, name="imprint"),
    path("tastatur/", start.keyboard, name="keyboard"),
]

GAME = "spiel/<uuid:game_id>/"
BOARD = f"{GAME}rathaus/"
SETTLEMENT = f"{GAME}abrechnung/"

participant = [
    path(GAME, lobby.game, name="game"),
    path(f"{GAME}anwesenheit/", lobby.heartbeat, name="presence"),
    path(f"{GAME}weiter/", board.ready, name="ready"),
    *screen(f"{GAME}warteraum/", "lobby", lobby.lobby_page, lobby.lobby_live, lobby.lobby_state),
    *screen(BOARD, "board", board.board_page, board.board_live, board.board_state),
    path(f"{BOARD}entwurf/", draft.draft_save, name="draft_save"),
    path(f"{BOARD}abgeben/", board.submit, name="submit"),
    path(f"{BOARD}zurueckholen/", board.reopen, name="reopen"),
    *screen(
        SETTLEMENT,
        "settlement",
        settlement.settlement_page,
        settlement.settlement_live,
        settlement.settlement_state,
    ),
    path(f"{SETTLEMENT}<int:number>/", settlement.settlement_page, name="settlement_round"),
    path(
        f"{SETTLEMENT}<int:number>/state.json",
        settlement.settlement_state,
        name="settlement_round_state",
    ),
    *screen(
        f"{GAME}region/", "region", region.region_page, region.region_live, region.region_state
    ),
    *screen(
        f"{GAME}verlauf/", "history", region.history_page, region.history_live, region.history_state
    ),
]

COCKPIT = "leitung/spiel/<uuid:game_id>/"
SEAT = f"{COCKPIT}platz/<int:seat_id>/"

facilitator = [
    path("leitung/", leading.games, name="games"),
    path("leitung/anmelden/", login.Login.as_view(), name="login"),
    path("leitung/abmelden/", login.Logout.as_view(), name="logout"),
    path("leitung/neu/", leading.game_create, name="game_create"),
    *screen(COCKPIT, "cockpit", cockpit.cockpit_page, cockpit.cockpit_live, cockpit.cockpit_json),
    path(f"{COCKPIT}start/", commands.start, name="cockpit_start"),
    path(f"{COCKPIT}weiter/", commands.advance, name="cockpit_advance"),
    path(f"{COCKPIT}zeit/", commands.extend, name="cockpit_time"),
    path(f"{COCKPIT}pause/", commands.pause, name="cockpit_pause"),
    path(f"{COCKPIT}ende/", commands.end, name="cockpit_end"),
    path(f"{COCKPIT}leinwand/", commands.projector_link, name="cockpit_projector_link"),
    path(f"{COCKPIT}rueckschau/", commands.review_link, name="cockpit_review_link"),
    path(f"{COCKPIT}warteraum/", commands.lobby, name="cockpit_lobby"),
    path(f"{COCKPIT}bot/", commands.bot, name="cockpit_bot"),
    path(SEAT, commands.seat, name="seat"),
    path(f"{SEAT}umsetzen/", commands.seat_move, name="seat_move"),
    path(f"{SEAT}entfernen/", commands.seat_remove, name="seat_remove"),
    path(f"{SEAT}code/", commands.seat_code, name="seat_code"),
]

PROJECTOR = "leinwand/<str:token>/"
REVIEW = "rueckschau/<str:token>/"

links = [
    *screen(
        PROJECTOR,
        "projector",
        projector.projector_page,
        projector.projector_live,
        projector.projector_json,
    ),
    *screen(REVIEW, "review", review.review_page, review.review_live, review.review_json),
    path(f"{REVIEW}export.csv", review.export_csv, name="review_csv"),
    path(f"{REVIEW}export.json", review.export_json, name="review_export"),
]

urlpatterns: list[URLPattern | URLResolver] = [*public, *participant, *facilitator, *links]
