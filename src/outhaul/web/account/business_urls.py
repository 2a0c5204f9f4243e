"""Addresses of a business's members and of its audit trail."""

from django.urls import path

from outhaul.web.audit import trail

urlpatterns = [
    path("audit/", trail.trail, name="audit"),
    path("audit/csv/", trail.export_csv, name="audit-csv"),
    path("audit/json/", trail.export_json, name="audit-json"),
]
