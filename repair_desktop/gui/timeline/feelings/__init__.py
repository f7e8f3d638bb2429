"""Which feelings and tags came up."""
