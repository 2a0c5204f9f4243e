"""Addresses of plans and what-ifs of a business."""

from django.urls import path

from outhaul.web.plans import assumptions, details, figures, history, plans, progress, proofs

urlpatterns = [
    path("plan/", plans.current, name="plan"),
    path("plan/make/", plans.make, name="make-plan"),
    path("plans/", history.plans, name="plans"),
    path("plans/<slug:plan>/", plans.one, name="plan-one"),
    path("plans/<slug:plan>/stop/", plans.stop, name="stop-plan"),
    path("plans/<slug:plan>/choose/", plans.choose, name="choose-plan"),
    path("plans/<slug:plan>/progress/", progress.progress, name="plan-progress"),
    path("plans/<slug:plan>/prove/", proofs.prove, name="prove-plan"),
    path("plans/<slug:plan>/proofs/<slug:job>/", proofs.proof, name="plan-proof"),
    path("plans/<slug:plan>/proofs/<slug:job>/progress/", progress.proof_progress, name="proof-progress"),
    path("plans/<slug:plan>/map/", details.world, name="plan-map"),
    path("plans/<slug:plan>/figures/<slug:name>/", figures.figure, name="plan-figure"),
    path("plans/<slug:plan>/assumptions/<str:name>/", assumptions.assumption, name="plan-assumption"),
    path("plans/<slug:plan>/work/<str:process>/", details.process, name="plan-process"),
    path("plans/<slug:plan>/work/<str:process>/places/", details.places, name="plan-places"),
    path(
        "plans/<slug:plan>/work/<str:process>/figures/<slug:name>/",
        figures.figure,
        name="plan-process-figure",
    ),
]
