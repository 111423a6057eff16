"""Takes the pictures."""

from pathlib import Path

from playwright.sync_api import Page

CANVAS = "() => ({ width: document.body.getBoundingClientRect().right, height: innerHeight })"


def shoot(page: Page, file: Path, part: str = "") -> None:
    """Save the window as it stands, or only what the selector ``part`` names.

    Without the gutter at the right, which a scroll bar would fill but none does here.
    """
    still = {"path": file, "animations": "disabled", "caret": "hide"}
    if part:
        page.locator(part).screenshot(**still)
    else:
        page.screenshot(clip={"x": 0, "y": 0, **page.evaluate(CANVAS)}, **still)
