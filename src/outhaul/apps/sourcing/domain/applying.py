"""Somebody outside applies for a published brief, changes the application, or takes it back.

Nobody who applies has an account, and an e-mail address proves nothing until a link that was mailed to
it is opened. So a second application from one address changes nothing of the first: the address is told
by mail that one is there, with the link by which it can be changed. What the page answers is the same
in both cases, so outsiders never learn who applied.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.people.domain.links import key_of, link_token, opens
from outhaul.apps.sourcing.domain import letters
from outhaul.apps.sourcing.domain.keeping import days_kept
from outhaul.apps.sourcing.domain.publishing import is_open
from outhaul.apps.sourcing.domain.telling import settle_application, tell_of_application
from outhaul.apps.sourcing.lifecycles import CANDIDACY, BriefState, CandidacyState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate
from outhaul.lifecycle import NotNow

GOOD_FOR = timedelta(days=60)
"""How long an application that nobody looked at is good."""
LINK = "application"
LAPSED = "Nobody looked at it within 60 days."


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody told of themselves, checked by the form."""

    name: str
    email: str
    country: str
    time_zone: str
    languages: dict[str, dict[str, str]]
    skills: tuple[str, ...]
    references: tuple[dict[str, str], ...] = ()
    links: tuple[str, ...] = ()
    rate: Decimal | None = None
    currency: str = ""
    hours_per_week: Decimal | None = None
    available_from: date | None = None
    message: str = ""


@transaction.atomic
def apply(
    brief: Brief, application: Application, *, address: Callable[[str], str], today: date
) -> Candidacy | None:
    """Keep an application: a candidate and a candidacy; None where this address applied already.

    First the brief is locked, so that two at once are seen as two. Then the candidate is kept with the
    consent and the last day on which the data may be there, and `applied` is recorded, without a name:
    names are erased, the trail is not. A confirmation goes to the applicant, a notice to everybody who
    may see candidates.

    Raises:
        NotNow: nobody can apply any more.
    """
    row = Brief.objects.select_for_update().select_related("business").get(pk=brief.pk)
    if row.removed_at or row.state != BriefState.PUBLISHED or not is_open(row, today):
        raise NotNow("brief", row.state, "take applications")
    there = _there(row, application.email)
    if there is not None:
        letters.say_it_is_there(there, address(token_of(there)))
        return None
    candidate = Candidate(
        business=row.business,
        email=application.email,
        source="applied",
        consented_at=timezone.now(),
        keep_until=today + timedelta(days=days_kept(row.business)),
    )
    _tell(candidate, application, row)
    candidate.save()
    candidacy = Candidacy.objects.create(
        brief=row,
        candidate=candidate,
        rate=application.rate,
        currency=application.currency,
        message=application.message,
        expires_on=today + GOOD_FOR,
    )
    _record(row, "applied")
    letters.confirm(candidacy, address(token_of(candidacy)))
    tell_of_application(candidacy)
    return candidacy


@transaction.atomic
def change_application(candidacy: Candidacy, application: Application) -> None:
    """Let an application that nobody has looked at yet say something else; records `amended`.

    The e-mail address stays: it is what the link was mailed to. Raises NotNow where somebody looked at
    it, or it ended.
    """
    row = _locked(candidacy)
    if row.state != CandidacyState.NEW:
        raise NotNow("application", row.state, "change")
    _tell(row.candidate, application, row.brief)
    row.candidate.changed_at = timezone.now()
    row.candidate.save()
    row.rate, row.currency, row.message = application.rate, application.currency, application.message
    row.changed_at = timezone.now()
    row.save(update_fields=["rate", "currency", "message", "changed_at"])
    _record(row.brief, "amended")


@transaction.atomic
def withdraw_application(candidacy: Candidacy) -> None:
    """Take an application back; records `withdrew`. Raises NotNow where it has ended."""
    row = _locked(candidacy)
    row.state = CANDIDACY.after(CandidacyState(row.state), "withdraw")
    row.changed_at = timezone.now()
    row.save(update_fields=["state", "changed_at"])
    settle_application(row)
    _record(row.brief, "withdrew")


@every(timedelta(hours=12), "applications that nobody looked at")
def lapse_applications() -> None:
    """Withdraw the applications whose last day is over and that nobody looked at; records `lapsed`."""
    today = timezone.localdate()
    for found in Candidacy.objects.filter(state=CandidacyState.NEW, expires_on__lt=today):
        with transaction.atomic():
            row = _locked(found)
            if row.state != CandidacyState.NEW:
                continue
            row.state = CANDIDACY.after(CandidacyState.NEW, "withdraw")
            row.reason, row.changed_at = LAPSED, timezone.now()
            row.save(update_fields=["state", "reason", "changed_at"])
            settle_application(row)
            _record(row.brief, "lapsed")


def token_of(candidacy: Candidacy) -> str:
    """Return the token by which an applicant changes the application."""
    return link_token(LINK, candidacy.key, 1)


def application_behind(token: str) -> Candidacy | None:
    """Return the application that a link opens; None where the link is no good or the data is erased."""
    found = (
        Candidacy.objects.filter(key=key_of(token), candidate__source="applied", candidate__erased_at=None)
        .select_related("brief", "brief__business", "candidate")
        .first()
    )
    return found if found is not None and opens(token, LINK, found.key, 1) else None


def _there(brief: Brief, email: str) -> Candidacy | None:
    return (
        Candidacy.objects.filter(
            brief=brief,
            candidate__source="applied",
            candidate__email__iexact=email,
            candidate__erased_at=None,
        )
        .select_related("brief", "brief__business", "candidate")
        .first()
    )


def _locked(candidacy: Candidacy) -> Candidacy:
    return (
        Candidacy.objects.select_for_update(of=("self",))
        .select_related("brief", "brief__business", "candidate")
        .get(pk=candidacy.pk)
    )


def _tell(candidate: Candidate, told: Application, brief: Brief) -> None:
    candidate.name, candidate.country, candidate.time_zone = told.name, told.country, told.time_zone
    candidate.languages, candidate.skills = told.languages, list(told.skills)
    candidate.references, candidate.links = list(told.references), list(told.links)
    candidate.rate, candidate.currency = told.rate, told.currency
    candidate.hours_per_week, candidate.available_from = told.hours_per_week, told.available_from
    candidate.occupation = brief.content.get("occupation", "")


def _record(brief: Brief, verb: str) -> None:
    record(scope=brief.business.key, actor=None, verb=verb, thing="application", name=brief.title)
