"""Every figure of every picture: as shown, as drawn, in its own file and in what is taken home.

All themes are opened, sliders are stepped by key. Where a page has rounds and municipalities to
choose, each round and each municipality is chosen once, and one of each together.
"""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.pages import Person
from tests.e2e.pictured import browse
from tests.e2e.pictured.browse import links
from tests.e2e.pictured.cells import check_file, check_rows
from tests.e2e.pictured.drawn import DRAWINGS, DRAWN, check_drawn
from tests.e2e.pictured.files import Files, lines
from tests.e2e.pictured.sources import SOURCES

pytestmark = pytest.mark.e2e

IN_WORDS = {("werte", "Was geschah"), ("sieben-v", "Frage")}
"""Columns that hold no figures and that no other file repeats: what happened in a round, and the
question behind each V. They are compared with the picture's own file alone."""

READ = """async ([address, selectors]) => {
  const page = address && await (await fetch(address)).text();
  const from = page ? new DOMParser().parseFromString(page, 'text/html') : document;
  const text = (cell) => (page ? cell.textContent : cell.innerText).replace(/\\s+/g, ' ').trim();
  const cells = (row) => [...row.querySelectorAll('th, td')].map(text);
  return [...from.querySelectorAll('.ps-figcard')].map((card) => {
    const figure = card.querySelector('.ps-figure');
    const box = card.querySelector('[data-chart]');
    return {
      id: figure.id,
      head: cells(figure.querySelector('thead tr')),
      rows: [...figure.querySelectorAll('tbody tr')].map(cells),
      options: box && JSON.parse(box.dataset.chart),
      series: !page && box ? echarts.getInstanceByDom(box).getOption().series : null,
      texts: selectors[figure.id] && [...card.querySelectorAll(selectors[figure.id])].map(
        (each) => each.textContent.replace(/\\s+/g, ' ').trim()),
      file: new URL(card.querySelector('a[download]').getAttribute('href'), location).href,
    };
  });
}"""
PRESS = """(pressed) => document.querySelectorAll(
  `[data-figure-toggle][aria-pressed=${pressed}]`).forEach((button) => button.click())"""
SAID = ("name", "value", "source", "target")
"""What a point or a link of a series says; the rest is how it looks."""


@pytest.fixture
def review(exhibit, visitors):
    """Somebody with the link of the review of a game of four rounds, and its address."""
    server, game = exhibit
    return Person(visitors.new(server.url)), game["review"]


class Reader:
    """Reads all pictures of a page and checks them, remembering which ones there were."""

    def __init__(self, page, files):
        self.page, self.files = page, files
        self.seen, self.in_words = set(), set()

    def read(self, address=""):
        """The pictures of the page that is open, or of another address, with their tables."""
        selectors = {name: selector for name, (selector, _check) in DRAWINGS.items()}
        if not address:
            self.page.evaluate(PRESS, "true")
            self.page.wait_for_function(browse.DRAWN)
            self.page.evaluate(PRESS, "false")
        return self.page.evaluate(READ, [address, selectors])

    def check(self, address=""):
        """Every picture there is checked four times over."""
        query = parse_qs(urlsplit(address or self.page.url).query)
        number = int(query["runde"][0]) if "runde" in query else None
        town = query.get("gemeinde", [""])[0]
        if number is None and self.page.get_by_role("slider").count():
            number = self.files.last
        figures = self.read(address)
        assert figures, address
        for each in figures:
            self._check(each, number, town)

    def _check(self, figure, number, town):
        name, head, rows = figure["id"], figure["head"], figure["rows"]
        where = (name, number, town)
        self.seen.add(name)
        assert rows, where
        self._as_drawn(figure)
        self._as_filed(figure, where)
        words = check_rows(rows, SOURCES[name](self.files, number, town), where)
        self.in_words |= {(name, head[place]) for place in words}

    def _as_drawn(self, figure):
        """The drawing is of the same figures; what ECharts was given it has."""
        if figure["options"] is None:
            _selector, check = DRAWINGS[figure["id"]]
            check(figure["texts"], figure["rows"])
            return
        check_drawn(figure["id"], figure["options"], figure["head"], figure["rows"])
        if figure["series"] is not None:
            for held, given in zip(figure["series"], figure["options"]["series"], strict=True):
                for key in ("data", "links"):
                    assert _bare(held.get(key)) == _bare(given.get(key)), figure["id"]

    def _as_filed(self, figure, where):
        head, *rows = lines(self.page.request.get(figure["file"]).text())
        assert len(head) == len(figure["head"]), where
        for filed, shown in zip(head, figure["head"], strict=True):
            assert filed in (shown, f"{shown} (€)", f"{shown} (%)"), where
        check_file(figure["rows"], rows, where)


def _bare(points):
    return points and [
        {key: each[key] for key in SAID if key in each} if isinstance(each, dict) else each
        for each in points
    ]


def taken_home(page, review):
    """The files, by the links of their page."""
    page.goto(f"{review}mitnehmen/")
    got = []
    for name in ("zahlen.zip", "export.csv", "export.xlsx"):
        address = page.locator(f'a[href$="/{name}"]').get_attribute("href")
        got.append(page.request.get(address).body())
    return Files(*got)


def step_back(reader):
    """The slider from the last round to the start, one key after the other."""
    page = reader.page
    slider = page.get_by_role("slider", name="Runde")
    for number in range(reader.files.last, -1, -1):
        expect(page.locator("#schieber")).to_have_attribute("data-round", str(number))
        reader.check()
        slider.press("ArrowLeft")


def test_the_figures_of_every_picture_equal_its_file_its_drawing_and_the_export(review):
    person, address = review
    page = person.page
    reader = Reader(page, taken_home(page, address))
    for theme in browse.themes(page, address):
        page.goto(theme)
        # Relative to the page: "?runde=2" stays in its theme.
        towns = [link for link in links(page, "Gemeinde wählen") if link.startswith("?gemeinde")]
        rounds = [link for link in links(page, "Runde wählen") if link.startswith("?runde")]
        if page.get_by_role("slider").count():
            step_back(reader)
        else:
            reader.check()
            for link in rounds:
                reader.check(link)
        for link in towns:
            reader.check(link)
        if rounds and towns:
            reader.check(f"{rounds[1]}&{towns[-1][1:]}")
    assert reader.seen == set(SOURCES) == set(DRAWN) | set(DRAWINGS)
    assert reader.in_words == IN_WORDS
