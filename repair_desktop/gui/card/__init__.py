"""The card that a person brings to a session: making it, showing it, saying it out loud."""
