"""``python -m games.botgames``: a setting as JSON on the first line, then a number on each.

For each number a line of JSON comes out: ``[number, figures]``. The end of standard input, which
whoever started this holds open, is the end. It has no key and no database.
"""

import json
import os
import sys
from typing import TextIO

from games.botgames.setting import read
from games.rules.botgames import bot_game

POLITE = 19
"""As low as it goes: whoever plays, or looks at a page, comes first."""


def serve(numbers: TextIO, out: TextIO) -> None:
    """Play what is asked for until nobody asks any more."""
    setting = read(json.loads(numbers.readline()))
    for line in numbers:
        number = int(line)
        out.write(json.dumps([number, bot_game(setting, number)]) + "\n")
        out.flush()


if __name__ == "__main__":
    os.nice(POLITE)
    serve(sys.stdin, sys.stdout)
