"""Repair: a private desktop app for people in psychotherapy."""

__version__ = "0.1.0"
