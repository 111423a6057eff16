"""Everything that writes: one module per family of commands, all through ``writing``."""
