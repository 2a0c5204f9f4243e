"""Addresses of running work."""

from django.urls import path

from outhaul.web.run import (
    access,
    bulk,
    calendar,
    checklist,
    checkpoint,
    engagement,
    equipment,
    files,
    home,
    review,
)

urlpatterns = [
    path("", home.home, name="run"),
    path("warnings/<str:engagement>/", home.put_off, name="put-off-warning"),
    path("submissions/<str:submission>/", review.submission, name="run-submission"),
    path("accept/", bulk.accept, name="run-accept"),
    path("files/<str:attachment>/", files.attachment, name="run-file"),
    path("calendar/", calendar.month, name="run-calendar"),
    path("checkpoints/<str:checkpoint>/", checkpoint.checkpoint, name="run-checkpoint"),
    path("checkpoints/<str:checkpoint>/move/", checkpoint.move, name="move-checkpoint"),
    path("checkpoints/<str:checkpoint>/cancel/", checkpoint.cancel, name="cancel-checkpoint"),
    path("checkpoints/<str:checkpoint>/restore/", checkpoint.restore, name="restore-checkpoint"),
    path("engagements/<str:engagement>/", engagement.engagement, name="run-engagement"),
    path("engagements/<str:engagement>/look/", checkpoint.look, name="run-look"),
    path("engagements/<str:engagement>/lines/", checklist.add, name="add-line"),
    path("lines/<str:line>/", checklist.change, name="change-line"),
    path("lines/<str:line>/tick/", checklist.tick_line, name="tick-line"),
    path("lines/<str:line>/remove/", checklist.remove, name="remove-line"),
    path("lines/<str:line>/restore/", checklist.restore, name="restore-line"),
    path("access/", access.accesses, name="run-access"),
    path("engagements/<str:engagement>/access/", access.give, name="grant-access"),
    path("access/<str:access>/revoke/", access.take, name="revoke-access"),
    path("access/<str:access>/restore/", access.restore, name="restore-access"),
    path("equipment/", equipment.register, name="equipment"),
    path("equipment/<str:thing>/", equipment.edit, name="edit-equipment"),
    path("equipment/<str:thing>/lend/", equipment.lend_out, name="lend-equipment"),
    path("equipment/<str:thing>/back/", equipment.back, name="return-equipment"),
    path("equipment/<str:thing>/retire/", equipment.retire_thing, name="retire-equipment"),
    path("equipment/<str:thing>/restore/", equipment.restore, name="restore-equipment"),
]
