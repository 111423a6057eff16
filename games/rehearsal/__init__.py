"""Bots that play a game as people do: by its addresses alone, over HTTP and sockets.

They run in a process of their own (``python -m games.rehearsal``), without Django, without the
database and without a secret of the server but the one account and the links of the game they are
sent into (docs/decisions/0018-rehearsal.md).
"""
