"""Addresses of the project: health, languages, the game."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from planspiel import health

handler400 = "games.views.trouble.bad_request"
handler404 = "games.views.trouble.not_found"
handler500 = "planspiel.failures.server_error"

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("sprache/", include("django.conf.urls.i18n")),
    path("", include("games.urls")),
]
if settings.ADMIN_PATH:
    urlpatterns.insert(0, path(f"{settings.ADMIN_PATH.strip('/')}/", admin.site.urls))
