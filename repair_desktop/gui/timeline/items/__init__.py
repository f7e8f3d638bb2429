"""How sessions were: the answers about them over time."""
