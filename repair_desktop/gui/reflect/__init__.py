"""Reflect: the ruptures, and the journey through a worksheet."""
