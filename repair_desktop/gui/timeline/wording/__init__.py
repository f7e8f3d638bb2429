"""The words that every way to look shares."""
