"""Addresses of offers."""

from django.urls import path

from outhaul.web.source.offers import answering, page, writing

urlpatterns = [
    path("b/<slug:business>/source/candidacies/<slug:candidacy>/offer/", writing.new, name="new-offer"),
    path("b/<slug:business>/source/offers/<slug:offer>/", page.offer, name="offer"),
    path("b/<slug:business>/source/offers/<slug:offer>/edit/", writing.edit, name="edit-offer"),
    path("b/<slug:business>/source/offers/<slug:offer>/send/", page.send, name="send-offer"),
    path("b/<slug:business>/source/offers/<slug:offer>/withdraw/", page.withdraw, name="withdraw-offer"),
    path("b/<slug:business>/source/offers/<slug:offer>/override/", page.override, name="override-offer"),
    path("a/offer/<str:token>/", answering.answer, name="offer-link"),
]
