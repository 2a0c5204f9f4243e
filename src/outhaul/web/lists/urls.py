"""Addresses of what all lists share, and of the search through everything."""

from django.urls import path

from outhaul.web.lists import board, filters, finding

urlpatterns = [
    path("filters/<slug:page>/keep/", filters.keep, name="keep-filter"),
    path("filters/<int:pk>/forget/", filters.drop, name="drop-filter"),
    path("source/board/", board.board, name="board"),
    path("find/", finding.find, name="find"),
]
