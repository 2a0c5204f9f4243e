"""Addresses of ranking, comparison, candidacies and trial tasks."""

from django.urls import path

from outhaul.web.source.matching import candidacy, compare, files, interviews, ranking, steps, trials

urlpatterns = [
    path("briefs/<slug:brief>/ranking/", ranking.ranking, name="ranking"),
    path("briefs/<slug:brief>/ranking/ranking.<slug:kind>", files.export, name="export-ranking"),
    path("briefs/<slug:brief>/ranking/bring/", files.bring, name="bring-ranking"),
    path("briefs/<slug:brief>/ranking/bring/back/", files.take_back, name="take-ranking-back"),
    path("briefs/<slug:brief>/compare/", compare.compare, name="compare-candidates"),
    path("candidacies/<slug:candidacy>/", candidacy.candidacy, name="candidacy"),
    path("candidacies/<slug:candidacy>/move/", steps.move, name="move-candidacy"),
    path("candidacies/<slug:candidacy>/override/", steps.override, name="override-match"),
    path("candidacies/<slug:candidacy>/notes/", steps.note, name="add-note"),
    path("candidacies/<slug:candidacy>/notes/<int:note>/remove/", steps.take_out, name="remove-note"),
    path("candidacies/<slug:candidacy>/notes/<int:note>/restore/", steps.put_back, name="restore-note"),
    path("candidacies/<slug:candidacy>/quote/", steps.quote, name="quote-rate"),
    path("candidacies/<slug:candidacy>/quote/take-back/", steps.take_back, name="take-quote-back"),
    path("candidacies/<slug:candidacy>/interview/", interviews.interview, name="interview"),
    path("candidacies/<slug:candidacy>/trials/new/", trials.new, name="new-trial"),
    path("trials/<slug:trial>/", trials.trial, name="trial"),
]
