"""From a figure to its lines, from a line to its rule, and what stood in the way of more."""
