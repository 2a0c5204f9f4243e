"""How both sides are doing, what was learned, what is decided next, and what the won hours went into."""

from outhaul.apps.review.models.hearing import PulseAnswer, Rating
from outhaul.apps.review.models.kept import KeptFigures
from outhaul.apps.review.models.learning import Learned, MonthlyReview, Retrospective, Step
from outhaul.apps.review.models.purpose import FocusNote
from outhaul.apps.review.models.steering import Pause, TimeNote
from outhaul.apps.review.models.weighing import Weighting

__all__ = [
    "FocusNote",
    "KeptFigures",
    "Learned",
    "MonthlyReview",
    "Pause",
    "PulseAnswer",
    "Rating",
    "Retrospective",
    "Step",
    "TimeNote",
    "Weighting",
]
