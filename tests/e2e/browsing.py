"""Browsers that forgive nothing: CSP violations, console errors and page errors fail the test."""

import os
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    # Tab is pressed faster than an animated scroll ends: it would carry the next focus out of view.
    "--disable-smooth-scrolling",
]  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""
NO_SOCKETS = """
window.WebSocket = class extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    this.readyState = 0;
    queueMicrotask(() => {
      this.readyState = 3;
      for (const [name, event] of [
        ["onerror", new Event("error")],
        ["onclose", new CloseEvent("close", { code: 1006, wasClean: false })],
      ]) {
        this.dispatchEvent(event);
        this[name]?.(event);
      }
    });
  }
  send() { throw new DOMException("not open", "InvalidStateError"); }
  close() {}
  static CONNECTING = 0; static OPEN = 1; static CLOSING = 2; static CLOSED = 3;
};
"""
"""A town hall's proxy that lets no socket through."""

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RUN = """(tags) => axe.run(document, {
  preload: false, resultTypes: ['violations'], runOnly: {type: 'tag', values: tags},
})"""
"""Only what is wrong is described in full: naming every node that passes takes most of the time."""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium():
    """Path of the system's Chromium, or None for Playwright's own."""
    if given := os.environ.get("CHROMIUM"):
        return given
    names = (
        "chromium-headless-shell", "chromium", "chromium-browser",
        "google-chrome", "google-chrome-stable",
    )  # fmt: skip
    return next(filter(None, map(shutil.which, names)), None)


def launch(playwright):
    """A headless browser."""
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


class Watch:
    """What went wrong in the pages of one context; ``allow`` names what a test provokes."""

    def __init__(self):
        self.problems = []
        self.allowed = []

    def allow(self, pattern):
        """From now on, and for what was seen already: such a message is wanted."""
        self.allowed.append(re.compile(pattern))

    def add(self, kind, text, page):
        """Note a problem."""
        self.problems.append(f"{kind} on {page.url}: {text}")

    def check(self):
        """Raises AssertionError with everything that was not allowed."""
        left = [p for p in self.problems if not any(a.search(p) for a in self.allowed)]
        if left:
            raise AssertionError("\n".join(left))

    def attach(self, page):
        """Listen to a page from its first byte on."""
        page.on("pageerror", lambda error: self.add("page error", error, page))
        page.on(
            "console",
            lambda message: (
                self.add("console", message.text, page) if message.type == "error" else None
            ),
        )


class Visitors:
    """Makes browser contexts: one person, one device each, all of a test in one browser."""

    def __init__(self, playwright):
        self.browser = launch(playwright)
        self.opened = []

    def new(self, base_url="", *, sockets=True, **options):
        """A context for one person; ``context.watch.allow`` forgives.

        ``sockets=False`` blocks WebSockets as some proxies do.
        """
        context = self.browser.new_context(
            base_url=base_url or None, locale="de-DE", timezone_id="Europe/Berlin",
            **(options or DESKTOP),
        )  # fmt: skip
        context.watch = Watch()
        context.add_init_script(REPORT_VIOLATIONS)
        if not sockets:
            context.add_init_script(NO_SOCKETS)
        context.on("page", context.watch.attach)
        self.opened.append(context)
        return context

    def close(self):
        """Close the browser, then complain about what its contexts saw.

        The browser as a whole: where a closing context waits for a page that does not answer, it
        waits without an end, while a browser that does not answer is killed after half a minute.
        """
        self.browser.close()
        for context in self.opened:
            context.watch.check()


def axe(page):
    """What axe finds on the page as it stands: rule, help, the elements and why, one line each.

    The script runs through the debugger, so the page's policy stays as strict as it is; without
    ``preload`` it does not copy style sheets into the page, which the policy would refuse.
    """
    if not page.evaluate("Boolean(globalThis.axe)"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(AXE_RUN, AXE_TAGS)
    return [
        f"{rule['id']}: {rule['help']} "
        f"{[(node['target'], node['failureSummary']) for node in rule['nodes']]}"
        for rule in found["violations"]
    ]
