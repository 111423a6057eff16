"""What a page offers to choose from, read off its HTML as a browser would."""

import random
from html.parser import HTMLParser

KEPT = {"csrfmiddlewaretoken", "round", "revision", "request_id", "boxes", "next", "phase", "to"}


class Form(HTMLParser):
    """The fields of the form that saves itself (``id="decision"``), with the values each may have.

    ``token``: the CSRF token of the page, ``revision``: of the draft it shows.
    """

    def __init__(self, html):
        super().__init__()
        self.token, self.revision = "", 0
        self.fields, self.inside, self.select = {}, False, None
        self.feed(html)

    def handle_starttag(self, tag, pairs):
        found = dict(pairs)
        name = found.get("name") or ""
        self.token = self.token or found.get("data-csrf") or ""
        if tag == "form":
            self.inside = "data-autosave" in found
            if self.inside:
                self.revision = int(found["data-revision"])
        elif tag == "input" and name == "csrfmiddlewaretoken":
            self.token = found["value"]
        elif self.inside and name and name not in KEPT:
            self._field(tag, name, found)
        elif tag == "option" and self.select:
            self.fields[self.select].append(found.get("value") or "")

    def _field(self, tag, name, found):
        kind = found.get("type", "text")
        values = self.fields.setdefault(name, [])
        if tag == "select":
            self.select = name
        elif kind == "radio":
            values.append(found.get("value") or "")
        elif kind == "checkbox":
            values += [found.get("value") or "1", ""]
        else:
            values += _numbers(name)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None

    def some(self, chance: random.Random):
        """A field and one of its values; None where the page has none. All kinds come as often."""
        names = [name for name, values in self.fields.items() if values]
        if not names:
            return None
        kind = chance.choice(sorted({name.partition(".")[0] for name in names}))
        name = chance.choice([name for name in names if name.partition(".")[0] == kind])
        return name, chance.choice(self.fields[name])


def _numbers(name):
    if name.startswith("scores."):
        return ["0", "1", "2", "3"]
    if name.startswith(("payments", "pledge")):
        return ["0", "20.000", "50.000"]
    return ["0", "1", "2", "3"] if name in ("greenfield", "inner") else ["", "10", "60", "100"]
