"""Addresses of a person's own pages, beside those of allauth."""

from django.urls import path

from outhaul.web.account import founding, languages, sample, you

urlpatterns = [
    path("", you.you, name="you"),
    path("found/", founding.found, name="found-business"),
    path("language/", languages.choose, name="choose-language"),
    path("sample/be/", sample.become, name="be-sample-person"),
    path("sample/leave/", sample.go_out, name="leave-sample"),
    path("sample/reset/", sample.reset, name="reset-sample"),
]
