"""The server's entry: pages to Django, sockets to the live consumers."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter

from planspiel import handler
from planspiel.origins import OwnOriginOnly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planspiel.settings")
pages = handler.pages()

# The routes import models, which need the applications that the line above has loaded.
from games.routing import websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": pages,
        # Who opens a socket is found out by the consumer, anew with each check (games.live.claims).
        "websocket": OwnOriginOnly(URLRouter(websocket_urlpatterns)),
    }
)
