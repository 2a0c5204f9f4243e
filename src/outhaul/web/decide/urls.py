"""Addresses of the way to the plan."""

from django.urls import path

from outhaul.web.decide import overview
from outhaul.web.fields import address

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("field/<slug:table>/<str:entry>/<slug:name>/", address.save, name="field"),
]
