"""A region of eight municipalities, made from Mittelaue: no delivered scenario has so many.

Two neighbours are added that are like two of the six, with a place, a name and projects of their
own. ``python bench/eight.py`` says whether the result is valid and what the lint remarks.
"""

import copy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from games.scenarios.lint import lint
from games.scenarios.load import build, read

SLUG = "achtal"
ADDED = {
    "neuried": ("Neuried", "hammerfurt", (56, 78), 9),
    "lindenau": ("Lindenau", "sonnenbrueck", (24, 40), 8),
}
"""Name, the municipality it is like, place on the map, minutes to that one."""
PLACES = {"kita": 380, "grundschule": 390}
"""Enough for those who live there, where the model has too few."""
GOALS = (
    {
        "id": "buecher_nah",
        "name": "Bücher für alle",
        "text": "Am Ende ist eine Bücherei in höchstens 15 Minuten erreichbar.",
        "metric": "reach:buecherei",
        "target": 15,
    },
    {
        "id": "wehr_halten",
        "name": "Die Wehr bleibt",
        "text": "Die eigene Feuerwehr ist am Ende noch da.",
        "metric": "site:feuerwehr",
        "target": 1,
    },
)


def content():
    """The merged content of the scenario."""
    made = copy.deepcopy(read("mittelaue"))
    made["scenario"] |= {"id": SLUG, "name": "Achtal"}
    for town, (name, model, place, minutes) in ADDED.items():
        like = next(each for each in made["municipalities"] if each["id"] == model)
        added = copy.deepcopy(like) | {"id": town, "name": name, "x": place[0], "y": place[1]}
        added.pop("trust", None)
        for service, places in PLACES.items():
            held = added["services"][service]
            held["places"] = max(places, held["places"])
        made["municipalities"].append(added)
        _place(made["distances"], town, model, minutes)
        own = [each for each in made["projects"] if each.get("town") == model]
        made["projects"] += [
            copy.deepcopy(each) | {"id": f"{each['id']}_{town}", "town": town} for each in own
        ]
    made["goals"] += GOALS
    return made


def _place(distances, town, model, minutes):
    """As far from all others as the municipality it is like, and so many minutes from that one."""
    at = distances["order"].index(model)
    row = [minutes if i == at else each for i, each in enumerate(distances["minutes"][at])]
    for other, way in zip(distances["minutes"], row, strict=True):
        other.append(way)
    distances["order"].append(town)
    distances["minutes"].append([*row, 0])


if __name__ == "__main__":
    found = content()
    scenario = build(found)
    print(f"{len(scenario.municipalities)} municipalities, {len(scenario.projects)} projects")
    for remark in lint(found):
        print(f"{remark.path}: {remark.sentence}")
