"""Taking along what was answered: a page to print or to save."""
