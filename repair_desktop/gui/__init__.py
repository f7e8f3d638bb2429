"""The windows. Pages show, presenters decide, services know."""
