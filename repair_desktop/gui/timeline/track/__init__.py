"""One rupture, from noted to settled."""
