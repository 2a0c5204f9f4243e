"""Addresses of the review."""

from django.urls import path

from outhaul.web.review import budget, dashboard, pulse, scorecards, ways

urlpatterns = [
    path("", dashboard.review, name="review"),
    path("focus/", dashboard.focus_notes, name="review-focus"),
    path("focus/note/", dashboard.focus, name="note-focus"),
    path("scorecards/", scorecards.scorecards, name="review-scorecards"),
    path("scorecards/<slug:engagement>/", scorecards.scorecard, name="review-scorecard"),
    path("budget/", budget.budget, name="review-budget"),
    path("pulse/", pulse.pulse, name="review-pulse"),
    path("next/<slug:engagement>/", ways.ways, name="review-next"),
    path("next/<slug:engagement>/take/<slug:way>/", ways.take_way, name="take-way"),
    path("next/<slug:engagement>/looking-back/", ways.looking_back, name="review-looking-back"),
    path("undo/<slug:key>/", ways.undo, name="undo-way"),
]
