"""Taking along what the timeline shows: on paper, as a PDF, as a picture, as a table of numbers."""
