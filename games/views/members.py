"""Who leads a workshop and who helps: the page, its commands, and using an invitation."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from games.access import WorkshopViewer
from games.enums import Role
from games.errors import GameError
from games.forms.command import CommandForm, read
from games.forms.members import AccountForm, AddForm, RoleForm, role_choices
from games.selectors.members import members_of
from games.services import members
from games.views.messages import sentence
from games.views.viewers import for_member, user_id
from games.views.workshop_head import head_of


@require_safe
@for_member
def page(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Members with their roles, open invitations, and the forms to change both."""
    return _page(request, viewer, {})


def _page(
    request: HttpRequest, viewer: WorkshopViewer, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    found = members_of(viewer, timezone.now())
    context = {
        **head_of(viewer),
        "members": found.members,
        "invitations": found.invitations,
        "regions": found.regions,
        "roles": role_choices(),
        "request_id": uuid.uuid4().hex,
        **more,
    }
    return render(request, "veranstaltung/mitwirkende.html", context, status=status)


def _back(request: HttpRequest, workshop_id: uuid.UUID, act: Any, text: str) -> HttpResponse:
    try:
        act()
    except GameError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, sentence(error))
    else:
        messages.success(request, text)
    return redirect("workshop_members", workshop_id=workshop_id)


@require_POST
@for_member
def add(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Give an account a role."""
    data = read(AddForm, request.POST)

    def act() -> None:
        members.add_member(
            viewer,
            username=data["username"],
            role=Role(data["role"]),
            region=data["region"],
            request_id=data["request_id"],
        )

    return _back(request, workshop_id, act, _("Hinzugefügt."))


@require_POST
@for_member
def change(
    request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID, member: int
) -> HttpResponse:
    """Give a member another role."""
    data = read(RoleForm, request.POST)

    def act() -> None:
        members.change_member(
            viewer,
            member_id=member,
            role=Role(data["role"]),
            region=data["region"],
            request_id=data["request_id"],
        )

    return _back(request, workshop_id, act, _("Rolle geändert."))


@require_POST
@for_member
def remove(
    request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID, member: int
) -> HttpResponse:
    """Take a role away; whoever removes themselves is led to the list."""
    data = read(CommandForm, request.POST)

    def act() -> None:
        members.remove_member(viewer, member_id=member, request_id=data["request_id"])

    return _back(request, workshop_id, act, _("Nicht mehr dabei."))


@require_POST
@for_member
def invite(request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID) -> HttpResponse:
    """Make an invitation; its link stands on the answer and nowhere else."""
    data = read(RoleForm, request.POST)
    try:
        token = members.invite(viewer, role=Role(data["role"]), region=data["region"])
    except GameError as error:
        messages.error(request, sentence(error))
        return redirect("workshop_members", workshop_id=workshop_id)
    link = request.build_absolute_uri(reverse("invitation", kwargs={"invitation": token}))
    return _page(request, viewer, {"link": link, "invited_as": data["role"]})


@require_POST
@for_member
def withdraw(
    request: HttpRequest, viewer: WorkshopViewer, workshop_id: uuid.UUID, invitation: int
) -> HttpResponse:
    """Kill an invitation's link."""

    def act() -> None:
        members.withdraw_invitation(viewer, invitation_id=invitation)

    return _back(request, workshop_id, act, _("Einladung zurückgezogen."))


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation: str) -> HttpResponse:
    """Use an invitation: as who is signed in, or with a new account."""
    found = members.invited(invitation, timezone.now())
    signed_in = user_id(request)
    if request.method != "POST":
        return _invitation_page(request, found, invitation, AccountForm())
    if signed_in is not None:
        return redirect("workshop", workshop_id=members.accept(invitation, signed_in))
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _invitation_page(request, found, invitation, form, status=422)
    try:
        made = members.accept_as_new(
            invitation,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password1"],
        )
    except GameError as error:
        form.add_error("username", sentence(error))
        return _invitation_page(request, found, invitation, form, status=error.status)
    user = authenticate(request, username=made.username, password=made.password)
    if user is not None:
        login(request, user)
    return redirect("games")


def _invitation_page(
    request: HttpRequest,
    found: members.Invited,
    token: str,
    form: AccountForm,
    status: int = 200,
) -> HttpResponse:
    context = {"invited": found, "form": form, "invitation": token}
    return render(request, "veranstaltung/einladung.html", context, status=status)
