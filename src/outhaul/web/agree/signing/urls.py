"""Addresses of signing."""

from django.urls import path

from outhaul.web.agree.signing import business, public, verify

HERE = "signing/<slug:statement>/"
business_urlpatterns = [
    path(HERE, business.signing, name="signing"),
    path(f"{HERE}send/", business.send, name="send-statement"),
    path(f"{HERE}withdraw/", business.take_back, name="withdraw-statement"),
    path(f"{HERE}reissue/", business.issue_anew, name="reissue-statement"),
    path(f"{HERE}paper.pdf", business.paper, name="statement-paper"),
]
urlpatterns = [
    path("a/sign/<str:token>/", public.sign, name="sign"),
    path("a/sign/<str:token>/code/", public.send_code, name="sign-code"),
    path("a/sign/<str:token>/decline/", public.refuse, name="sign-decline"),
    path("a/sign/<str:token>/ask/", public.ask, name="sign-ask"),
    path("a/sign/<str:token>/paper.pdf", public.paper, name="sign-paper"),
    path("verify/", verify.verify, name="verify"),
]
