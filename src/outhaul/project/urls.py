"""Every address of the application."""

from django.urls import include, path

from outhaul.web import frame, styleguide
from outhaul.web.account import joining
from outhaul.web.agree.papers import urls as papers
from outhaul.web.agree.signing import urls as signing
from outhaul.web.sharing import urls as sharing
from outhaul.web.source.briefs import urls as briefs
from outhaul.web.source.offers import urls as offers

source = [
    path("", include("outhaul.web.source.matching.urls")),
    path("", include("outhaul.web.source.candidates.urls")),
    path("", include(briefs.business_urlpatterns)),
    path("", include(offers.business_urlpatterns)),
]
agree = [
    path("", include("outhaul.web.agree.engagements.urls")),
    path("", include("outhaul.web.agree.managing.urls")),
    path("", include(signing.business_urlpatterns)),
    path("", include("outhaul.web.agree.changes.urls")),
    path("", include(papers.business_urlpatterns)),
]
business = [
    path("", include("outhaul.web.decide.urls")),
    path("", include("outhaul.web.plans.urls")),
    path("", include("outhaul.web.account.business_urls")),
    path("", include("outhaul.web.lists.urls")),
    path("", include(sharing.business_urlpatterns)),
    path("source/", include(source)),
    path("agree/", include(agree)),
    path("run/", include("outhaul.web.run.urls")),
    path("pay/", include("outhaul.web.pay.urls")),
    path("review/", include("outhaul.web.review.urls")),
]
portal = [
    path("", include("outhaul.web.portal.urls")),
    path("", include("outhaul.web.portal.invoices.urls")),
    path("<slug:engagement>/", include("outhaul.web.portal.review.urls")),
]
urlpatterns = [
    path("", frame.home, name="home"),
    path("healthz", frame.health, name="health"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("account/", include("outhaul.web.account.urls")),
    path("account/", include("allauth.urls")),
    path("portal/", include(portal)),
    path("join/<str:token>/", joining.join, name="join"),
    path("b/<slug:business>/", include(business)),
    path("", include("outhaul.web.inbox.urls")),
    path("", include(sharing)),
    path("", include(briefs)),
    path("", include(offers)),
    path("", include(signing)),
    path("", include(papers)),
]
handler400 = "outhaul.web.frame.refused"
handler403 = "outhaul.web.frame.forbidden"
handler404 = "outhaul.web.frame.not_found"
handler429 = "outhaul.web.account.limits.too_often"
handler500 = "outhaul.web.frame.broken"
