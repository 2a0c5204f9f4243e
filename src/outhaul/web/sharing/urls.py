"""Addresses of plans for others."""

from django.urls import path

from outhaul.web.sharing import downloads, links, shared

business_urlpatterns = [
    path("plans/<slug:plan>/share/", links.share, name="share-plan"),
    path("plans/<slug:plan>/plan.pdf", downloads.pdf, name="plan-pdf"),
    path("plans/<slug:plan>/plan.xlsx", downloads.workbook, name="plan-xlsx"),
    path("plans/<slug:plan>/plan.json", downloads.json, name="plan-json"),
    path("links/<int:share>/revoke/", links.revoke, name="revoke-share"),
]
urlpatterns = [
    path("s/<str:token>/", shared.plan, name="shared-plan"),
    path("s/<str:token>/plan.pdf", shared.pdf, name="shared-pdf"),
]
