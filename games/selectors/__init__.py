"""Reads for screens: what a viewer may see, as frozen values."""
