"""Addresses of the way to the plan."""

from django.urls import path

from outhaul.web.decide import overview

urlpatterns = [
    path("", overview.overview, name="overview"),
]
