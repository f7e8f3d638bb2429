"""The mood timeline."""
