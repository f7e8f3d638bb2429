"""The steps from each version of the journal's tables to the next. The files are plain SQL."""
