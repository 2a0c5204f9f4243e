"""Ten thousand engagements with a hundred thousand milestones: every home page and list, by the processor.

A page is compared with Django's list of fifty engagements. Measured is how long the server's processor
works on it, at the 95th percentile of several times, and how many queries it makes. Everything runs in an
embedded database of its own.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]
WIDTHS = (36, 10, 9, 11)
TIMES = 40
EACH = 10
"""Milestones of an engagement: the first eight were handed in, seven accepted and invoiced, six paid."""
OWN = 20
"""Engagements of the contractor whose pages are looked at."""
AT_ONCE = 250


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="500 engagements")
    parser.add_argument("--engagements", type=int, default=None)
    options = parser.parse_args()
    count = options.engagements or (500 if options.quick else 10_000)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OUTHAUL_DATA_DIR"], os.environ["OUTHAUL_DEMO"] = folder, "true"
        from outhaul.web.serve import prepare  # noqa: PLC0415 -- it reads the environment

        prepare()
        from outhaul.apps.people.models import User  # noqa: PLC0415 -- after that
        from outhaul.apps.planning.domain.sample import make_sample, sample_visit  # noqa: PLC0415 -- likewise
        from outhaul.cli.demo import samples  # noqa: PLC0415 -- likewise
        from outhaul.reference.tables import load  # noqa: PLC0415 -- likewise

        make_sample(samples(), reference=load())
        visit, ana = sample_visit(), User.objects.create_user("ana@example.org", name="Ana")
        began = time.process_time()
        fill(visit, ana, count)
        _as_a_worker_leaves_it(visit)
        told = f"{count:,} engagements, {count * EACH:,} milestones, filled in"
        print(f"{told} {time.process_time() - began:.0f} s")
        _pages(visit, ana)


def _as_a_worker_leaves_it(visit: Any) -> None:  # noqa: ANN401 -- known only once Django is set up
    """Do what recurs: the database looks at its tables, figures of a large business are kept."""
    from outhaul.apps.jobs.domain.looking import look_at_tables  # noqa: PLC0415 -- once Django is set up
    from outhaul.apps.review.domain.figures import keep_figures  # noqa: PLC0415 -- likewise

    look_at_tables()
    keep_figures(visit.business)


def fill(visit: Any, ana: Any, count: int) -> None:  # noqa: ANN401 -- known only once Django is set up
    """Keep `count` engagements, each with milestones, versions, answers, invoices and notices."""
    from django.utils import timezone  # noqa: PLC0415 -- once Django is set up

    from outhaul.apps.work.models import Contractor, Engagement  # noqa: PLC0415 -- likewise

    now, business = timezone.now(), visit.business
    contractors = [
        Contractor(
            business=business,
            name=f"Contractor {number:05}",
            email=f"c{number}@example.org",
            country=("PH", "PL", "CO", "KE")[number % 4],
            time_zone="Asia/Manila",
            user=ana if number == 0 else None,
        )
        for number in range(max(1, count // 4))
    ]
    Contractor.objects.bulk_create(contractors, batch_size=AT_ONCE)
    engagements = [
        Engagement(
            business=business,
            name=f"Work {number:05}",
            process=("books", "web-shop", "mail", "pictures")[number % 4],
            contractor=contractors[0 if number < OWN else number % len(contractors)],
            manager=("marco", "olivia")[number % 2],
            deputy=("olivia", "marco")[number % 2],
            state="active" if number % 5 or number < OWN else "closed",
            rate=Decimal(10 + number % 20),
            currency="USD",
            hours_per_month=Decimal(20),
            starts_on=now.date() - timedelta(days=300),
            ends_on=now.date() + timedelta(days=60 + number % 90),
            activated_at=now - timedelta(days=300),
            closed_at=None if number % 5 or number < OWN else now - timedelta(days=9),
            made_at=now - timedelta(days=310, minutes=number),
        )
        for number in range(count)
    ]
    Engagement.objects.bulk_create(engagements, batch_size=AT_ONCE)
    for start in range(0, count, AT_ONCE):
        _deliver(visit, engagements[start : start + AT_ONCE], now)


def _deliver(visit: Any, engagements: list[Any], now: Any) -> None:  # noqa: ANN401 -- as above
    from outhaul.apps.delivery.models import Checkpoint, Review, Submission  # noqa: PLC0415 -- likewise
    from outhaul.apps.money.models import Invoice, InvoiceLine, Payment  # noqa: PLC0415 -- likewise
    from outhaul.apps.notices.models import Notice  # noqa: PLC0415 -- likewise
    from outhaul.apps.work.models import Milestone  # noqa: PLC0415 -- likewise

    milestones = list(Milestone.objects.bulk_create(_milestones(engagements, now), batch_size=AT_ONCE))
    handed_in = [row for row in milestones if row.submitted_at]
    versions = Submission.objects.bulk_create(
        [
            Submission(milestone=row, number=1, made_at=at, answer_by=at + DAYS)
            for row, at in ((row, row.submitted_at) for row in handed_in)
            if at is not None
        ],
        batch_size=AT_ONCE,
    )
    Review.objects.bulk_create(
        [
            Review(submission=one, decision="accepted", made_at=one.milestone.accepted_at)
            for one in versions
            if one.milestone.accepted_at
        ],
        batch_size=AT_ONCE,
    )
    asked = [row for row in milestones if row.accepted_at]
    invoices = Invoice.objects.bulk_create([_invoice(visit, row) for row in asked], batch_size=AT_ONCE)
    InvoiceLine.objects.bulk_create(
        [
            InvoiceLine(
                invoice=one, milestone=row, text=row.name, price=row.fee, amount=row.fee, accepted=row.fee
            )
            for one, row in zip(invoices, asked, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    Payment.objects.bulk_create(
        [
            Payment(
                business=visit.business,
                invoice=one,
                amount=one.total,
                state="paid",
                paid_on=one.due_on,
                made_at=one.made_at,
            )
            for one in invoices
            if one.state == "paid"
        ],
        batch_size=AT_ONCE,
    )
    Checkpoint.objects.bulk_create(
        [
            Checkpoint(
                engagement=row,
                name="A look",
                on=(now + timedelta(days=days)).date(),
                starts_at=now + timedelta(days=days),
            )
            for row in engagements
            if row.state == "active"
            for days in (3, 17)
        ],
        batch_size=AT_ONCE,
    )
    Notice.objects.bulk_create(
        [
            Notice(
                user=visit.user,
                business=visit.business,
                kind="delivery",
                once=f"submission:{one.key}",
                said="Something was handed in.",
                address="/",
                acts=one.milestone.accepted_at is None,
                made_at=one.made_at,
            )
            for one in versions[::4]
        ],
        batch_size=AT_ONCE,
    )


DAYS = timedelta(days=7)
STATES = (*["paid"] * 6, "invoiced", "submitted", "in progress", "ready")


def _milestones(engagements: list[Any], now: Any) -> Iterator[Any]:  # noqa: ANN401 -- as above
    from outhaul.apps.work.models import Milestone  # noqa: PLC0415 -- once Django is set up

    for engagement in engagements:
        for place, state in enumerate(STATES):
            due = now - timedelta(days=30 * (7 - place) + engagement.pk % 9)
            yield Milestone(
                engagement=engagement,
                key=f"m{place}",
                position=place,
                name=f"{engagement.name}, month {place}",
                deliverable="What was agreed on",
                criteria=["It is there", "It is right"],
                due_on=due.date(),
                fee=Decimal("200.00"),
                state=state,
                submitted_at=due - timedelta(days=1) if place < EACH - 2 else None,
                accepted_at=due + timedelta(days=1) if place < EACH - 3 else None,
            )


def _invoice(visit: Any, row: Any) -> Any:  # noqa: ANN401 -- as above
    from outhaul.apps.money.models import Invoice  # noqa: PLC0415 -- once Django is set up

    at = row.accepted_at + timedelta(days=1)
    return Invoice(
        business=visit.business,
        contractor=row.engagement.contractor,
        engagement=row.engagement,
        number=f"{row.engagement.pk}-{row.position}",
        source="made",
        state="paid" if row.state == "paid" else "submitted",
        currency="USD",
        issued_on=at.date(),
        due_on=at.date() + timedelta(days=13),
        net=row.fee,
        total=row.fee,
        booked=row.fee,
        made_at=at,
        submitted_at=at,
        approved_at=at + timedelta(days=2) if row.state == "paid" else None,
        paid_at=at + timedelta(days=5) if row.state == "paid" else None,
        rate=1,
    )


def _pages(visit: Any, ana: Any) -> None:  # noqa: ANN401 -- as above
    from django.test import Client  # noqa: PLC0415 -- once Django is set up

    from outhaul.apps.work.models import Engagement  # noqa: PLC0415 -- likewise

    backend = "allauth.account.auth_backends.AuthenticationBackend"
    owner, contractor = (Client(headers={"host": "127.0.0.1"}) for _ in range(2))
    owner.force_login(visit.user, backend=backend)
    contractor.force_login(ana, backend=backend)
    base = f"/b/{visit.business.key}"
    own = Engagement.objects.filter(contractor__user=ana)[0].key
    rows = Engagement.objects.filter(business=visit.business).select_related("contractor")
    peer = slowest(lambda: list(rows[:50]))
    told("Django's list of 50 engagements", peer, peer, 1)
    for client, address in (
        (owner, f"{base}/agree/engagements/"),
        (owner, f"{base}/agree/managing/"),
        (owner, f"{base}/run/"),
        (owner, f"{base}/run/calendar/"),
        (owner, f"{base}/run/access/"),
        (owner, f"{base}/pay/invoices/"),
        (owner, f"{base}/pay/payments/"),
        (owner, f"{base}/pay/runs/"),
        (owner, f"{base}/pay/ledger/"),
        (owner, f"{base}/review/"),
        (owner, f"{base}/review/scorecards/"),
        (owner, f"{base}/review/budget/"),
        (owner, f"{base}/review/pulse/"),
        (owner, f"{base}/review/learned/"),
        (owner, f"{base}/review/months/"),
        (owner, f"{base}/review/scorecards/{own}/"),
        (owner, f"{base}/review/next/{own}/"),
        (owner, f"{base}/run/equipment/"),
        (owner, f"{base}/run/engagements/{own}/"),
        (owner, f"{base}/pay/bank/"),
        (owner, "/inbox/"),
        (contractor, "/portal/"),
        (contractor, f"/portal/{own}/"),
        (contractor, f"/portal/{own}/board/"),
        (contractor, f"/portal/{own}/days-off/"),
        (contractor, f"/portal/{own}/checklist/"),
        (contractor, f"/portal/{own}/invoices/"),
        (contractor, f"/portal/{own}/scorecard/"),
    ):
        _page(client, address, peer)


def _page(client: Any, address: str, peer: float) -> None:  # noqa: ANN401 -- as above
    from django.db import connection  # noqa: PLC0415 -- once Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- likewise

    with CaptureQueriesContext(connection) as made:
        answer = client.get(address)
    queries = len(made)  # the log is emptied by the next request
    shown = "/".join(part if len(part) != 12 else "…" for part in address.split("/"))  # noqa: PLR2004 -- a key
    if answer.status_code != 200:  # noqa: PLR2004 -- found
        print(f"{shown:>{WIDTHS[0]}} {answer.status_code}")
        return
    told(shown, slowest(partial(client.get, address)), peer, queries)


def slowest(do: Callable[[], object]) -> float:
    """Seconds of the processor, at the 95th percentile of several times."""
    do()
    return sorted(_seconds(do) for _ in range(TIMES))[int(0.95 * TIMES)]


def _seconds(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


def told(what: str, own: float, peer: float, queries: int) -> None:
    """Print one line."""
    cells = (what, f"{1000 * own:,.0f} ms", f"{own / peer:.1f}x", f"{queries} queries")
    print(" ".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)


if __name__ == "__main__":
    main()
