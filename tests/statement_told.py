"""A statement of work between the Harbour Bakery and Ana, as its parts would write it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from outhaul.documents.statement.content import ClauseText, Milestone, Party, Statement
from outhaul.engine.brief import Checkpoint
from outhaul.engine.terms import Raise, Terms

TERMS = Terms(
    form="fixed",
    currency="USD",
    rate=10.4,
    hours_per_month=23.0,
    starts_on=date(2026, 12, 7),
    ends_on=date(2027, 6, 30),
    raises=(Raise(on=date(2027, 4, 1), rate=10.9),),
    payment_days=14,
)
MILESTONES = (
    Milestone(
        key="close",
        name="December closed",
        deliverable="Books of December, reconciled with the bank",
        criteria=("Every bank line has a booking", "The trial balance balances"),
        due_on=date(2027, 1, 15),
        fee=Decimal("450.00"),
    ),
    Milestone(
        key="year",
        name="Year handed over",
        deliverable="The year's books for the tax adviser",
        criteria=("The adviser takes them without a question",),
        due_on=date(2027, 2, 26),
        fee=Decimal("1200.50"),
    ),
)
STATEMENT = Statement(
    title="Bookkeeping for the bakery",
    number=1,
    client=Party(
        name="Harbour Bakery",
        country="US",
        address="1 Quay Street, Portland",
        email="olivia@harbour-bakery.example",
        signs="Olivia",
    ),
    contractor=Party(name="Ana Reyes", country="PH", address="Cebu City", email="ana@example.org"),
    scope="Bookkeeping from vouchers to the monthly close.\nPayroll is not part of it.",
    terms=TERMS,
    milestones=MILESTONES,
    checkpoints=(
        Checkpoint(
            name="Look at open items",
            deliverable="Books of December, reconciled with the bank",
            every="fortnight",
        ),
    ),
    manager="Marco",
    deputy="Olivia",
    clauses=(
        ClauseText(
            key="rights",
            version=1,
            title="Who owns the work",
            text="With payment all rights in what was delivered pass to the client.",
            why="So that the client may use what it paid for.",
        ),
        ClauseText(
            key="secrecy",
            version=2,
            title="Confidentiality",
            text="Neither side tells others what it learns of the other.",
            why="So that both can speak openly.",
        ),
    ),
    law="The law of Oregon.",
)
CHANGED = replace(
    STATEMENT,
    number=2,
    reason="The tax adviser wants the books a month later.",
    milestones=(
        MILESTONES[0],
        replace(MILESTONES[1], due_on=date(2027, 3, 31), fee=Decimal("1300.00")),
        Milestone(
            key="help",
            name="Questions answered",
            deliverable="Answers to the adviser's questions",
            criteria=("Each question has an answer in writing",),
            due_on=date(2027, 4, 30),
            fee=Decimal("150.00"),
        ),
    ),
)
