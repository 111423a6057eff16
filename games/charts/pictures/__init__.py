"""Pictures of a finished game by theme: one module for each, listed in ``themes``."""
