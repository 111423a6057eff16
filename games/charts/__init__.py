"""Geometry of charts: figures in, positions out; the words stand in the templates."""
