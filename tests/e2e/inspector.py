"""Looks at pages as axe, a narrow window and a thumb do, and collects what is wrong."""

from tests.e2e import browsing

WIDE, PHONE, NARROW = (
    {"width": 1440, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)
LEAST_TARGET = 24
WHOLE_HEIGHT = "Math.max(innerHeight, document.scrollingElement.scrollHeight)"
WIDER_THAN_THE_WINDOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5);
}"""
TOO_SMALL = """(least) => {
  const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const isShown = (e) => e.checkVisibility({checkOpacity: false, visibilityProperty: true})
    && !e.closest('.ps-vh, .ps-skip, [disabled]');
  const isInText = (e) => getComputedStyle(e).display === 'inline'
    && e.parentElement.innerText.trim().length > e.innerText.trim().length;
  const boxOf = (e) => (e.matches('input') && e.closest('label') || e).getBoundingClientRect();
  return [...document.querySelectorAll(targets)]
    .filter((e) => isShown(e) && !isInText(e))
    .filter((e) => { const b = boxOf(e); return b.width < least || b.height < least; })
    .map((e) => `${Math.round(boxOf(e).width)}x${Math.round(boxOf(e).height)} `
      + e.outerHTML.slice(0, 120));
}"""


def whole(page):
    """The window as high as the page: what a sticky bar covers by chance is too small for axe."""
    size = page.viewport_size
    page.set_viewport_size(size | {"height": page.evaluate(WHOLE_HEIGHT)})
    return page


class Inspector:
    """Collects what is wrong on the pages it is shown."""

    def __init__(self):
        self.found = []

    def look(self, person, state):
        """Check a page as it stands at all sizes."""
        page = person.page
        before = page.viewport_size
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            whole(page)
            self.look_once(person, f"{state}, {size['width']} px")
        page.set_viewport_size(NARROW)
        self.note(state, "sideways at 320 px", page.evaluate(WIDER_THAN_THE_WINDOW))
        self.note(state, "small target", page.evaluate(TOO_SMALL, LEAST_TARGET))
        page.set_viewport_size(before)

    def look_once(self, person, state):
        """Check a page at its own size alone."""
        self.note(state, "axe", browsing.axe(person.page))

    def note(self, state, kind, lines):
        """Remember the lines."""
        self.found += [f"{state}: {kind}: {line}" for line in lines]
