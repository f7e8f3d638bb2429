"""The lock page, and every state in which the journal does not open."""
