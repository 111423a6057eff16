"""The pages of the review: one head with tabs, and one way to the record for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from games.access import Viewer
from games.selectors.memo import one_reading
from games.selectors.record import Record, record_of
from games.views.viewers import for_review

RecordView = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the review: its route, the icon and the words of its tab."""

    route: str
    icon: str
    title: Promise | str


TABS = (
    Tab("review", "chart", _("Überblick")),
    Tab("review_pictures", "screen", _("Bilder")),
    Tab("review_time", "clock", _("Zeitmaschine")),
    Tab("review_why", "help", _("Warum?")),
    Tab("review_story", "bookmark", _("Geschichte")),
    Tab("review_what_if", "help", _("Was wäre, wenn")),
    Tab("review_reflection", "smile", _("Rückmeldung")),
    Tab("review_debrief", "talk", _("Auswertung")),
    Tab("review_take_home", "load", _("Mitnehmen")),
)  # fmt: skip
"""The tabs from left to right."""


def for_record(view: RecordView) -> Callable[..., HttpResponse]:
    """``view(request, viewer, record, token=…)`` for a game that is over; else to the start page.

    What a view asks of the database more than once within a request is read once.
    """

    @require_safe
    @for_review
    @wraps(view)
    def inner(request: HttpRequest, viewer: Viewer, token: str, **more: Any) -> HttpResponse:
        with one_reading():
            record = record_of(viewer)
            if record is None:
                return redirect("review", token=token)
            return view(request, viewer, record, token=token, **more)

    return inner


def head(token: str, route: str) -> Mapping[str, Any]:
    """What ``layouts/review.html`` needs beside ``stage``."""
    return {"token": token, "tabs": TABS, "tab": route}


def show(
    request: HttpRequest, template: str, record: Record, token: str, route: str, **context: Any
) -> HttpResponse:
    """A page of the review; ``route`` is its tab."""
    context |= {"record": record, "stage": record.stage, **head(token, route)}
    return render(request, template, context)
