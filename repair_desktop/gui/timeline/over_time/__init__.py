"""Check-ins, sessions and ruptures along the days."""
