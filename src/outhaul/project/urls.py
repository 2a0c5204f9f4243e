"""Every address of the application."""

from django.urls import include, path

from outhaul.web import frame, styleguide
from outhaul.web.account import joining

urlpatterns = [
    path("", frame.home, name="home"),
    path("healthz", frame.health, name="health"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("account/", include("outhaul.web.account.urls")),
    path("account/", include("allauth.urls")),
    path("portal/", include("outhaul.web.portal.urls")),
    path("join/<str:token>/", joining.join, name="join"),
    path("b/<slug:business>/", include("outhaul.web.decide.urls")),
    path("b/<slug:business>/", include("outhaul.web.plans.urls")),
    path("b/<slug:business>/", include("outhaul.web.account.business_urls")),
    path("b/<slug:business>/", include("outhaul.web.lists.urls")),
    path("b/<slug:business>/agree/", include("outhaul.web.agree.engagements.urls")),
    path("b/<slug:business>/agree/", include("outhaul.web.agree.managing.urls")),
    path("b/<slug:business>/run/", include("outhaul.web.run.urls")),
    path("b/<slug:business>/", include("outhaul.web.source.matching.urls")),
    path("b/<slug:business>/", include("outhaul.web.source.candidates.urls")),
    path("", include("outhaul.web.inbox.urls")),
    path("b/<slug:business>/pay/", include("outhaul.web.pay.urls")),
    path("portal/", include("outhaul.web.portal.invoices.urls")),
    path("", include("outhaul.web.sharing.urls")),
    path("", include("outhaul.web.source.briefs.urls")),
    path("", include("outhaul.web.source.offers.urls")),
    path("", include("outhaul.web.agree.signing.urls")),
    path("", include("outhaul.web.agree.changes.urls")),
    path("", include("outhaul.web.agree.papers.urls")),
    path("b/<slug:business>/review/", include("outhaul.web.review.urls")),
    path("portal/<slug:engagement>/", include("outhaul.web.portal.review.urls")),
]
handler400 = "outhaul.web.frame.refused"
handler403 = "outhaul.web.frame.forbidden"
handler404 = "outhaul.web.frame.not_found"
handler429 = "outhaul.web.account.limits.too_often"
handler500 = "outhaul.web.frame.broken"
