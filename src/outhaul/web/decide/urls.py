"""Addresses of the way to the plan."""

from django.urls import path

from outhaul.web.decide import (
    adding,
    business,
    core,
    details,
    files,
    overview,
    pasting,
    people,
    process,
    rows,
    work,
)
from outhaul.web.fields import address

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("business/", business.business, name="business"),
    path("people/", people.people, name="people"),
    path("tools/", details.tools, name="tools"),
    path("quotes/", details.quotes, name="quotes"),
    path("policy/", details.policy, name="policy"),
    path("assumptions/", details.assumptions, name="assumptions"),
    path("row/<slug:table>/<str:entry>/remove/", rows.remove, name="remove-row"),
    path("row/<slug:table>/<str:entry>/restore/", rows.restore, name="restore-row"),
    path("field/<slug:table>/<str:entry>/<slug:name>/", address.save, name="field"),
    path("work/", work.listing, name="work"),
    path("work/add/", adding.choose, name="add-work"),
    path("work/add/picked/", adding.add_picked, name="add-picked"),
    path("work/add/own/", adding.add_own, name="add-own"),
    path("work/paste/", pasting.paste, name="paste-work"),
    path("work/file/", files.page, name="business-file"),
    path("work/file/look/", files.look, name="look-at-file"),
    path("work/file/take-over/", files.take_over, name="take-over"),
    path("work/file/undo/", files.undo, name="undo-import"),
    path("work/file/business.<str:kind>", files.take_away, name="export-file"),
    path("work/<str:entry>/edit/", process.edit, name="edit-process"),
    path("work/<str:entry>/remove/", work.remove, name="remove-process"),
    path("work/<str:entry>/restore/", work.restore, name="restore-process"),
    path("core/", core.overview, name="core"),
    path("core/<str:entry>/", core.process, name="core-process"),
    path("core/<str:entry>/agree/", core.agree, name="agree"),
    path("core/<str:entry>/second/", core.second, name="core-second"),
    path("core/<str:entry>/second/finish/", core.finish, name="finish-second"),
]
