"""Readings, and the page for the therapist."""
