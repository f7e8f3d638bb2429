"""The encrypted journal: open, migrate, read, write, copy."""
