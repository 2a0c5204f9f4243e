"""Life for the sample business: a brief with four people who might do it, and a brief that is begun."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.sample import sample_visit
from outhaul.apps.sourcing.domain.access import access_briefs, access_candidates
from outhaul.apps.sourcing.domain.briefs import write_brief
from outhaul.apps.sourcing.domain.candidates import add_candidate, put_forward
from outhaul.apps.sourcing.domain.drafting import drafted, plan_in_force
from outhaul.apps.sourcing.domain.moving import interview, shortlist
from outhaul.apps.sourcing.domain.offer_terms import Offered
from outhaul.apps.sourcing.domain.offers import make_offer, send_offer, token_of
from outhaul.apps.sourcing.domain.publishing import publish_brief
from outhaul.apps.sourcing.domain.trying_out import (
    Task,
    accept_trial,
    agree_trial,
    propose_trial,
    submit_trial,
)
from outhaul.apps.sourcing.domain.weighing import weigh_brief
from outhaul.apps.sourcing.models import Brief, Candidacy
from outhaul.engine.terms import Terms
from outhaul.reference.tables import Reference

SOUGHT, DRAFTED = "books", "mail"
"""Processes of the bakery: somebody is sought for the one, the brief of the other is being written."""
INVENTED = "Invented for the sample; nobody of this name is meant."
CANDIDATES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "Ana Reyes",
        "email": "ana.reyes@example.org",
        "country": "PH",
        "time_zone": "Asia/Manila",
        "working_hours": ["18:00", "02:00"],
        "languages": {"en": {"level": "C1", "evidence": "IELTS 7.5"}, "fil": {"level": "C2", "evidence": ""}},
        "skills": ["Bank reconciliation", "QuickBooks", "Microsoft Excel"],
        "rate": Decimal("10.20"),
        "hours_per_week": Decimal(20),
    },
    {
        "name": "Wanjiru Kamau",
        "email": "wanjiru.kamau@example.org",
        "country": "KE",
        "time_zone": "Africa/Nairobi",
        "working_hours": ["12:00", "20:00"],
        "languages": {"en": {"level": "C2", "evidence": "Taught in English"}},
        "skills": ["Bookkeeping", "Xero", "Payroll"],
        "rate": Decimal("9.40"),
        "hours_per_week": Decimal(25),
    },
    {
        "name": "Luc\u00eda Fern\u00e1ndez",
        "email": "lucia.fernandez@example.org",
        "country": "CO",
        "time_zone": "America/Bogota",
        "working_hours": ["08:00", "16:00"],
        "languages": {"en": {"level": "B2", "evidence": ""}, "es": {"level": "C2", "evidence": ""}},
        "skills": ["Bookkeeping", "QuickBooks"],
        "rate": Decimal("12.50"),
        "hours_per_week": Decimal(15),
    },
    {
        "name": "Tomasz Wr\u00f3bel",
        "email": "tomasz.wrobel@example.org",
        "country": "PL",
        "time_zone": "Europe/Warsaw",
        "working_hours": ["10:00", "18:00"],
        "languages": {"en": {"level": "B2", "evidence": ""}, "pl": {"level": "C2", "evidence": ""}},
        "skills": ["Accounting", "Microsoft Excel"],
        "rate": Decimal("21.00"),
        "hours_per_week": Decimal(30),
    },
)
"""Who might keep the books, as each tells of themselves."""
TASK = "Book the receipts of one sample week"
CRITERIA = ("Bank and books agree to the cent", "Each open question names the paper that is missing")


@transaction.atomic
def make_sourcing_sample(*, address: Callable[[str], str], reference: Reference) -> None:
    """Let the bakery seek somebody for its books, unless it has a brief already.

    One brief is published, with four candidates: one did a trial task that was accepted and has an offer,
    one is in the interviews, one on the shortlist, one new. A second brief is a draft. All of it is done by
    the verbs that people use, in English. `address` makes the address of an offer from its token.
    """
    visit = sample_visit()
    if access_briefs(visit).exists():
        return
    with translation.override("en"):
        brief = publish_brief(visit, _written(visit, SOUGHT, reference), reference=reference)
        ana, wanjiru, lucia, _tomasz = (_put_forward(visit, told, brief, reference) for told in CANDIDATES)
        _tried_out(visit, ana, reference)
        _offered(visit, ana, address, reference)
        interview(visit, shortlist(visit, wanjiru))
        shortlist(visit, lucia)
        weigh_brief(brief, reference=reference)
        _written(visit, DRAFTED, reference)


def _written(visit: Visit, process: str, reference: Reference) -> Brief:
    plan = plan_in_force(visit)
    if plan is not None:
        plan.refresh_from_db(fields=["report"])
    return write_brief(visit, process=process, content=drafted(visit, process, plan, reference), plan=plan)


def _put_forward(visit: Visit, told: Mapping[str, Any], brief: Brief, reference: Reference) -> Candidacy:
    known = {"occupation": brief.content["occupation"], "currency": "USD", "about": INVENTED}
    there = access_candidates(visit).filter(email=told["email"]).first()
    return put_forward(visit, there or add_candidate(visit, {**told, **known}, reference=reference), brief)


def _tried_out(visit: Visit, candidacy: Candidacy, reference: Reference) -> None:
    due = timezone.localdate() + timedelta(days=7)
    task = Task(task=TASK, criteria=CRITERIA, fee=Decimal(60), currency="USD", due_on=due)
    trial = agree_trial(visit, propose_trial(visit, candidacy, task, reference=reference))
    accept_trial(visit, submit_trial(visit, trial), met=[True] * len(CRITERIA))


def _offered(visit: Visit, candidacy: Candidacy, address: Callable[[str], str], reference: Reference) -> None:
    today = timezone.localdate()
    terms = Terms(
        form="fixed",
        currency="USD",
        rate=float(CANDIDATES[0]["rate"]),
        hours_per_month=40,
        starts_on=(today + timedelta(days=45)).replace(day=1),
    )
    offered = Offered(terms=terms, good_until=today + timedelta(days=14), message=INVENTED)
    offer = make_offer(visit, candidacy, offered=offered, today=today, reference=reference)
    send_offer(visit, offer, address=address(token_of(offer)), today=today, reference=reference)
