"""Addresses of offers."""

from django.urls import path

from outhaul.web.source.offers import answering, page, writing

business_urlpatterns = [
    path("candidacies/<slug:candidacy>/offer/", writing.new, name="new-offer"),
    path("offers/<slug:offer>/", page.offer, name="offer"),
    path("offers/<slug:offer>/edit/", writing.edit, name="edit-offer"),
    path("offers/<slug:offer>/send/", page.send, name="send-offer"),
    path("offers/<slug:offer>/withdraw/", page.withdraw, name="withdraw-offer"),
    path("offers/<slug:offer>/override/", page.override, name="override-offer"),
]
urlpatterns = [
    path("a/offer/<str:token>/", answering.answer, name="offer-link"),
]
