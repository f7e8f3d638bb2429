"""The mood check-in."""
