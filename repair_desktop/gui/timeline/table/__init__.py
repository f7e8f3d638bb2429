"""Rows on the screen."""
