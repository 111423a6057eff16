"""The facilitator's browser while pictures are taken."""

from pathlib import Path

from tests.e2e.browsing import Visitors
from tests.e2e.harness import Server
from tests.e2e.pages import Cockpit
from tools.pictures.camera import shoot


class Desk(Cockpit):
    """Signed in, with a folder for what it looks like."""

    def __init__(
        self,
        visitors: Visitors,
        server: Server,
        account: dict[str, str],
        folder: Path,
        size: tuple[int, int] = (1280, 960),
    ) -> None:
        """Sign in with a window of ``size`` (pixels)."""
        window = {"width": size[0], "height": size[1]}
        super().__init__(visitors.new(server.url, viewport=window))
        self.folder = folder
        self.log_in(account["username"], account["password"])

    def picture(self, name: str, part: str = "") -> "Desk":
        """Take the window as it stands, or only what the selector ``part`` names."""
        shoot(self.page, self.folder / f"{name}.png", part)
        return self

    def top(self) -> "Desk":
        """Back to the top of the page."""
        self.page.evaluate("scrollTo(0, 0)")
        return self
