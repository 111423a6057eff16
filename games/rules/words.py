"""Texts that the engine carries for people."""


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue of translations; the engine itself speaks German."""
    return text
