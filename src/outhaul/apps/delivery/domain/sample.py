"""Life for the sample business: Ana at work on its newsletter, signed by both, with a version to look at."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation

from outhaul.apps.delivery.domain.coming_in import let_in
from outhaul.apps.delivery.domain.own import access_own_milestones
from outhaul.apps.delivery.domain.storing import Upload, keep_files
from outhaul.apps.delivery.domain.submitting import Remark, start, submit
from outhaul.apps.delivery.domain.talking import ask
from outhaul.apps.delivery.domain.tasks import add_task
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.sample import sample_visit
from outhaul.apps.sourcing.domain.access import access_candidates
from outhaul.apps.sourcing.domain.answers import accept_offer
from outhaul.apps.sourcing.domain.briefs import write_brief
from outhaul.apps.sourcing.domain.candidates import put_forward
from outhaul.apps.sourcing.domain.drafting import drafted, plan_in_force
from outhaul.apps.sourcing.domain.offer_terms import Offered
from outhaul.apps.sourcing.domain.offers import make_offer, send_offer
from outhaul.apps.sourcing.domain.publishing import publish_brief
from outhaul.apps.sourcing.models import Candidate, Offer
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.classifying import Given, answer_check, told_by_terms
from outhaul.apps.work.domain.codes import Asked
from outhaul.apps.work.domain.engagements import begin_engagement, name_managers
from outhaul.apps.work.domain.persons import Evidence
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.domain.signing import sign_as_contractor, sign_for_business
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.domain.training import add_training
from outhaul.apps.work.models import Contractor, Engagement, Signature
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.classification.questions import Question, asked, yardsticks
from outhaul.engine.classification.told import Told
from outhaul.engine.terms import Terms
from outhaul.reference.tables import Reference

ANA = "ana.reyes@example.org"
WORK = "newsletter"
ADDRESS = "http://localhost/"
EVIDENCE = Evidence(agent="Made for the sample")
ISSUE = "Warm from the oven: the rye loaf is back on Thursdays.\nOrder by Wednesday evening.\n"
TASKS = ("Collect the news of the week", "Write two drafts", "Test on a phone")


@transaction.atomic
def make_delivery_sample(*, reference: Reference) -> None:
    """Let Ana work for the bakery, unless she does already.

    An offer that she accepted, an agreement that both signed, a deliverable that waits for an answer, one
    that is begun, and a board of her own; all of it by the verbs that people use, in English.
    """
    visit = sample_visit()
    ana = access_candidates(visit).filter(email=ANA).first()
    if ana is None or Engagement.objects.filter(business=visit.business, process=WORK).exists():
        return
    with translation.override("en"):
        engagement = _signed(visit, begin_engagement(visit, _accepted(visit, ana, reference)), reference)
        _at_work(Assignment(let_in(engagement.contractor), engagement))


def sample_contractor() -> User | None:
    """Return Ana's account, where she works for the sample business."""
    found = Contractor.objects.filter(business__is_sample=True, email=ANA).select_related("user").first()
    return found.user if found else None


def _accepted(visit: Visit, ana: Candidate, reference: Reference) -> Offer:
    content = drafted(visit, WORK, plan_in_force(visit), reference)
    brief = write_brief(visit, process=WORK, content=content, plan=plan_in_force(visit))
    candidacy = put_forward(visit, ana, publish_brief(visit, brief, reference=reference))
    today = timezone.localdate()
    terms = Terms(
        form="fixed",
        currency="USD",
        rate=12.5,
        hours_per_month=12,
        starts_on=today,
        ends_on=_half_a_year_after(today),
    )
    offered = Offered(terms=terms, good_until=today + timedelta(days=14), message="")
    offer = make_offer(visit, candidacy, offered=offered, today=today, reference=reference)
    sent = send_offer(visit, offer, address=ADDRESS, today=today, reference=reference)
    return accept_offer(sent, now=timezone.now(), address=ADDRESS)


def _half_a_year_after(today: date) -> date:
    """Return the last day of six months that begin today."""
    months = today.year * 12 + today.month - 1 + 6
    return date(months // 12, months % 12 + 1, min(today.day, 28)) - timedelta(days=1)


def _signed(visit: Visit, engagement: Engagement, reference: Reference) -> Engagement:
    today = timezone.localdate()
    name_managers(visit, engagement, manager="marco", deputy="olivia")
    add_training(
        visit,
        "marco",
        course="Steering by deliverables",
        evidence="A certificate made up for the sample",
        passed_on=today,
        expires_on=today + timedelta(days=700),
        reference=reference,
    )
    statement = statement_of_work(engagement)
    assert statement is not None  # noqa: S101 -- it was drafted with the engagement
    said = statement_of(statement.content)
    told = told_by_terms(said)
    questions = asked(yardsticks(said.client.country, said.contractor.country))
    answer_check(visit, engagement, {question.id: _harmless(question, told) for question in questions})
    sent = send_to_sign(visit, statement)
    sign_for_business(visit, sent, typed_name=str(visit.user), agrees=True, evidence=EVIDENCE)
    signature = Signature.objects.get(statement=sent, side="contractor")
    code, asked_for = Asked().next(f"{signature.key}|{sent.content_hash}")
    signature.code_hash, signature.code_until = asked_for.hash, asked_for.until
    signature.save(update_fields=["code_hash", "code_until"])
    sign_as_contractor(signature, typed_name=signature.name, code=code, agrees=True, evidence=EVIDENCE)
    return Engagement.objects.select_related("contractor", "business").get(pk=engagement.pk)


def _harmless(question: Question, told: Mapping[str, Told]) -> Given:
    """An answer that speaks of independence."""
    evidence = told[question.id].evidence if question.id in told else ""
    return Given(not question.employs, evidence)


def _at_work(assignment: Assignment) -> None:
    first, second = access_own_milestones(assignment)[:2]
    files = keep_files(assignment.business, [Upload("issue.txt", ISSUE.encode())])
    remarks = [Remark(met=True)] * len(first.criteria)
    note = "Please look at the first line."
    submit(assignment, first, key=new_key(), note=note, remarks=remarks, files=files)
    start(assignment, second)
    ask(assignment, second, text="May I take people off the list who never opened a mail?")
    for title in TASKS:
        add_task(assignment, title=title)
