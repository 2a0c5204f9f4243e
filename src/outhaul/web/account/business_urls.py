"""Addresses of a business's members and of its audit trail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
