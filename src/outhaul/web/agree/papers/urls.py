"""Addresses of papers for payment."""

from django.urls import path

from outhaul.web.agree.papers import business, public

business_urlpatterns = [
    path("papers/", business.papers, name="papers"),
    path("papers/<slug:contractor>/ask/", business.ask, name="ask-for-papers"),
]
urlpatterns = [
    path("a/papers/<str:token>/", public.papers, name="give-papers"),
    path("a/papers/<str:token>/code/", public.send_code, name="papers-code"),
    path("a/papers/<str:token>/open/", public.open_page, name="papers-open"),
    path("a/papers/<str:token>/<slug:kind>/", public.give, name="give-paper"),
]
