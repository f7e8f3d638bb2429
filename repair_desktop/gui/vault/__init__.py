"""Taking care of the open journal: what opens it, backups, moving it, deleting it."""
