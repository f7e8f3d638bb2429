"""Opening a backup that lies elsewhere."""
