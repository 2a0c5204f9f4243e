"""Addresses of ranking, comparison, candidacies and trial tasks."""

from django.urls import path

from outhaul.web.source.matching import candidacy, compare, files, interviews, ranking, steps, trials

urlpatterns = [
    path("source/briefs/<slug:brief>/ranking/", ranking.ranking, name="ranking"),
    path("source/briefs/<slug:brief>/ranking/ranking.<slug:kind>", files.export, name="export-ranking"),
    path("source/briefs/<slug:brief>/ranking/bring/", files.bring, name="bring-ranking"),
    path("source/briefs/<slug:brief>/ranking/bring/back/", files.take_back, name="take-ranking-back"),
    path("source/briefs/<slug:brief>/compare/", compare.compare, name="compare-candidates"),
    path("source/candidacies/<slug:candidacy>/", candidacy.candidacy, name="candidacy"),
    path("source/candidacies/<slug:candidacy>/move/", steps.move, name="move-candidacy"),
    path("source/candidacies/<slug:candidacy>/override/", steps.override, name="override-match"),
    path("source/candidacies/<slug:candidacy>/notes/", steps.note, name="add-note"),
    path("source/candidacies/<slug:candidacy>/notes/<int:note>/remove/", steps.take_out, name="remove-note"),
    path(
        "source/candidacies/<slug:candidacy>/notes/<int:note>/restore/", steps.put_back, name="restore-note"
    ),
    path("source/candidacies/<slug:candidacy>/quote/", steps.quote, name="quote-rate"),
    path("source/candidacies/<slug:candidacy>/quote/take-back/", steps.take_back, name="take-quote-back"),
    path("source/candidacies/<slug:candidacy>/interview/", interviews.interview, name="interview"),
    path("source/candidacies/<slug:candidacy>/trials/new/", trials.new, name="new-trial"),
    path("source/trials/<slug:trial>/", trials.trial, name="trial"),
]
