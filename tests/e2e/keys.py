"""Somebody without a pointer: everything by Tab, Enter, Space, arrows and typing.

Nothing here clicks, and no script moves the focus. Whatever is reached must be in sight, with a
ring that shows where one is.
"""

import re

from playwright.sync_api import TimeoutError, expect  # noqa: A004 - Playwright's own

from tests.e2e.pages import Player

MOST_STOPS = 400
MOST_OPTIONS = 40
WATCHED_STOPS = 2
SIGHT_MS = 5_000
AMONG = "(wanted) => wanted.includes(document.activeElement)"
IN_SIGHT = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return Boolean(top) && (at.contains(top) || top.contains(at) && top.matches('label'));
}"""
"""Inside the window, and no sticky bar lies over its middle."""
RINGED = """() => {
  const rings = (e) => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const at = document.activeElement;
  return rings(at) || at.matches('input') && Boolean(at.nextElementSibling)
    && rings(at.nextElementSibling);
}"""
"""The focused element has a ring, or (radios drawn as a bar) what stands for it."""
SHOWN = """() => {
  const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, '
    + '[tabindex="0"]';
  return [...document.querySelectorAll('header :is(' + kinds + '), main :is(' + kinds + ')')]
    .filter((e) => e.checkVisibility());
}"""
AHEAD = f"""(wanted) => {{
  const group = (e) => [...(e.form ?? document).querySelectorAll(`[name="${{e.name}}"]`)];
  const stopsAt = (e) => !e.disabled && e.tabIndex >= 0 && !e.closest('fieldset:disabled, [inert]')
    && (e.type !== 'radio' || e === (group(e).find((each) => each.checked) ?? group(e)[0]));
  const asked = document.querySelector('dialog:modal');
  const stops = ({SHOWN})().filter((e) => stopsAt(e) && (!asked || asked.contains(e)));
  const at = stops.indexOf(document.activeElement);
  const next = stops.findIndex((e, place) => place > at && wanted.includes(e));
  return next < 0 ? 0 : next - at;
}}"""
"""About how often Tab is pressed until one of ``wanted`` has the focus; 0 where none is ahead."""
PASS_BY = """() => {
  const at = document.activeElement;
  globalThis.passed = (globalThis.passed ?? new Set()).add(at);
  return at === document.body || at === document.documentElement;
}"""
"""Remembers where the focus is; true where it has left the page."""
PASSED_OVER = f"""() => ({SHOWN})()
  .filter((e) => !e.disabled && e.tabIndex >= 0 && !e.closest('fieldset:disabled')
    && !passed.has(e)
    && !(e.type === 'radio' && [...passed].some((p) => p.name === e.name && p.form === e.form)))
  .map((e) => e.outerHTML.slice(0, 160))"""
WHERE = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return `${at.outerHTML.slice(0, 160)} at ${Math.round(box.x)}, ${Math.round(box.y)}`
    + ` of ${innerWidth} x ${innerHeight}, ${location.pathname},`
    + ` there is ${over?.outerHTML.slice(0, 160)}`;
}"""


class Keys(Player):
    """A player who has a keyboard and nothing else."""

    def key(self, *names):
        """Press keys one after the other."""
        for name in names:
            self.page.keyboard.press(name)
        return self

    def to(self, wanted, key="Tab"):
        """Tab on until one of ``wanted`` has the focus; it is in sight and has a ring."""
        expect(wanted.first).to_be_visible()
        # Looking after each press doubles the time of a long page; the last few are watched.
        ahead = wanted.evaluate_all(AHEAD) if key == "Tab" else 0
        self.key(*[key] * (ahead - WATCHED_STOPS))
        for _stop in range(MOST_STOPS):
            if self.is_at(wanted):
                self._is_in_sight()
                assert self.page.evaluate(RINGED), f"no ring: {self.page.evaluate(WHERE)}"
                return self
            self.key(key)
        raise AssertionError(f"{wanted} not reached, last {self.page.evaluate(WHERE)}")

    def _is_in_sight(self):
        if self.page.evaluate(IN_SIGHT):
            return
        try:
            self.page.wait_for_function(IN_SIGHT, timeout=SIGHT_MS)
        except TimeoutError:
            raise AssertionError(f"covered: {self.page.evaluate(WHERE)}") from None

    def is_at(self, wanted):
        """Whether one of the elements has the focus."""
        return wanted.evaluate_all(AMONG)

    def walk(self):
        """Tab once through the page just opened: no control is passed over, covered or ringless."""
        for _stop in range(MOST_STOPS):
            self.key("Tab")
            if self.page.evaluate(PASS_BY):
                break
            self._is_in_sight()
            assert self.page.evaluate(RINGED), f"no ring: {self.page.evaluate(WHERE)}"
        passed_over = self.page.evaluate(PASSED_OVER)
        assert passed_over == [], f"{self.page.url}: {passed_over}"
        return self

    def enter(self, wanted):
        """Go there and press Enter: links, buttons, what can be opened."""
        return self.to(wanted).key("Enter")

    def button(self, name):
        """Press a button by its words."""
        return self.enter(self.page.get_by_role("button", name=name, exact=isinstance(name, str)))

    def link(self, name):
        """Follow a link by its words."""
        return self.enter(self.page.get_by_role("link", name=name, exact=isinstance(name, str)))

    def tab(self, name):
        """Go to another screen by the tabs at the top."""
        tabs = self.page.get_by_role("navigation", name="Bereiche", exact=True)
        self.enter(tabs.get_by_role("link", name=re.compile(f"^{name}")))
        return self.wait_for_connection()

    def type(self, wanted, words):
        """Replace what stands in a field."""
        self.to(wanted).key("Control+a")
        self.page.keyboard.type(str(words))
        expect(wanted).to_have_value(re.compile("."))
        return self

    def tick(self, box, *, on=True):
        """Tick a box or take its tick away."""
        self.to(box)
        if box.is_checked() != on:
            self.key("Space")
        (expect(box).to_be_checked if on else expect(box).not_to_be_checked)()
        return self

    def choose(self, group, name):
        """Into a group of radios, with arrows until the wanted one is chosen."""
        wanted = group.get_by_role("radio", name=name)
        self.to(group.get_by_role("radio"))
        if self.is_at(wanted):
            self.key("Space")
        for _step in range(MOST_OPTIONS):
            if wanted.is_checked():
                break
            self.key("ArrowRight")
        expect(wanted).to_be_checked()
        expect(wanted).to_be_focused()
        return self

    def select(self, field, value):
        """Down a list until it holds the value; the list stays closed."""
        self.to(field).key("Home")
        for _step in range(MOST_OPTIONS):
            if field.input_value() == value:
                break
            self.key("ArrowDown")
        expect(field).to_have_value(value)
        return self
