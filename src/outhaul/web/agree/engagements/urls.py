"""Addresses of engagements, statements of work and clauses."""

from django.urls import path

from outhaul.web.agree.engagements import classification, clauses, files, listing, page, statement

urlpatterns = [
    path("engagements/", listing.engagements, name="engagements"),
    path("engagements/engagements.<slug:kind>", files.export, name="export-engagements"),
    path("engagements/bring/", files.bring, name="bring-engagements"),
    path("engagements/bring/back/", files.take_back, name="take-engagements-back"),
    path("begin/<str:offer>/", listing.begin, name="new-engagement"),
    path("engagements/<str:engagement>/", page.engagement, name="engagement"),
    path("engagements/<str:engagement>/managers/", page.managers, name="name-managers"),
    path("engagements/<str:engagement>/step/", page.step, name="take-step"),
    path("engagements/<str:engagement>/override/", page.override, name="override-engagement"),
    path("engagements/<str:engagement>/check/", classification.classification, name="classification"),
    path("statements/<str:statement>/", statement.statement, name="statement"),
    path("statements/<str:statement>/edit/", statement.edit, name="edit-statement"),
    path("clauses/", clauses.clauses, name="clauses"),
    path("clauses/add/", clauses.add, name="add-clause"),
    path("clauses/<str:clause>/", clauses.clause, name="clause"),
    path("clauses/<str:clause>/restore/", clauses.restore, name="restore-clause"),
    path("clauses/<str:clause>/use/", clauses.use, name="use-clause"),
]
