"""Golden games: stored decisions and what they led to, to the euro.

Run as a module (``python -m tests.rules.golden_games``) to write down the results anew after a
change of behaviour that was meant, together with a higher ``ENGINE_VERSION``.
"""

import json
from pathlib import Path

from games.rules import codec
from games.rules.replay import replay
from games.rules.settle import ENGINE_VERSION
from tests.rules.regions import scenario
from tests.rules.replay_golden import digest_of

FOLDER = Path(__file__).parent / "golden"


def files():
    return sorted(FOLDER.glob("*.json"))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def settlements(game):
    rounds = [
        {town: codec.decision_from_json(item) for town, item in decisions.items()}
        for decisions in game["rounds"]
    ]
    return replay(scenario(game["scenario"]), game["seed"], game["model"], rounds)


def outcome(settled):
    """What is written down of a round: readable figures, and a digest of everything else."""
    after = settled.state_after
    return {
        "accounts": {name: town.account for name, town in after.towns.items()},
        "values": {name: town.values.gesamt for name, town in after.towns.items()},
        "fund": after.fund.money,
        "agreements": [item.id for item in after.agreements],
        "postings": len(settled.postings),
        "digest": digest_of(settled),
    }


def main():
    for path in files():
        game = read(path)
        game["engine_version"] = ENGINE_VERSION
        game["expected"] = [outcome(settled) for settled in settlements(game)]
        text = json.dumps(game, ensure_ascii=False, indent=1, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
