"""Write an offer: a form that tells while one types what the rate means; kept as a draft, sent later."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_candidacy, access_offer, access_offers
from outhaul.apps.sourcing.domain.fairness import Basis, basis_of
from outhaul.apps.sourcing.domain.offer_terms import Offered, check_offered
from outhaul.apps.sourcing.domain.offers import OPEN, change_offer, make_offer, says
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState, OfferState
from outhaul.apps.sourcing.models import Candidacy, Offer
from outhaul.engine.offering.judging import suggested_raises
from outhaul.engine.terms import Terms
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.source.offers.beginning import asked_of, first_currencies, first_terms
from outhaul.web.source.offers.forms import Sheet, with_rows
from outhaul.web.source.offers.meaning import Meaning, fair_words, meaning_of
from outhaul.web.source.offers.words import state_name

GOOD_FOR = timedelta(days=10)
"""How long an offer is good where nobody says otherwise."""


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit, candidacy: str) -> HttpResponse:
    """Begin an offer to a candidate; where one is open already, go there."""
    found = access_candidacy(visit, candidacy)
    open_one = access_offers(visit).filter(candidacy=found, state__in=OPEN).first()
    if open_one is not None and request.method != "POST":
        return redirect("offer", business=visit.business.key, offer=open_one.key)
    if CandidacyState(found.state) not in (*CANDIDACY.sources("offer"), CandidacyState.OFFERED):
        return render(request, "source/offers/not_now.html", {"candidacy": found}, status=409)
    return _Writing(request, visit, found, None).answer()


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, visit: Visit, offer: str) -> HttpResponse:
    """Change a draft; what was sent no longer changes."""
    found = access_offer(visit, offer)
    if found.state != OfferState.DRAFT:
        told = {"state": state_name(found.state)}
        messages.error(request, _("This offer is %(state)s: it can no longer be changed.") % told)
        return redirect("offer", business=visit.business.key, offer=found.key)
    return _Writing(request, visit, found.candidacy, found).answer()


class _Writing:
    """One request to the form of an offer, new or a draft."""

    def __init__(self, request: HttpRequest, visit: Visit, candidacy: Candidacy, offer: Offer | None) -> None:
        self.request, self.visit, self.candidacy, self.offer = request, visit, candidacy, offer
        self.reference, self.today = load(), timezone.localdate()

    def answer(self) -> HttpResponse:
        """Show the form, tell what it means, or keep it."""
        try:
            basis = basis_of(
                self.visit, self.candidacy, reference=self.reference, today=self.today, offer=self.offer
            )
        except InputError as error:
            told = {"candidacy": self.candidacy, "faults": error.faults}
            return render(self.request, "source/offers/unknown.html", told, status=409)
        if self.request.method != "POST":
            return self._page(basis, self._beginning(basis))
        return self._sent(basis)

    def _beginning(self, basis: Basis) -> Sheet:
        first = first_currencies(basis, self.candidacy)
        if self.offer is not None:
            return Sheet.beginning(says(self.offer), first)
        last = access_offers(self.visit).filter(candidacy=self.candidacy).first()
        offered = Offered(
            terms=first_terms(basis, self.candidacy, last, self.today),
            good_until=self.today + GOOD_FOR,
            message=last.message if last else "",
        )
        return Sheet.beginning(offered, first)

    def _sent(self, basis: Basis) -> HttpResponse:
        data, first = self.request.POST, first_currencies(basis, self.candidacy)
        sheet = Sheet.sent(data, first)
        if "add-row" in data:
            return self._page(basis, Sheet.sent(with_rows(data), first))
        readable = sheet.is_valid()
        if "suggest" in data and readable:
            planned = suggested_raises(basis.ground, sheet.terms())
            return self._page(basis, Sheet.sent(with_rows(data, planned), first))
        if "look" in data or "suggest" in data:
            return self._look(basis, sheet)
        if readable:
            try:
                kept = self._keep(sheet)
            except InputError as error:
                sheet.form.tell(error)
            except NotNow:
                messages.error(self.request, _("Somebody else has sent or withdrawn it meanwhile."))
                return redirect(self.request.path)
            else:
                messages.success(self.request, _("Kept as a draft. Nobody has been told yet."))
                return redirect("offer", business=self.visit.business.key, offer=kept.key)
        return self._page(basis, sheet, status=422)

    def _keep(self, sheet: Sheet) -> Offer:
        offered = sheet.offered()
        if self.offer is None:
            return make_offer(
                self.visit, self.candidacy, offered=offered, today=self.today, reference=self.reference
            )
        return change_offer(
            self.visit, self.offer, offered=offered, today=self.today, reference=self.reference
        )

    def _look(self, basis: Basis, sheet: Sheet) -> HttpResponse:
        """Tell what the form means as it stands; htmx gets that part alone."""
        if not self.request.headers.get("HX-Request"):
            return self._page(basis, sheet)
        told = {"meaning": self._meaning(basis, sheet), "candidacy": self.candidacy}
        return render(self.request, "source/offers/looked.html", told)

    def _meaning(self, basis: Basis, sheet: Sheet) -> Meaning | None:
        """Return what a sheet means; None where it cannot be read or cannot be at all."""
        terms = self._terms(sheet)
        if terms is None:
            return None
        return meaning_of(basis, terms, asked_of(self.candidacy, self.reference))

    def _terms(self, sheet: Sheet) -> Terms | None:
        shown = sheet if sheet.form.is_bound else _bound(sheet)
        if not shown.is_valid():
            return None
        terms = shown.terms()
        try:  # days that are past say nothing against the rate
            offered = Offered(terms=terms, good_until=terms.starts_on)
            check_offered(offered, today=terms.starts_on, reference=self.reference)
        except InputError:
            return None
        return terms

    def _page(self, basis: Basis, sheet: Sheet, *, status: int = 200) -> HttpResponse:
        told = {
            "candidacy": self.candidacy,
            "offer": self.offer,
            "sheet": sheet,
            "fair": fair_words(basis, self.candidacy.candidate.name, sheet.form["currency"].value()),
            "meaning": self._meaning(basis, sheet),
        }
        return render(self.request, "source/offers/write.html", told, status=status)


def _bound(sheet: Sheet) -> Sheet:
    """Return a sheet that has just begun as if it had been sent."""
    form, raises = sheet.form, sheet.raises
    data = {name: form[name].value() for name in form.fields}
    data |= {
        f"{raises.prefix}-TOTAL_FORMS": str(len(raises.forms)),
        f"{raises.prefix}-INITIAL_FORMS": "0",
    }
    for row in raises.forms:
        data |= {row.add_prefix(name): row[name].value() for name in row.fields}
    return Sheet.sent({name: value for name, value in data.items() if value is not None}, sheet.first)
