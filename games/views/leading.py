"""The facilitator's list of workshops and the form for a new one."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from games.errors import GameError
from games.forms.game_create import TIMED_PHASES, GameCreateForm, minutes_field
from games.selectors.games import ScenarioChoice, scenario_choices
from games.selectors.labels import phase_label
from games.selectors.options import all_options
from games.selectors.workshops import gone_workshops, my_workshops
from games.services.games import GamePlan, create_game
from games.views.messages import sentence
from games.views.viewers import user_id


@never_cache
@login_required
@require_safe
def games(request: HttpRequest) -> HttpResponse:
    """The workshops that this account leads or helps with."""
    owner, today = _owner(request), timezone.localdate()
    workshops = my_workshops(owner)
    context = {
        "workshops": [each for each in workshops if not each.archived],
        "archive": [each for each in workshops if each.archived],
        "soon": [each for each in workshops if each.goes_soon(today)],
        "gone": gone_workshops(owner),
    }
    return render(request, "leitung/games.html", context)


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
        public_id = create_game(
            _owner(request), _plan(form), request_id=form.cleaned_data["request_id"]
        )
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


def _plan(form: GameCreateForm) -> GamePlan:
    data = form.cleaned_data
    return GamePlan(
        data["name"],
        data["scenario"],
        data["rounds"],
        cooperation_model=data["model"],
        options=dict.fromkeys(data["options"], True),
        phase_minutes=form.phase_minutes,
        advance_mode=data["advance_mode"],
        missing_rule=data["missing_rule"],
        seats_per_team=data["seats_per_team"],
    )


def _render(
    request: HttpRequest,
    form: GameCreateForm,
    scenarios: tuple[ScenarioChoice, ...],
    status: int = 200,
) -> HttpResponse:
    minutes = [(phase_label(phase), form[minutes_field(phase)]) for phase in TIMED_PHASES]
    context = {
        "form": form,
        "scenarios": scenarios,
        "minutes": minutes,
        "options": all_options(),
    }
    return render(request, "leitung/create.html", context, status=status)
