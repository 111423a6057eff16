"""A net of axes (radar): it has the height of the card, its words stand beside it."""

from games.charts.figure import Options
from games.charts.wall.sizes import larger


def enlarged(options: Options) -> Options:
    """The chart with large letters, thick lines, and room around it for the names of its axes."""
    found = larger(options)
    series = [
        {
            **each,
            "data": [
                {**line, "lineStyle": {**line["lineStyle"], "width": 6}} for line in each["data"]
            ],
        }
        for each in found["series"]
    ]
    radar = {**found["radar"], "center": ["50%", "55%"], "radius": "76%"}
    return {**found, "radar": radar, "series": series}
