"""Families of effects: each module books or changes what one part of the rules says."""
