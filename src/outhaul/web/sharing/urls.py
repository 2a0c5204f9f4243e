"""Addresses of plans for others."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
