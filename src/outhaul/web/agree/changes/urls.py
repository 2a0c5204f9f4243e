"""Addresses of change orders, below those of agreeing."""

from django.urls import path

from outhaul.web.agree.changes import pages

urlpatterns = [
    path("engagement/<slug:engagement>/changes/", pages.orders, name="change-orders"),
    path("change/<slug:statement>/", pages.order, name="change-order"),
]
