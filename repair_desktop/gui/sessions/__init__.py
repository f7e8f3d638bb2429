"""Next session: when it is, what to bring, and what stayed of those that are past."""
