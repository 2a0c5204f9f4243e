"""Addresses of a business's members and of its audit trail."""

from django.urls import path

from outhaul.web.account import members
from outhaul.web.audit import trail

urlpatterns = [
    path("members/", members.members, name="members"),
    path("members/invite/", members.send, name="invite-member"),
    path("members/leave/", members.leave, name="leave-business"),
    path("members/<int:pk>/role/", members.set_role, name="set-role"),
    path("members/<int:pk>/remove/", members.remove, name="remove-member"),
    path("members/invitations/<int:pk>/revoke/", members.revoke, name="revoke-invitation"),
    path("audit/", trail.trail, name="audit"),
    path("audit/csv/", trail.export_csv, name="audit-csv"),
    path("audit/json/", trail.export_json, name="audit-json"),
]
