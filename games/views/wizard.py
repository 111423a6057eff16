"""From nothing to a workshop in a few steps; what was answered waits in the session."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from games.errors import GameError
from games.forms.game_create import TIMED_PHASES, minutes_field
from games.forms.wizard import (
    RegionForm,
    RegionsForm,
    TimesForm,
    WhatForm,
    default_deletion,
)
from games.selectors.advice import splits
from games.selectors.games import ScenarioChoice, scenario_choices
from games.selectors.labels import phase_label
from games.selectors.options import all_options
from games.services.games import GamePlan
from games.services.workshops import WorkshopPlan, create_workshop
from games.views.messages import sentence
from games.views.viewers import user_id

KEY = "new_workshop"
DEFAULT_SCENARIO = "mittelaue"
Answers = dict[str, Any]
_page = require_http_methods(["GET", "HEAD", "POST"])


def _answers(request: HttpRequest) -> Answers:
    found: Answers = request.session.get(KEY) or {"request_id": uuid.uuid4().hex}
    return found


def _keep(request: HttpRequest, answers: Answers, step: str, data: QueryDict) -> None:
    """Keep what was typed as it was typed: the forms read it again."""
    answers[step] = {name: data.getlist(name) for name in data if name != "csrfmiddlewaretoken"}
    request.session[KEY] = answers


def _typed(answers: Answers, step: str) -> QueryDict | None:
    if step not in answers:
        return None
    found = QueryDict(mutable=True)
    for name, values in answers[step].items():
        found.setlist(name, values)
    return found


def _shown(kind: Callable[..., Any], data: QueryDict | None, *parts: Any, **more: Any) -> Any:
    """A form with what was answered before, or with what is proposed."""
    return kind(*parts, data, **more) if data is not None else kind(*parts, **more)


@never_cache
@login_required
@_page
def what(request: HttpRequest) -> HttpResponse:
    """Step 1: title, day, people, deletion. ``?neu`` forgets what was answered before."""
    if request.method != "POST":
        if "neu" in request.GET:
            request.session.pop(KEY, None)
            return redirect("workshop_new")
        form = _shown(WhatForm, _typed(_answers(request), "what"))
        return _step(request, "termin", 1, {"form": form})
    form = WhatForm(request.POST)
    if not form.is_valid():
        return _step(request, "termin", 1, {"form": form}, status=422)
    _keep(request, _answers(request), "what", request.POST)
    return redirect("workshop_new_regions")


@never_cache
@login_required
@_page
def regions(request: HttpRequest) -> HttpResponse:
    """Step 2: how many regions of which scenario, with advice for the number of people."""
    answers, scenarios = _answers(request), scenario_choices()
    if "what" not in answers:
        return redirect("workshop_new")
    people = _people(answers)
    if request.method != "POST":
        form = _shown(
            RegionsForm, _typed(answers, "regions"), scenarios, initial=_proposed(scenarios, people)
        )
        return _regions_page(request, form, scenarios, people)
    form = RegionsForm(scenarios, request.POST)
    if not form.is_valid():
        return _regions_page(request, form, scenarios, people, status=422)
    if _typed(answers, "regions") != request.POST:
        answers.pop("each", None)
    _keep(request, answers, "regions", request.POST)
    several = form.cleaned_data["count"] > 1
    return redirect("workshop_new_each" if several else "workshop_new_times")


def _people(answers: Answers) -> int:
    form = WhatForm(_typed(answers, "what"))
    return int(form.cleaned_data["expected_people"]) if form.is_valid() else 0


def _proposed(scenarios: tuple[ScenarioChoice, ...], people: int) -> dict[str, Any]:
    if not scenarios:
        return {}
    first = next((each for each in scenarios if each.slug == DEFAULT_SCENARIO), scenarios[0])
    advised = splits(people, first.towns)
    return {"scenario": first.slug, "count": advised[0].regions if advised else 1}


def _regions_page(
    request: HttpRequest,
    form: RegionsForm,
    scenarios: tuple[ScenarioChoice, ...],
    people: int,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "people": people,
        "options": all_options(),
        "choices": [(each, splits(people, each.towns)) for each in scenarios],
    }
    return _step(request, "regionen", 2, context, status=status)


@never_cache
@login_required
@_page
def each(request: HttpRequest) -> HttpResponse:
    """Step 2, second half: names, scenarios and models where there are several regions."""
    answers, scenarios = _answers(request), scenario_choices()
    whole = _valid(RegionsForm(scenarios, _typed(answers, "regions")))
    if whole is None or whole["count"] == 1:
        return redirect("workshop_new_regions")
    rows = _region_forms(answers, scenarios, whole, request.POST or None)
    if request.method != "POST":
        return _step(request, "einzeln", 2, {"rows": rows})
    if not all(row.is_valid() for row in rows):
        return _step(request, "einzeln", 2, {"rows": rows}, status=422)
    _keep(request, answers, "each", request.POST)
    return redirect("workshop_new_times")


def _region_forms(
    answers: Answers,
    scenarios: tuple[ScenarioChoice, ...],
    whole: Mapping[str, Any],
    posted: QueryDict | None,
) -> list[RegionForm]:
    data = posted if posted is not None else _typed(answers, "each")
    return [
        RegionForm(
            scenarios,
            data,
            prefix=f"r{number}",
            initial={
                "name": _("Region %(letter)s") % {"letter": _letter(number)},
                "scenario": whole["scenario"],
                "model": whole["model"],
            },
        )
        for number in range(whole["count"])
    ]


def _letter(number: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number] if number < len(letters) else str(number + 1)


def _valid(form: forms.Form) -> dict[str, Any] | None:
    return form.cleaned_data if form.is_valid() else None


@never_cache
@login_required
@_page
def times(request: HttpRequest) -> HttpResponse:
    """Step 3: rounds, minutes, clock, and the hours for a first run sheet."""
    answers, scenarios = _answers(request), scenario_choices()
    whole = _valid(RegionsForm(scenarios, _typed(answers, "regions")))
    if whole is None:
        return redirect("workshop_new_regions")
    scenario = next(each for each in scenarios if each.slug == whole["scenario"])
    if request.method != "POST":
        initial = {"rounds": min(scenario.rounds, 4), "starts": "09:00", "ends": "13:00"}
        form = _shown(TimesForm, _typed(answers, "times"), initial=initial)
        return _times_page(request, form, whole)
    form = TimesForm(request.POST)
    if not form.is_valid():
        return _times_page(request, form, whole, status=422)
    _keep(request, answers, "times", request.POST)
    return redirect("workshop_new_check")


def _times_page(
    request: HttpRequest, form: TimesForm, whole: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    minutes = [(phase_label(phase), form[minutes_field(phase)]) for phase in TIMED_PHASES]
    context = {
        "form": form,
        "minutes": minutes,
        "several": whole["count"] > 1,
        "back": "workshop_new_each" if whole["count"] > 1 else "workshop_new_regions",
    }
    return _step(request, "zeiten", 3, context, status=status)


@never_cache
@login_required
@_page
def check(request: HttpRequest) -> HttpResponse:
    """Step 4: everything at a glance, then made."""
    answers = _answers(request)
    plan = _plan(answers)
    if plan is None:
        return redirect("workshop_new")
    names = {each.slug: each for each in scenario_choices()}
    context = {
        "plan": plan,
        "rows": [(each, names[each.scenario_slug]) for each in plan.regions],
        "options": [o.title for o in all_options() if o.id in plan.regions[0].options],
    }
    if request.method != "POST":
        return _step(request, "pruefen", 4, context)
    owner = user_id(request)
    assert owner is not None, "behind login_required"
    try:
        public_id = create_workshop(owner, plan, request_id=answers["request_id"])
    except GameError as error:
        return _step(request, "pruefen", 4, context | {"problem": sentence(error)}, error.status)
    request.session.pop(KEY, None)
    return redirect("workshop", workshop_id=public_id)


def _plan(answers: Answers) -> WorkshopPlan | None:
    """What was answered as a plan, or None where a step is missing or no longer fits."""
    scenarios = scenario_choices()
    about = _valid(WhatForm(_typed(answers, "what")))
    whole = _valid(RegionsForm(scenarios, _typed(answers, "regions")))
    timing = TimesForm(_typed(answers, "times"))
    if about is None or whole is None or not timing.is_valid():
        return None
    named = _named(answers, scenarios, whole, about["title"])
    if named is None:
        return None
    return WorkshopPlan(
        title=about["title"],
        day=about["day"],
        expected_people=about["expected_people"],
        delete_on=about["delete_on"] or default_deletion(about["day"]),
        one_clock=len(named) > 1 and timing.cleaned_data["clock"] == "one",
        span=_span(about["day"], timing.cleaned_data["starts"], timing.cleaned_data["ends"]),
        regions=tuple(_region(row, whole, timing) for row in named),
    )


def _named(
    answers: Answers,
    scenarios: tuple[ScenarioChoice, ...],
    whole: Mapping[str, Any],
    title: str,
) -> list[Mapping[str, Any]] | None:
    """Name, scenario and model of each region; the only one has the workshop's name."""
    if whole["count"] == 1:
        return [{"name": title, "scenario": whole["scenario"], "model": whole["model"]}]
    rows = [_valid(row) for row in _region_forms(answers, scenarios, whole, None)]
    return [row for row in rows if row is not None] if all(rows) else None


def _region(row: Mapping[str, Any], whole: Mapping[str, Any], timing: TimesForm) -> GamePlan:
    data = timing.cleaned_data
    return GamePlan(
        name=row["name"],
        scenario_slug=row["scenario"],
        cooperation_model=row["model"],
        options=dict.fromkeys(whole["options"], True),
        rounds=data["rounds"],
        phase_minutes=timing.phase_minutes,
        advance_mode=data["advance_mode"],
        missing_rule=data["missing_rule"],
        seats_per_team=data["seats_per_team"],
    )


def _span(
    day: date | None, starts: time | None, ends: time | None
) -> tuple[datetime, datetime] | None:
    if day is None or starts is None or ends is None:
        return None
    return _moment(day, starts), _moment(day, ends)


def _moment(day: date, clock: time) -> datetime:
    """A moment of that day in the zone of the server."""
    return timezone.make_aware(datetime.combine(day, clock))


def _step(
    request: HttpRequest, name: str, number: int, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    titles = [_("Was und wann"), _("Regionen"), _("Zeiten und Ablauf"), _("Prüfen")]
    steps = [
        (title, "now" if place == number else "done" if place < number else "open")
        for place, title in enumerate(titles, start=1)
    ]
    shown = {**context, "steps": steps, "number": number}
    return render(request, f"veranstaltung/neu/{name}.html", shown, status=status)
