"""What the pages of this room have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from repair_desktop.core.errors import KnownError
from repair_desktop.gui.problems import ProblemWords
from repair_desktop.gui.widgets.task_page import TaskPage


class VaultPage(TaskPage):
    """Does one thing to the journal as a whole, and says what went wrong with it."""

    def __init__(self, problems: ProblemWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems = problems

    def _say_problem(self, error: KnownError, safe: str = "") -> None:
        """Say what went wrong.

        Args:
            error: What happened.
            safe: What is safe, where the page knows better than the words for the error.
        """
        problem = self._problems.words(error)
        sentences = (f"{problem.title}.", problem.happened, safe or problem.safe, problem.to_do)
        self._say(" ".join(sentences), problem=True)
