"""Get help now, Steady me, and what is not a client's to repair. All open without a journal."""
