"""Who may come in by which address. A view without a door is refused, so nothing is open by mistake."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from outhaul.apps.people.domain.access import Visit, access_business
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import Assignment, access_assignment

P = ParamSpec("P")
EVERYBODY, SIGNED_IN, CONTRACTOR = "everybody", "signed in", "contractor"
"""Doors that no role of a business opens."""
LIBRARIES = ("allauth.", "django.")
"""Whose views bring doors of their own."""

View = Callable[..., HttpResponseBase]


class Doored(Protocol):
    """A view with the name of its door: who may read, and who may do anything else."""

    door: str
    door_to_change: str

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...  # noqa: ANN401, D102


def for_everybody(view: View) -> Doored:
    """Let everybody in, signed in or not."""
    return _with_door(view, EVERYBODY)


def for_signed_in(view: Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]) -> Doored:
    """Let in who is signed in; the view is told who it is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        return view(request, request.user, *args, **kwargs)

    return _with_door(guarded, SIGNED_IN)


def for_power(
    power: Power, *, to_change: Power | None = None
) -> Callable[[Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]], Doored]:
    """Let in whose role in the business of the address has `power`; the view is told the visit.

    `to_change` is the power needed for anything but reading, where that is another one.
    """

    def decorate(view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]) -> Doored:
        @wraps(view)
        def guarded(
            request: HttpRequest, business: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            reads = request.method in {"GET", "HEAD"}
            visit = access_business(request.user, business, power if reads else to_change or power)
            request.visit = visit  # type: ignore[attr-defined] # the header of every page shows it
            return view(request, visit, *args, **kwargs)

        return _with_door(guarded, power.value, (to_change or power).value)

    return decorate


def for_contractor(
    view: Callable[Concatenate[HttpRequest, Assignment, P], HttpResponseBase],
) -> Doored:
    """Let in the contractor of the engagement in the address; the view is told the assignment."""

    @wraps(view)
    def guarded(request: HttpRequest, engagement: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        assignment = access_assignment(request.user, engagement)
        request.assignment = assignment  # type: ignore[attr-defined] # the header of the portal shows it
        return view(request, assignment, *args, **kwargs)

    return _with_door(guarded, CONTRACTOR)


def _with_door(view: View, door: str, door_to_change: str = "") -> Doored:
    doored = cast("Doored", view)
    doored.door, doored.door_to_change = door, door_to_change or door
    return doored


class DoorsMiddleware:
    """Refuses every view that has no door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`."""
        return self.get_response(request)

    def process_view(self, _request: HttpRequest, view: View, _args: object, _kwargs: object) -> None:
        """Raise PermissionDenied unless the view has a door or is a library's."""
        if not hasattr(view, "door") and not view.__module__.startswith(LIBRARIES):
            raise PermissionDenied
