"""Addresses of plans for others."""

from django.urls import path

from outhaul.web.sharing import downloads, links, shared

urlpatterns = [
    path("b/<slug:business>/plans/<slug:plan>/share/", links.share, name="share-plan"),
    path("b/<slug:business>/plans/<slug:plan>/plan.pdf", downloads.pdf, name="plan-pdf"),
    path("b/<slug:business>/plans/<slug:plan>/plan.xlsx", downloads.workbook, name="plan-xlsx"),
    path("b/<slug:business>/plans/<slug:plan>/plan.json", downloads.json, name="plan-json"),
    path("b/<slug:business>/links/<int:share>/revoke/", links.revoke, name="revoke-share"),
    path("s/<str:token>/", shared.plan, name="shared-plan"),
    path("s/<str:token>/plan.pdf", shared.pdf, name="shared-pdf"),
]
