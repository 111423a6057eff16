"""The pages of the pictures in the browser."""

DRAWN = """() => [...document.querySelectorAll('[data-chart]')].every(
  (box) => box.querySelector('svg path'))"""
"""All charts of a page are there."""


def themes(page, review):
    """The addresses of all themes, from the bar of the first one."""
    page.goto(f"{review}bilder/")
    found = links(page, "Themen der Bilder")
    assert found
    return found


def links(page, label):
    """Where the choices of a bar lead."""
    bar = page.get_by_role("navigation", name=label, exact=True)
    return [each.get_attribute("href") for each in bar.locator("a:not(.kern-btn)").all()]
