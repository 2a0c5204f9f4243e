"""The peer: three lists as generic views with forms, a context processor, and Django's templates.

Each has what our page has around its table: businesses, journeys and steps, the bell, who one is, the form
that narrows the list down, kept filters, how many fit, the way to further pages, the list as files. Its
rows are model objects with their relations.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Count, Q, QuerySet
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from benchmarks.listing.sums import disagreements, totals
from outhaul.apps.money.domain.ledger import WORLD
from outhaul.apps.money.models import LedgerEntry
from outhaul.apps.notices.domain.reading import access_unread
from outhaul.apps.people.models import KeptFilter, Membership
from outhaul.apps.planning.models import Entry
from outhaul.apps.sourcing.domain.keeping import days_kept
from outhaul.apps.sourcing.lifecycles import CandidacyState, OfferState
from outhaul.apps.sourcing.models import Brief, Candidate, CandidateImport, Offer
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.documents.business_file.compounds import LEVELS
from outhaul.reference.tables import load
from outhaul.web.sections import SECTIONS, section_at

SORTED = [("newest", _("newest first")), ("name", _("name"))]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the header of every page shows: the context processor."""
    member = request.member  # type: ignore[attr-defined] # set by the view
    here = section_at(member, request.path)
    return {
        "member": member,
        "memberships": Membership.objects.filter(user=member.user)
        .select_related("business")
        .order_by("business__name"),
        "unread": access_unread(member.user).count(),
        "sections": SECTIONS,
        "here": here,
    }


class Listing(LoginRequiredMixin, ListView[Any]):
    """A list of a business, for whoever belongs to it."""

    template_engine = "peer"
    template_name: str
    kept = ""
    search: Callable[[Any, Any], forms.Form]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Find the membership, and read the form."""
        found = Membership.objects.select_related("business", "user")
        self.member = get_object_or_404(found, user=request.user.pk, business__key=kwargs["business"])
        request.member = self.member  # type: ignore[attr-defined] # the header shows it
        self.form = self.search(self.member.business, request.GET)
        self.form.is_valid()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the page of rows, and what stands around it."""
        business = self.member.business
        kept = KeptFilter.objects.filter(business=business, user=self.member.user, page=self.kept)
        return super().get_context_data(**kwargs) | {"form": self.form, "kept": kept}


class EngagementSearch(forms.Form):
    """What narrows the engagements down."""

    default_renderer = DjangoTemplates
    q = forms.CharField(label=_("Name or contractor"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("any state")), *((one.value, one.value) for one in EngagementState)],
    )
    manager = forms.ChoiceField(label=_("Manager"), required=False)
    process = forms.ChoiceField(label=_("Process"), required=False)
    sort = forms.ChoiceField(label=_("Sorted by"), required=False, choices=SORTED)

    def __init__(self, business: Any, data: Any) -> None:  # noqa: ANN401
        super().__init__(data)
        rows = Entry.objects.filter(business=business, removed_at=None)
        for name, table in (("manager", "managers"), ("process", "processes")):
            told = ((row.key, str(row)) for row in rows.filter(table=table))
            self.fields[name].choices = [("", _("any")), *told]  # type: ignore[attr-defined] # declared above


class Engagements(Listing):
    """The engagements."""

    template_name, kept, search, paginate_by = "peer/engagements.html", "engagements", EngagementSearch, 50

    def get_queryset(self) -> QuerySet[Engagement]:
        """Return the engagements that are wanted."""
        found = Engagement.objects.filter(business=self.member.business).select_related("contractor")
        told = self.form.cleaned_data
        for name in ("state", "manager", "process"):
            if told.get(name):
                found = found.filter(**{name: told[name]})
        if told.get("q"):
            found = found.filter(Q(name__icontains=told["q"]) | Q(contractor__name__icontains=told["q"]))
        return found.order_by("name" if told.get("sort") == "name" else "-made_at")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return how many stand where, the managers, and the offers that wait, besides."""
        business = self.member.business
        states = Engagement.objects.filter(business=business).order_by().values("state")
        managers = Entry.objects.filter(business=business, table="managers", removed_at=None)
        offers = Offer.objects.filter(
            candidacy__brief__business=business, state=OfferState.ACCEPTED, engagement=None
        )
        return super().get_context_data(**kwargs) | {
            "counts": {row["state"]: row["count"] for row in states.annotate(count=Count("pk"))},
            "managers": {row.key: str(row) for row in managers},
            "offers": offers.select_related("candidacy__brief", "candidacy__candidate"),
        }


class CandidateSearch(forms.Form):
    """What narrows the candidates down."""

    default_renderer = DjangoTemplates
    q = forms.CharField(label=_("Name or skill"), required=False, max_length=80)
    sort = forms.ChoiceField(label=_("Sorted by"), required=False, choices=SORTED)
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.CharField(label=_("Language"), required=False)
    level = forms.ChoiceField(
        label=_("At least"), required=False, choices=[("", _("any level")), *((one, one) for one in LEVELS)]
    )
    occupation = forms.ChoiceField(label=_("What they do"), required=False)
    brief = forms.ModelChoiceField(Brief.objects.none(), label=_("Brief"), required=False)
    state = forms.ChoiceField(
        label=_("Where they stand"),
        required=False,
        choices=[("", _("anywhere")), *((one.value, one.value) for one in CandidacyState)],
    )
    source = forms.ChoiceField(
        label=_("How they came"),
        required=False,
        choices=[("", _("in any way")), ("entered", _("entered by hand")), ("applied", _("applied"))],
    )

    def __init__(self, business: Any, data: Any) -> None:  # noqa: ANN401
        super().__init__(data)
        rows = Candidate.objects.filter(business=business, removed_at=None).order_by()
        reference = load()
        names = {"country": reference.countries, "occupation": reference.occupations}
        for name, known in names.items():
            codes = rows.exclude(**{name: ""}).values_list(name, flat=True).distinct()
            told = ((code, known[code].title if name == "occupation" else code) for code in codes)  # type: ignore[attr-defined] # of two kinds
            self.fields[name].choices = [("", _("any")), *told]  # type: ignore[attr-defined] # declared above
        self.fields["brief"].queryset = Brief.objects.filter(business=business, removed_at=None)  # type: ignore[attr-defined]


class Candidates(Listing):
    """The candidates."""

    template_name, kept, search, paginate_by = "peer/candidates.html", "candidates", CandidateSearch, 50

    def get_queryset(self) -> QuerySet[Candidate]:
        """Return the candidates that are wanted."""
        found = Candidate.objects.filter(business=self.member.business, removed_at=None, erased_at=None)
        told = self.form.cleaned_data
        for name in ("country", "occupation", "source"):
            if told.get(name):
                found = found.filter(**{name: told[name]})
        if told.get("brief"):
            found = found.filter(candidacies__brief=told["brief"])
        if told.get("q"):
            found = found.filter(Q(name__icontains=told["q"]) | Q(skills__icontains=told["q"]))
        return found.prefetch_related("candidacies__brief").order_by("name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return who was taken out, what was imported, and for how long candidates are kept, besides."""
        business = self.member.business
        removed = Candidate.objects.filter(business=business, removed_at__isnull=False, erased_at=None)
        return super().get_context_data(**kwargs) | {
            "removed": removed.order_by("-removed_at")[:20],
            "imports": CandidateImport.objects.filter(business=business)[:5],
            "days": days_kept(business),
        }


class Months(forms.Form):
    """Which month of the ledger."""

    default_renderer = DjangoTemplates
    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, business: Any, data: Any) -> None:  # noqa: ANN401
        super().__init__(data)
        months = LedgerEntry.objects.filter(business=business).dates("on", "month", order="DESC")
        told = [(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in months]
        self.fields["month"].choices = [*told, ("all", _("all time"))]  # type: ignore[attr-defined] # declared above


class Ledger(Listing):
    """The ledger, with its sums and whether they agree."""

    template_name, search, paginate_by = "peer/ledger.html", Months, 100

    def get_queryset(self) -> QuerySet[LedgerEntry]:
        """Return the entries, the newest first."""
        found = LedgerEntry.objects.filter(business=self.member.business).select_related("engagement")
        return found.order_by("-number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the sums, and whether they agree with all states, besides."""
        business = self.member.business
        shown = totals(business)
        return super().get_context_data(**kwargs) | {
            "totals": [one for one in shown if one["account"] != WORLD],
            "differing": disagreements(business, shown),
        }


def _opened(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    view.door = "the peer's own"  # type: ignore[attr-defined] # ours refuses views without one
    return view


urlpatterns = [
    path("b/<slug:business>/agree/peer/", _opened(Engagements.as_view())),
    path("b/<slug:business>/source/peer/", _opened(Candidates.as_view())),
    path("b/<slug:business>/pay/peer/", _opened(Ledger.as_view())),
]
