"""Addresses of the review."""

from django.urls import path

from outhaul.web.review import budget, dashboard, learned, months, pulse, scorecards, ways, weights

urlpatterns = [
    path("", dashboard.review, name="review"),
    path("focus/", dashboard.focus_notes, name="review-focus"),
    path("focus/note/", dashboard.focus, name="note-focus"),
    path("scorecards/", scorecards.scorecards, name="review-scorecards"),
    path("scorecards/<slug:engagement>/", scorecards.scorecard, name="review-scorecard"),
    path("weights/", weights.weights, name="review-weights"),
    path("weights/usual/", weights.usual, name="usual-weights"),
    path("weights/undo/", weights.undo, name="undo-weights"),
    path("budget/", budget.budget, name="review-budget"),
    path("pulse/", pulse.pulse, name="review-pulse"),
    path("next/<slug:engagement>/", ways.ways, name="review-next"),
    path("next/<slug:engagement>/take/<slug:way>/", ways.take_way, name="take-way"),
    path("next/<slug:engagement>/looking-back/", ways.looking_back, name="review-looking-back"),
    path("learned/", learned.learned, name="review-learned"),
    path("learned/try/", learned.try_learned, name="try-learned"),
    path("learned/<int:own_figure>/take/", learned.take_learned, name="take-learned"),
    path("learned/<int:own_figure>/give-back/", learned.give_learned_back, name="give-learned-back"),
    path("months/", months.months, name="review-months"),
    path("months/<slug:month>/", months.month, name="review-month"),
    path("months/<slug:month>/review.pdf", months.month_pdf, name="review-month-pdf"),
    path("undo/<slug:key>/", ways.undo, name="undo-way"),
]
