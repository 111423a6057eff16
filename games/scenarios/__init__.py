"""Scenario files: their format, checks, and the way into the engine's values."""
