"""The pictures of README.md and docs/spielleitung.md, taken from games in real browsers.

    .venv/bin/python tools/screenshots.py [folder]      # default docs/bilder

Needs what ``make test`` sets up: Playwright and a Chromium. The facilitator's go into the folder
``spielleitung`` below the other.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.browsing import Visitors  # noqa: E402
from tests.e2e.harness import Server, prepare  # noqa: E402
from tools import palette  # noqa: E402
from tools.pictures import handbook, readme  # noqa: E402

MOST_BYTES = 200_000
SCENES = ((handbook.take, "spielleitung"), (readme.take, ""))


def main(folder: Path) -> None:
    """Play and write the pictures into ``folder``."""
    with tempfile.TemporaryDirectory() as name:
        server = Server(prepare(Path(name) / "var")).start()
        try:
            with sync_playwright() as playwright:
                for take, part in SCENES:
                    (folder / part).mkdir(parents=True, exist_ok=True)
                    visitors = Visitors(playwright)
                    take(visitors, server, folder / part)
                    visitors.browser.close()
        finally:
            server.stop()
    for file in sorted(folder.rglob("*.png")):
        _make_small(file)


def _make_small(file: Path) -> None:
    palette.reduce(file)
    print(f"{file.name}: {file.stat().st_size // 1000} kB")
    if file.stat().st_size > MOST_BYTES:
        sys.exit(f"{file} ist zu groß")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "bilder")
