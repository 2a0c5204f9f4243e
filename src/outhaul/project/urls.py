"""Every address of the application."""

from django.urls import path

from outhaul.web import pages

urlpatterns = [
    path("", pages.sample_plan, name="sample-plan"),
    path("healthz", pages.health, name="health"),
]
handler404 = "outhaul.web.pages.not_found"
handler500 = "outhaul.web.pages.broken"
