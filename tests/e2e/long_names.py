"""Names of municipalities as long as they come: for pages, and in a server's own database.

``python -m tests.e2e.long_names`` gives them to every game and scenario there.
"""

import os

LONG = {
    "Auestadt": "Samtgemeinde Auestadt-Nord",
    "Sonnenbrück": "Sonnenbrück-Lichtenhorst",
    "Hammerfurt": "Neuenkirchen-Hammerfurt",
    "Moorweiler": "Moorweiler-Drakenburg",
    "Kleinholm": "Kleinholm-Haßbergen-Süd",
    "Bad Quellau": "Bad Quellau-Ritterbach",
}


def lengthen():
    """Every municipality of these names is called by its long one from now on."""
    from games.models import ScenarioVersion, Team

    for team in Team.objects.filter(name__in=LONG):
        team.name = LONG[team.name]
        team.save(update_fields=["name"])
    for version in ScenarioVersion.objects.all():
        for town in version.content["municipalities"]:
            town["name"] = LONG.get(town["name"], town["name"])
        version.save(update_fields=["content"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planspiel.settings")
    import django

    django.setup()
    lengthen()
