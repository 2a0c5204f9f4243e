"""Addresses of briefs: of the business, and by link."""

from django.urls import path

from outhaul.web.source.briefs import (
    application,
    doing,
    editing,
    files,
    linking,
    listing,
    outside,
    papers,
    reading,
    writing,
)

A_BRIEF = "briefs/<slug:brief>/"

business_urlpatterns = [
    path("briefs/", listing.listing, name="briefs"),
    path("briefs/write/", writing.write, name="write-brief"),
    path("briefs/briefs.<slug:kind>", files.export, name="export-briefs"),
    path("briefs/bring/", files.bring, name="bring-briefs"),
    path("briefs/bring/back/", files.take_back, name="take-briefs-back"),
    path(A_BRIEF, reading.brief, name="brief"),
    path(f"{A_BRIEF}edit/", editing.edit, name="edit-brief"),
    path(f"{A_BRIEF}meter/", editing.meter, name="brief-meter"),
    path(f"{A_BRIEF}do/<slug:step>/", doing.step, name="brief-step"),
    path(f"{A_BRIEF}override/", doing.override, name="override-brief"),
    path(f"{A_BRIEF}follow/", doing.follow, name="follow-plan"),
    path(f"{A_BRIEF}copy/", doing.copy, name="copy-brief"),
    path(f"{A_BRIEF}remove/", doing.remove, name="remove-brief"),
    path(f"{A_BRIEF}restore/", doing.restore, name="restore-brief"),
    path(f"{A_BRIEF}link/", linking.open_to_all, name="open-brief"),
    path(f"{A_BRIEF}link/back/", linking.take_back, name="take-brief-back"),
    path(f"{A_BRIEF}brief.pdf", papers.pdf, name="brief-pdf"),
    path(f"{A_BRIEF}brief.txt", papers.plain_text, name="brief-text"),
]
urlpatterns = [
    path("a/brief/<str:token>/", outside.brief, name="apply"),
    path("a/brief/<str:token>/brief.pdf", outside.pdf, name="apply-pdf"),
    path("a/application/<str:token>/", application.change, name="application"),
    path("a/application/<str:token>/withdraw/", application.withdraw, name="withdraw-application"),
]
