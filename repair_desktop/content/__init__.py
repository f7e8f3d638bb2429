"""Reads and checks the worksheets, words and help lines in resources/."""
