"""Addresses of pulse, rating and scorecard in the portal."""

from django.urls import path

from outhaul.web.portal.review import pages

urlpatterns = [
    path("pulse/", pages.pulse, name="portal-pulse"),
    path("rating/", pages.rating, name="portal-rating"),
    path("scorecard/", pages.scorecard, name="portal-scorecard"),
]
