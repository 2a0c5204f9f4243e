"""Addresses of plans and what-ifs of a business."""

from django.urls import path

from outhaul.web.plans import plans

urlpatterns = [
    path("plan/", plans.current, name="plan"),
    path("plan/make/", plans.make, name="make-plan"),
]
