"""Addresses of a person's own pages, beside those of allauth."""

from django.urls import path

from outhaul.web.account import founding, languages

urlpatterns = [
    path("found/", founding.found, name="found-business"),
    path("language/", languages.choose, name="choose-language"),
]
