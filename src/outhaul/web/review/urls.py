"""Addresses of the review."""

from django.urls import path

from outhaul.web.review import dashboard, scorecards

urlpatterns = [
    path("", dashboard.review, name="review"),
    path("focus/", dashboard.focus_notes, name="review-focus"),
    path("focus/note/", dashboard.focus, name="note-focus"),
    path("scorecards/", scorecards.scorecards, name="review-scorecards"),
    path("scorecards/<slug:engagement>/", scorecards.scorecard, name="review-scorecard"),
]
