"""Forms about people who lead and help, and about the workshop itself."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from games.enums import Role
from games.forms.command import CommandForm
from games.forms.game_create import whole_number
from games.forms.wizard import WhatForm
from games.selectors.labels import role_label
from games.services.accounts import USERNAME_SIGNS
from games.services.workshops import MOST_PEOPLE, TITLE_SIGNS

_PASSWORD_ERRORS = {"required": gettext_lazy("Wählen Sie ein Passwort.")}


def role_choices() -> list[tuple[str, str]]:
    """The roles with their names."""
    return [(role.value, role_label(role)) for role in Role]


class RoleForm(CommandForm):
    """A role, and the one region of a coach ("" = all)."""

    role = forms.ChoiceField(choices=[(role.value, role.value) for role in Role])
    region = forms.IntegerField(required=False, min_value=1)


class AddForm(RoleForm):
    """A role for an account by its name."""

    username = forms.CharField(max_length=USERNAME_SIGNS)


class AccountForm(forms.Form):
    """A new account for somebody who was invited."""

    username = forms.CharField(
        max_length=USERNAME_SIGNS,
        error_messages={"required": gettext_lazy("Wählen Sie einen Benutzernamen.")},
    )
    password1 = forms.CharField(strip=False, error_messages=_PASSWORD_ERRORS)
    password2 = forms.CharField(strip=False, error_messages=_PASSWORD_ERRORS)

    def clean(self) -> dict[str, Any]:
        """Both passwords alike, and good enough for Django's own checks."""
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Die beiden Passwörter sind nicht gleich."))
        elif first:
            user = get_user_model()(username=data.get("username", ""))
            try:
                validate_password(first, user)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data


class SettingsForm(WhatForm):
    """What a workshop is; an empty day of deletion means that it is kept."""

    request_id = forms.CharField(max_length=64, required=False)
    expected_people = whole_number(0, MOST_PEOPLE, 0)
    one_clock = forms.BooleanField(required=False)


class CopyForm(CommandForm):
    """Title and day of a workshop made like another one."""

    title = forms.CharField(
        max_length=TITLE_SIGNS,
        error_messages={"required": gettext_lazy("Geben Sie der Veranstaltung einen Titel.")},
    )
    day = forms.DateField(required=False)


class DeleteForm(CommandForm):
    """The title, typed to confirm that all of it shall be deleted."""

    typed = forms.CharField(required=False)
