"""Addresses of the portal: each below an engagement lets in its contractor alone."""

from django.urls import path

from outhaul.web.portal import (
    agreement,
    board,
    days_off,
    doing,
    engagement,
    entering,
    files,
    home,
    hours,
    lines,
    milestone,
)

AT = "<slug:engagement>/"
DELIVERABLE = f"{AT}milestones/<slug:milestone>/"

urlpatterns = [
    path("", home.portal, name="portal"),
    path("enter/<str:token>/", entering.enter, name="portal-enter"),
    path(AT, engagement.engagement, name="portal-engagement"),
    path(DELIVERABLE, milestone.milestone, name="portal-milestone"),
    path(f"{DELIVERABLE}start/", doing.start, name="portal-start"),
    path(f"{DELIVERABLE}submit/", doing.submit, name="portal-submit"),
    path(f"{DELIVERABLE}take-back/", doing.take_back, name="portal-take-back"),
    path(f"{DELIVERABLE}ask/", doing.ask, name="portal-ask"),
    path(f"{DELIVERABLE}talk/<slug:message>/", doing.answer, name="portal-answer"),
    path(f"{DELIVERABLE}propose/", doing.propose, name="portal-propose"),
    path(f"{AT}proposals/<slug:proposal>/withdraw/", doing.withdraw, name="portal-withdraw"),
    path(f"{AT}files/<slug:attachment>/", files.attachment, name="portal-file"),
    path(f"{AT}board/", board.board, name="portal-board"),
    path(f"{AT}board/add/", board.add, name="portal-add-task"),
    path(f"{AT}board/<slug:task>/", board.change, name="portal-task"),
    path(f"{AT}board/<slug:task>/move/", board.move, name="portal-move-task"),
    path(f"{AT}board/<slug:task>/remove/", board.remove, name="portal-remove-task"),
    path(f"{AT}board/<slug:task>/restore/", board.restore, name="portal-restore-task"),
    path(f"{AT}hours/", hours.hours, name="portal-hours"),
    path(f"{AT}hours/<slug:entry>/", hours.change, name="portal-entry"),
    path(f"{AT}hours/<slug:entry>/remove/", hours.remove, name="portal-remove-entry"),
    path(f"{AT}hours/<slug:entry>/restore/", hours.restore, name="portal-restore-entry"),
    path(f"{AT}days-off/", days_off.days_off, name="portal-days-off"),
    path(f"{AT}days-off/<slug:absence>/remove/", days_off.remove, name="portal-remove-absence"),
    path(f"{AT}days-off/<slug:absence>/restore/", days_off.restore, name="portal-restore-absence"),
    path(f"{AT}agreement/", agreement.agreement, name="portal-agreement"),
    path(f"{AT}agreement/<slug:statement>/", files.paper, name="portal-paper"),
    path(f"{AT}checklist/", lines.lines, name="portal-lines"),
    path(f"{AT}checklist/<slug:line>/", lines.tick, name="portal-tick"),
]
