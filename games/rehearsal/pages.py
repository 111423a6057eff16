"""What bots read of a page: the choices of its form that saves itself, and the ways to join."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

FORM = "decision"


@dataclass(slots=True)
class Choice:
    """One decision as a form offers it."""

    name: str
    values: list[str] = field(default_factory=list)
    checked: str = ""

    @property
    def others(self) -> list[str]:
        """What could be chosen instead."""
        return [value for value in self.values if value != self.checked]


class DecisionForm(HTMLParser):
    """The radios of the draft's form, where it is saved, its round and revision."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.url = ""
        self.round = self.revision = 0
        self.choices: dict[str, Choice] = {}
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form and its radios."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("id") == FORM:
            self._inside = True
            self.url = said.get("data-url", "")
            self.round = int(said.get("data-round") or 0)
            self.revision = int(said.get("data-revision") or 0)
        elif self._inside and tag == "input" and said.get("type") == "radio":
            choice = self.choices.setdefault(said["name"], Choice(said["name"]))
            choice.values.append(said.get("value", ""))
            if "checked" in said:
                choice.checked = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._inside = False


class JoinPage(HTMLParser):
    """The municipalities one can join, as the form names them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.teams: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the radios of the municipalities."""
        said = dict(attrs)
        if tag == "input" and said.get("name") == "team" and said.get("value"):
            self.teams.append(str(said["value"]))
