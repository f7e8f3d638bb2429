"""The days around each session, lined up."""
