"""Who worked for the sample business: four invented contractors of four countries, with their papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from outhaul.apps.delivery.domain.sample import ANA
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.sourcing.models import Candidate
from outhaul.apps.work.domain.sealing import seal
from outhaul.apps.work.domain.training import COURSE
from outhaul.apps.work.models import Contractor, Paper, Seat, Training
from outhaul.documents.statement.drafting import later
from outhaul.engine.papers import w8ben_expires

INVENTED = "Invented for the sample; nobody of this name is meant."
KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A contractor of the sample."""

    name: str
    email: str
    country: str
    time_zone: str
    hours: tuple[str, str]
    address: str
    language: str
    skills: tuple[str, ...]
    rate: str
    currency: str
    account: str
    signs: str = ""
    soon_expires: bool = False
    """Whether the tax paper has to be renewed soon."""


FARHANA = Somebody(
    name="Farhana Akter",
    email="farhana.akter@example.org",
    country="BD",
    time_zone="Asia/Dhaka",
    hours=("15:00", "23:00"),
    address="Road 7, Dhaka",
    language="bn",
    skills=("Social media", "Copywriting"),
    rate="8.50",
    currency="USD",
    account="0110002047193",
)
STUDIO = Somebody(
    name="Studio Latarnia",
    email="biuro@latarnia.example",
    country="PL",
    time_zone="Europe/Warsaw",
    hours=("11:00", "19:00"),
    address="ul. Morska 12, 80-001 Gdansk",
    language="pl",
    skills=("Web shop upkeep", "Accessibility"),
    rate="24.00",
    currency="EUR",
    account="PL61109010140000071219812874",
    signs="Marta Zielinska",
)
MATEO = Somebody(
    name="Mateo Rojas",
    email="mateo.rojas@example.org",
    country="CO",
    time_zone="America/Bogota",
    hours=("08:00", "17:00"),
    address="Carrera 43, Medellin",
    language="es",
    skills=("Product photos", "Adobe Photoshop"),
    rate="16.00",
    currency="USD",
    account="40012345678",
    soon_expires=True,
)
REYES = Somebody(
    name="Ana Reyes",
    email=ANA,
    country="PH",
    time_zone="Asia/Manila",
    hours=("18:00", "02:00"),
    address="Mango Avenue, Cebu City",
    language="fil",
    skills=("Bank reconciliation", "QuickBooks", "Microsoft Excel"),
    rate="10.20",
    currency="USD",
    account="001234567890",
)
CONTRACTORS: Sequence[Somebody] = (FARHANA, STUDIO, MATEO, REYES)


def add_people(year: Year) -> dict[str, Contractor]:
    """Add contractors with papers, and the managers' seats and training; return e-mail -> contractor."""
    for key, user in (("marco", year.manager), ("olivia", year.owner)):
        year.rows.add(Seat(business=year.business, manager=key, user=user))
        _train(year, key)
    return {one.email: _contractor(year, one) for one in CONTRACTORS}


def _train(year: Year, manager: str) -> None:
    passed_on = year.calendar.day(-380)
    user = year.answers(manager)
    year.rows.add(
        Training(
            business=year.business,
            manager=manager,
            course=COURSE,
            score=0.9,
            passed_on=passed_on,
            expires_on=later(passed_on, 24),
            made_by=user,
            made_at=year.calendar.at(passed_on),
        )
    )


def _contractor(year: Year, one: Somebody) -> Contractor:
    day = year.calendar.day(-370)
    made_at = year.calendar.at(day)
    candidate = year.rows.add(
        Candidate(
            business=year.business,
            name=one.name,
            email=one.email,
            country=one.country,
            time_zone=one.time_zone,
            working_hours=list(one.hours),
            languages={
                "en": {"level": "C1", "evidence": ""},
                one.language: {"level": "C2", "evidence": ""},
            },
            skills=list(one.skills),
            rate=Decimal(one.rate),
            currency=one.currency,
            about=INVENTED,
            keep_until=year.calendar.today + KEPT,
            made_by=year.owner,
            made_at=made_at,
            changed_at=made_at,
        )
    )
    contractor = year.rows.add(
        Contractor(
            business=year.business,
            candidate=candidate,
            user=year.ana if one.email == ANA else None,
            name=one.name,
            signs=one.signs,
            email=one.email,
            country=one.country,
            time_zone=one.time_zone,
            address=one.address,
            made_at=made_at,
            changed_at=made_at,
        )
    )
    _papers(year, one, contractor, day)
    return contractor


def _papers(year: Year, one: Somebody, contractor: Contractor, day: date) -> None:
    given = year.calendar.at(year.calendar.after(day, 2))
    expires = year.calendar.day(40) if one.soon_expires else w8ben_expires(day)
    is_iban = one.account[:2].isalpha()
    bank = {"holder": one.name, "bank": "Sample Bank", "bank_country": one.country}
    bank |= {"iban": one.account} if is_iban else {"account": one.account}
    start = one.account[:4] if is_iban else ""
    for kind, values, masked, until in (
        (
            "w8bene" if one.signs else "w8ben",
            {"name": one.signs or one.name, "country": one.country},
            one.country,
            expires,
        ),
        ("bank", bank, f"{start} •••• {one.account[-4:]}".strip(), None),
    ):
        year.rows.add(
            Paper(
                contractor=contractor,
                kind=kind,
                sealed=seal(values),
                masked=masked,
                expires_on=until,
                made_at=given,
            )
        )
        year.trail.note(given, year.of(contractor), "gave", "paper", one.name, {"kind": (None, kind)})
