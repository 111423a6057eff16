"""Bot games in a process of their own: what they reckon never holds up a page."""
