"""SQLite with one writer at a time inside the process (docs/decisions/0003-sqlite.md)."""
