"""Replay a game with nothing but the standard library: ``python -I replay_golden.py ROOT < game``.

Reads a golden game and the engine's values of its scenario and writes the version of the
interpreter and the digest of every round.
"""

import json
import pickle
import sys


def digest_of(settled):
    """The digest of a settlement that golden games are held to."""
    from games.rules import codec
    from games.rules.canonical import digest

    content = codec.settlement_to_json(settled)
    # Causes explain results and decide nothing: tests/rules/test_causes.py adds them up.
    del content["causes"]
    # What became of applications follows from postings and notes (tests/rules/test_board.py).
    del content["awards"]
    return digest(content)


def main():
    sys.path.insert(0, sys.argv[1])
    from games.rules import codec
    from games.rules.replay import replay

    game, scenario = pickle.load(sys.stdin.buffer)
    rounds = [
        {town: codec.decision_from_json(item) for town, item in decisions.items()}
        for decisions in game["rounds"]
    ]
    digests = [digest_of(each) for each in replay(scenario, game["seed"], game["model"], rounds)]
    json.dump({"version": sys.version_info[:2], "digests": digests}, sys.stdout)


if __name__ == "__main__":
    main()
