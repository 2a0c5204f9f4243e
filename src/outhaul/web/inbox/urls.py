"""Addresses of the inbox, of how mail comes, and of the calendar feed."""

from django.urls import path

from outhaul.web.inbox import feed, hearing, inbox, stopping

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.mark_all, name="read-all"),
    path("inbox/stop/<slug:what>/<str:token>/", stopping.stop_mail, name="stop-mail"),
    path("inbox/<slug:notice>/", inbox.opened, name="notice"),
    path("inbox/<slug:notice>/mark/", inbox.mark, name="mark-notice"),
    path("account/notices/", hearing.hearing, name="hearing"),
    path("account/calendar/", feed.page, name="calendar"),
    path("account/calendar/make/", feed.make, name="make-calendar"),
    path("account/calendar/revoke/", feed.revoke, name="revoke-calendar"),
    path("calendar/<str:token>.ics", feed.feed, name="calendar-feed"),
]
