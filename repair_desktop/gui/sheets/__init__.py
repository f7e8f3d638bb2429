"""Homework sheets: looking at one before it is added, those that were added, and writing one."""
