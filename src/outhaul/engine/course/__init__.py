"""The built-in course for managers: five lessons, one for each guard, and a test (§MANAGE-16)."""

from outhaul.engine.course.exam import PASS_SHARE, QUESTIONS, Marked, Question, mark
from outhaul.engine.course.lessons import BY_SLUG, LESSONS, Lesson

__all__ = ["BY_SLUG", "LESSONS", "PASS_SHARE", "QUESTIONS", "Lesson", "Marked", "Question", "mark"]
