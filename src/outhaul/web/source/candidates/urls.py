"""Addresses of candidates, below that of the business."""

from django.urls import path

from outhaul.web.source.candidates import (
    ending,
    files,
    importing,
    keeping,
    listing,
    merging,
    person,
    telling,
)

urlpatterns = [
    path("candidates/", listing.listing, name="candidates"),
    path("candidates/new/", telling.new, name="new-candidate"),
    path("candidates/candidates.<slug:kind>", files.export, name="export-candidates"),
    path("candidates/keeping/", keeping.days, name="keep-candidates"),
    path("candidates/import/", importing.upload, name="import-candidates"),
    path("candidates/imports/<slug:batch>/", importing.look, name="candidate-import"),
    path("candidates/imports/<slug:batch>/read/", importing.begin, name="read-candidates"),
    path("candidates/imports/<slug:batch>/progress/", importing.progress, name="import-progress"),
    path("candidates/imports/<slug:batch>/stop/", importing.stop, name="stop-candidate-import"),
    path("candidates/imports/<slug:batch>/undo/", importing.undo, name="undo-candidates"),
    path("candidates/imports/<slug:batch>/wrong.csv", importing.wrong, name="wrong-candidates"),
    path("candidates/<slug:candidate>/", person.page, name="candidate"),
    path("candidates/<slug:candidate>/edit/", telling.edit, name="edit-candidate"),
    path("candidates/<slug:candidate>/remove/", person.remove, name="remove-candidate"),
    path("candidates/<slug:candidate>/restore/", person.restore, name="restore-candidate"),
    path("candidates/<slug:candidate>/put-forward/", person.forward, name="put-forward"),
    path("candidates/<slug:candidate>/merge/", merging.merge, name="merge-candidate"),
    path("candidates/<slug:candidate>/part/", merging.part, name="part-candidate"),
    path("candidates/<slug:candidate>/keep/", keeping.longer, name="keep-candidate"),
    path("candidates/<slug:candidate>/data.json", files.data, name="candidate-data"),
    path("candidates/<slug:candidate>/erase/", keeping.erase, name="erase-candidate"),
    path("candidacies/<slug:candidacy>/reject/", ending.reject_page, name="reject-candidacy"),
    path("candidacies/<slug:candidacy>/withdraw/", ending.withdraw_now, name="withdraw-candidacy"),
    path("candidacies/<slug:candidacy>/reconsider/", ending.reconsider_now, name="reconsider-candidacy"),
]
