"""The days of a month or a year."""
