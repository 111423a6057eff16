"""Coming in and going out as a facilitator."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from games.services import accounts
from games.views.viewers import user_id


class LoginForm(AuthenticationForm):
    """User name and password; one sentence for every way of being wrong."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "Benutzername oder Passwort stimmt nicht. Achten Sie auf Groß- und Kleinschreibung."
        ),
        "inactive": gettext_lazy(
            "Benutzername oder Passwort stimmt nicht. Achten Sie auf Groß- und Kleinschreibung."
        ),
    }
    username = forms.CharField(
        max_length=150, error_messages={"required": gettext_lazy("Geben Sie Ihren Namen ein.")}
    )
    password = forms.CharField(
        strip=False,
        error_messages={"required": gettext_lazy("Geben Sie Ihr Passwort ein.")},
    )


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class Login(LoginView):
    """The login form; afterwards on to the page that was asked for."""

    template_name = "leitung/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say so with a status that scripts understand as well."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Logout(LogoutView):
    """Ends the session and leads back to the login form; the account's open cockpits close."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out, then have every socket of the account's games looked at again."""
        leaving = user_id(request)
        answer = super().post(request, *args, **kwargs)
        if leaving is not None:
            accounts.signed_out(leaving)
        return answer


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Too many wrong passwords for this name from here: say how long to wait (django-axes)."""
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    minutes = int(cool_off.total_seconds() // 60)
    text = _("Zu viele Versuche. Warten Sie %(minutes)d Minuten, dann geht es weiter.") % {
        "minutes": minutes
    }
    context = {"form": LoginForm(request), "locked": text}
    answer = render(request, "leitung/login.html", context, status=429)
    answer["Retry-After"] = str(int(cool_off.total_seconds()))
    return answer
