"""The time machine: a game as it stood at any entry of its log, for each who may see it.

A moment is the number of a log entry: everything up to it has happened, nothing after it. What is
shown comes from the log and from settlements as they were stored, those taken back included.
"""
