"""Live updates: one answer per audience and stamp, pushed by socket and fetchable by HTTP.

The contract with the screens is docs/live.md. Correctness never depends on a message arriving:
whatever is lost here is caught up by the next fetch.
"""
