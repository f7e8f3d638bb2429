"""Use cases. They import core and nothing else of ours, and never Qt."""
