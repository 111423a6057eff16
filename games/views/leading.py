"""The facilitator's list of games and the form for a new one."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from games.errors import GameError
from games.forms.game_create import TIMED_PHASES, GameCreateForm, minutes_field
from games.selectors.games import ScenarioChoice, my_games, scenario_choices
from games.selectors.labels import phase_label
from games.services.games import create_game
from games.views.messages import sentence
from games.views.viewers import user_id


@never_cache
@login_required
@require_safe
def games(request: HttpRequest) -> HttpResponse:
    """The facilitator's own games."""
    return render(request, "leitung/games.html", {"games": my_games(_owner(request))})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def game_create(request: HttpRequest) -> HttpResponse:
    """A new game: the form, and making it."""
    scenarios = scenario_choices()
    make = partial(GameCreateForm, scenarios)
    if request.method != "POST":
        return _render(request, make(initial=_initial(scenarios)), scenarios)
    form = make(request.POST)
    if not form.is_valid():
        return _render(request, form, scenarios, status=422)
    try:
        public_id = create_game(owner_id=_owner(request), **_figures(form))
    except GameError as error:
        form.add_error(None, sentence(error))
        return _render(request, form, scenarios, status=error.status)
    return redirect("cockpit", game_id=public_id)


def _owner(request: HttpRequest) -> int:
    owner = user_id(request)
    assert owner is not None, "behind login_required"
    return owner


def _initial(scenarios: tuple[ScenarioChoice, ...]) -> dict[str, Any]:
    if not scenarios:
        return {}
    first = next((each for each in scenarios if each.slug == "mittelaue"), scenarios[0])
    return {"scenario": first.slug, "rounds": min(first.rounds, 4)}


def _figures(form: GameCreateForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "scenario_slug": data["scenario"],
        "name": data["name"],
        "rounds": data["rounds"],
        "cooperation_model": data["model"],
        "phase_minutes": form.phase_minutes,
        "advance_mode": data["advance_mode"],
        "missing_rule": data["missing_rule"],
        "seats_per_team": data["seats_per_team"],
        "request_id": data["request_id"],
    }


def _render(
    request: HttpRequest,
    form: GameCreateForm,
    scenarios: tuple[ScenarioChoice, ...],
    status: int = 200,
) -> HttpResponse:
    minutes = [(phase_label(phase), form[minutes_field(phase)]) for phase in TIMED_PHASES]
    context = {"form": form, "scenarios": scenarios, "minutes": minutes}
    return render(request, "leitung/create.html", context, status=status)
