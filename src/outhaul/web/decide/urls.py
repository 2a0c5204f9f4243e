"""Addresses of the way to the plan."""

from django.urls import path

from outhaul.web.decide import business, details, overview, people, rows
from outhaul.web.fields import address

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("business/", business.business, name="business"),
    path("people/", people.people, name="people"),
    path("tools/", details.tools, name="tools"),
    path("quotes/", details.quotes, name="quotes"),
    path("policy/", details.policy, name="policy"),
    path("assumptions/", details.assumptions, name="assumptions"),
    path("row/<slug:table>/<str:entry>/remove/", rows.remove, name="remove-row"),
    path("row/<slug:table>/<str:entry>/restore/", rows.restore, name="restore-row"),
    path("field/<slug:table>/<str:entry>/<slug:name>/", address.save, name="field"),
]
