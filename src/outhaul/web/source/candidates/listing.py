"""The list of candidates: searched, narrowed, sorted, a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.around import brief_titles, lately_imported, lately_removed, standing_of
from outhaul.apps.sourcing.domain.finding import (
    ORDERS,
    Wanted,
    candidates_page,
    counted,
    find_candidates,
    in_use,
    is_any,
    sorted_by,
)
from outhaul.apps.sourcing.domain.keeping import FEWEST_DAYS, MOST_DAYS, days_kept
from outhaul.documents.business_file.compounds import LEVELS
from outhaul.reference.tables import load
from outhaul.web.agree.texts import day_text
from outhaul.web.decide.parts import render_part
from outhaul.web.doors import for_power
from outhaul.web.fields.choices import code_of, labels
from outhaul.web.lists.asking import Asking, asked
from outhaul.web.lists.filters import kept_filters
from outhaul.web.lists.selects import Select
from outhaul.web.source.candidates import words
from outhaul.web.source.candidates.fields import EnglishOptions, NamedField

ANY = "-any-"
"""In place of the key of a candidate, in an address worked out once for all of them."""
MOST_SHOWN = 3
"""Languages, and skills, of one candidate that are told in the table."""


class Search(Asking):
    """What narrows the candidates down, and sorts them."""

    q = forms.CharField(label=gettext_lazy("Name or skill"), required=False, max_length=80)
    country = forms.ChoiceField(widget=Select, label=gettext_lazy("Country"), required=False)
    language = NamedField("languages", label=gettext_lazy("Language"))
    level = forms.ChoiceField(
        widget=Select,
        label=gettext_lazy("At least"),
        required=False,
        choices=[("", gettext_lazy("any level")), *((level, level) for level in LEVELS)],
    )
    occupation = forms.ChoiceField(label=gettext_lazy("What they do"), required=False, widget=EnglishOptions)
    brief = forms.ChoiceField(widget=Select, label=gettext_lazy("Brief"), required=False)
    state = forms.ChoiceField(
        widget=Select,
        label=gettext_lazy("Where they stand"),
        required=False,
        choices=[("", gettext_lazy("anywhere")), *words.STATE_CHOICES.items()],
    )
    source = forms.ChoiceField(
        widget=Select,
        label=gettext_lazy("How they came"),
        required=False,
        choices=[("", gettext_lazy("in any way")), *words.SOURCES.items()],
    )
    sort = forms.ChoiceField(
        widget=Select, label=gettext_lazy("Sorted by"), required=False, choices=list(words.ORDERS.items())
    )

    @property
    def order(self) -> str:
        """How the list is sorted."""
        name = self.cleaned_data.get("sort") or "name"
        return name if name in ORDERS else "name"

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in {"q", "sort"}}
        text = " ".join(self.cleaned_data.get("q", "").split())
        return Wanted(
            **told, text=text, countries=_named("countries", text), spoken=_named("languages", text)
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the order is asked for."""
        return self.wanted != Wanted()


def search_of(visit: Visit, data: Mapping[str, Any]) -> Search:
    """Return what is asked for, to be chosen among what the candidates and briefs of the business have."""
    names, reference = labels("countries"), load()
    countries = ((code, names.get(code, code)) for code in in_use(visit, "country"))
    occupations = ((code, words.occupation_name(code, reference)) for code in in_use(visit, "occupation"))
    options = (("country", countries), ("occupation", occupations), ("brief", brief_titles(visit)))
    return asked(Search, tuple((name, _any_of(pairs)) for name, pairs in options), data)


def _any_of(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return (("", _("any")), *sorted(pairs, key=lambda pair: pair[1].casefold()))


def _named(of: str, text: str) -> tuple[str, ...]:
    """Return the code that a whole text names."""
    code = code_of(of, text, words.spoken(), load()) if text else ""
    return (code,) if code and code != text else ()


@for_power(Power.SOURCE)
@require_safe
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a page of the candidates that are wanted."""
    search = search_of(visit, request.GET)
    page = candidates_page(visit, search.wanted, search.order, request.GET.get("after", ""), load())
    count, is_all = counted(visit, search.wanted)
    context = {
        "search": search,
        "sentence": sentence(count, is_all=is_all, narrow=search.is_narrow),
        "lines": lines_of(visit, page.rows),
        "query": _query(request),
        "next": _query(request, after=page.next) if page.next else "",
        "first": _query(request) if request.GET.get("after") else "",
        "is_any": bool(count) or is_any(visit),
        "kept": kept_filters(request, visit, "candidates"),
    }
    if request.headers.get("HX-Request") != "true":
        context |= _around(request, visit)
    return render_part(request, "source/candidates/list.html", "source/candidates/table.html", context)


def _stands(candidates: Sequence[Any]) -> Mapping[int, list[tuple[str, object]]]:
    """Return candidate -> brief and state of each candidacy, the newest first."""
    stands: dict[int, list[tuple[str, object]]] = {}
    for candidate, title, state in standing_of([row.pk for row in candidates]):
        stands.setdefault(candidate, []).append((title, words.STATES[state]))
    return stands


def _around(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """Return what stands around the list."""
    return {
        "days": days_kept(visit.business),
        "fewest_days": FEWEST_DAYS,
        "most_days": MOST_DAYS,
        "removed": lately_removed(visit),
        "undo": request.GET.get("removed", ""),
        "imports": lately_imported(visit),
    }


def sentence(count: int, *, is_all: bool, narrow: bool) -> str:
    """Return how many there are, as the first line of the page."""
    if not is_all:
        return _("More than %(count)s candidates") % {"count": f"{count:,}"} + "."
    if narrow:
        told = ngettext("%(count)s candidate fits.", "%(count)s candidates fit.", count)
    else:
        told = ngettext("%(count)s candidate.", "%(count)s candidates.", count)
    return told % {"count": count}


def lines_of(visit: Visit, candidates: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return what the table says of each of a page of candidates.

    Address, name, occupation, country, languages, skills, rate, brief and state of each candidacy, and
    until when they are kept.
    """
    before, after = reverse("candidate", args=[visit.business.key, ANY]).split(ANY)
    stands, reference = _stands(candidates), load()
    countries, languages = labels("countries"), labels("languages")
    return [
        (
            f"{before}{row.key}{after}",
            row.name,
            words.occupation_name(row.occupation, reference) if row.occupation else "",
            countries.get(row.country, row.country),
            words.languages_text(row.languages, MOST_SHOWN, languages),
            _skills(row.skills),
            words.rate_text(row),
            stands.get(row.pk, ()),
            day_text(row.keep_until),
        )
        for row in candidates
    ]


def _skills(told: Sequence[str]) -> str:
    more = len(told) - MOST_SHOWN
    shown = ", ".join(told[:MOST_SHOWN])
    return f"{shown} +{more}" if more > 0 else shown


def _query(request: HttpRequest, **other: str) -> str:
    """Return the query of the address without what belongs to one page, and with `other`."""
    query = request.GET.copy()
    for key in [key for key, value in query.items() if not value or key in {"after", "removed"}]:
        del query[key]
    for key, value in other.items():
        query[key] = value
    return f"?{query.urlencode()}" if query else ""


def wanted_of(request: HttpRequest, visit: Visit) -> Any:  # noqa: ANN401 -- a query of candidates
    """Return the candidates that the address asks for, by name."""
    search = search_of(visit, request.GET)
    return sorted_by(find_candidates(visit, search.wanted), "name", visit, load())
