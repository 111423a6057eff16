"""Shapes of a finished game for other programs."""
