"""Addresses of change orders."""

from django.urls import path

from outhaul.web.agree.changes import pages

urlpatterns = [
    path("b/<slug:business>/agree/engagement/<slug:engagement>/changes/", pages.orders, name="change-orders"),
    path("b/<slug:business>/agree/change/<slug:statement>/", pages.order, name="change-order"),
]
