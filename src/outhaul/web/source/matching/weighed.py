"""What pages do first: bring the matches of a brief up to date, or say why that cannot be."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from outhaul.apps.people.domain.access import Visit
from outhaul.faults import InputError
from outhaul.web.fields.saving import words_of_faults

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]


class CannotWeigh(Exception):  # noqa: N818 -- told to a person
    """The business has not told enough of itself for anybody to be weighed."""

    def __init__(self, error: InputError) -> None:
        super().__init__(str(error))
        self.words = words_of_faults(error)


def tells_what_is_missing(view: View[P]) -> View[P]:
    """Let a page say what the business has to tell before anybody can be weighed for it."""

    @wraps(view)
    def answered(request: HttpRequest, visit: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, visit, *args, **kwargs)
        except CannotWeigh as error:
            context = {"visit": visit, "words": error.words}
            return render(request, "source/matching/incomplete.html", context, status=409)

    return cast("View[P]", answered)
