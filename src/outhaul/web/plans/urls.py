"""Addresses of plans and what-ifs of a business."""

from django.urls import path

from outhaul.web.plans import compare, plans, whatif, whatif_doing

urlpatterns = [
    path("plan/", plans.current, name="plan"),
    path("plan/make/", plans.make, name="make-plan"),
    path("what-if/", whatif.listing, name="what-ifs"),
    path("what-if/new/", whatif.new, name="new-what-if"),
    path("what-if/keep/", whatif_doing.keep, name="keep-what-if"),
    path("what-if/find/", whatif.found, name="find-what-if"),
    path("what-if/<slug:scenario>/", whatif.shown, name="what-if"),
    path("what-if/<slug:scenario>/change/", whatif_doing.change, name="change-what-if"),
    path("what-if/<slug:scenario>/name/", whatif_doing.rename, name="name-what-if"),
    path("what-if/<slug:scenario>/try/", whatif_doing.attempt, name="try-what-if"),
    path("what-if/<slug:scenario>/progress/", whatif.progress, name="what-if-progress"),
    path("what-if/<slug:scenario>/stop/", whatif_doing.stop, name="stop-what-if"),
    path("what-if/<slug:scenario>/choose/", whatif_doing.choose, name="choose-what-if"),
    path("what-if/<slug:scenario>/take-over/", whatif_doing.take, name="take-what-if"),
    path("what-if/<slug:scenario>/give-back/", whatif_doing.put_back, name="give-what-if-back"),
    path("what-if/<slug:scenario>/remove/", whatif_doing.remove, name="remove-what-if"),
    path("what-if/<slug:scenario>/restore/", whatif_doing.restore, name="restore-what-if"),
    path("compare/", compare.compare, name="compare-plans"),
]
