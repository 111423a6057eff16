"""Paths of the sockets: ``/ws`` and the screen's own path (docs/live.md)."""

from typing import Any

from django.urls import path, re_path

from games import consumers

# Django types its routes for views; Channels uses them for ASGI applications.
live_socket: Any = consumers.live_socket
echo_socket: Any = consumers.echo_socket
refuse: Any = consumers.refuse

websocket_urlpatterns = [
    path("ws/spiel/<uuid:game>/<slug:segment>/", live_socket),
    path("ws/leitung/spiel/<uuid:game>/", live_socket, {"screen": "cockpit"}),
    path("ws/leitung/spiel/<uuid:game>/nachrichten/", live_socket, {"screen": "lead_talks"}),
    path("ws/leitung/spiel/<uuid:game>/auswertung/", live_socket, {"screen": "lead_debrief"}),
    path("ws/leinwand/<str:token>/", live_socket, {"screen": "projector"}),
    path("ws/rueckschau/<str:token>/", live_socket, {"screen": "review"}),
    path("ws/verbindung/", echo_socket),
    re_path(r"", refuse),
]
