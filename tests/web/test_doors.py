"""Every address of the application, and whom it lets in. What this file does not know is refused."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from outhaul.apps.people.domain.powers import POWERS, Power
from outhaul.apps.people.models import Role, User
from outhaul.engine.report import PlanReport
from outhaul.web import frame
from outhaul.web.doors import CONTRACTOR, EVERYBODY, LIBRARIES, SIGNED_IN
from tests.kept_rows import kept
from tests.people import People, everybody
from tests.web.arguments import OWNED, Arguments, routes

VIEW, EDIT, DECIDE, MEMBERS, AUDIT, SOURCE, SIGN, PAPERS, RUN, BOOKS, PAY, HEAR = (
    power.value for power in Power
)

DOORS: dict[str, tuple[str, str]] = {
    # name of the route: (door to read, door to change)
    "home": (EVERYBODY, EVERYBODY),
    "health": (EVERYBODY, EVERYBODY),
    "found-business": (SIGNED_IN, SIGNED_IN),
    "choose-language": (EVERYBODY, EVERYBODY),
    "overview": (VIEW, VIEW),
    "plan": (VIEW, VIEW),
    "make-plan": (EDIT, EDIT),
    "audit": (AUDIT, AUDIT),
    "audit-csv": (AUDIT, AUDIT),
    "audit-json": (AUDIT, AUDIT),
    "styleguide": (EVERYBODY, EVERYBODY),
    "you": (SIGNED_IN, SIGNED_IN),
    "be-sample-person": (EVERYBODY, EVERYBODY),
    "leave-sample": (EVERYBODY, EVERYBODY),
    "reset-sample": (EVERYBODY, EVERYBODY),
    "join": (EVERYBODY, EVERYBODY),
    "business": (VIEW, EDIT),
    "people": (VIEW, EDIT),
    "tools": (VIEW, EDIT),
    "quotes": (VIEW, EDIT),
    "policy": (VIEW, EDIT),
    "assumptions": (VIEW, EDIT),
    "remove-row": (EDIT, EDIT),
    "restore-row": (EDIT, EDIT),
    "field": (EDIT, EDIT),
    "work": (VIEW, VIEW),
    "add-work": (EDIT, EDIT),
    "add-picked": (EDIT, EDIT),
    "add-own": (EDIT, EDIT),
    "paste-work": (EDIT, EDIT),
    "business-file": (VIEW, VIEW),
    "look-at-file": (EDIT, EDIT),
    "take-over": (EDIT, EDIT),
    "undo-import": (EDIT, EDIT),
    "export-file": (VIEW, VIEW),
    "edit-process": (VIEW, EDIT),
    "run": (VIEW, VIEW),
    "put-off-warning": (RUN, RUN),
    "run-submission": (VIEW, RUN),
    "run-accept": (RUN, RUN),
    "run-file": (VIEW, VIEW),
    "run-calendar": (VIEW, VIEW),
    "add-away": (RUN, RUN),
    "remove-away": (RUN, RUN),
    "restore-away": (RUN, RUN),
    "run-checkpoint": (VIEW, RUN),
    "move-checkpoint": (RUN, RUN),
    "cancel-checkpoint": (RUN, RUN),
    "restore-checkpoint": (RUN, RUN),
    "run-engagement": (VIEW, VIEW),
    "run-look": (RUN, RUN),
    "add-line": (RUN, RUN),
    "change-line": (RUN, RUN),
    "tick-line": (RUN, RUN),
    "remove-line": (RUN, RUN),
    "restore-line": (RUN, RUN),
    "run-access": (VIEW, VIEW),
    "grant-access": (RUN, RUN),
    "revoke-access": (RUN, RUN),
    "restore-access": (RUN, RUN),
    "equipment": (VIEW, RUN),
    "edit-equipment": (VIEW, RUN),
    "lend-equipment": (RUN, RUN),
    "return-equipment": (RUN, RUN),
    "retire-equipment": (RUN, RUN),
    "restore-equipment": (RUN, RUN),
    "remove-process": (EDIT, EDIT),
    "restore-process": (EDIT, EDIT),
    "core": (VIEW, VIEW),
    "core-process": (VIEW, EDIT),
    "agree": (EDIT, EDIT),
    "core-second": (EDIT, EDIT),
    "finish-second": (EDIT, EDIT),
    "what-ifs": (VIEW, VIEW),
    "new-what-if": (EDIT, EDIT),
    "keep-what-if": (EDIT, EDIT),
    "find-what-if": (EDIT, EDIT),
    "live-what-if": (EDIT, EDIT),
    "what-if": (VIEW, VIEW),
    "change-what-if": (EDIT, EDIT),
    "name-what-if": (EDIT, EDIT),
    "try-what-if": (EDIT, EDIT),
    "what-if-progress": (VIEW, VIEW),
    "stop-what-if": (EDIT, EDIT),
    "choose-what-if": (DECIDE, DECIDE),
    "take-what-if": (EDIT, EDIT),
    "give-what-if-back": (EDIT, EDIT),
    "remove-what-if": (EDIT, EDIT),
    "restore-what-if": (EDIT, EDIT),
    "compare-plans": (VIEW, VIEW),
    "plans": (VIEW, VIEW),
    "plan-one": (VIEW, VIEW),
    "stop-plan": (EDIT, EDIT),
    "choose-plan": (DECIDE, DECIDE),
    "plan-progress": (VIEW, VIEW),
    "prove-plan": (EDIT, EDIT),
    "plan-proof": (VIEW, VIEW),
    "proof-progress": (VIEW, VIEW),
    "plan-map": (VIEW, VIEW),
    "plan-figure": (VIEW, VIEW),
    "plan-assumption": (VIEW, EDIT),
    "plan-process": (VIEW, VIEW),
    "plan-places": (VIEW, VIEW),
    "plan-process-figure": (VIEW, VIEW),
    "members": (VIEW, VIEW),
    "invite-member": (MEMBERS, MEMBERS),
    "leave-business": (VIEW, VIEW),
    "set-role": (MEMBERS, MEMBERS),
    "remove-member": (MEMBERS, MEMBERS),
    "revoke-invitation": (MEMBERS, MEMBERS),
    "share-plan": (VIEW, DECIDE),
    "plan-pdf": (VIEW, VIEW),
    "plan-xlsx": (VIEW, VIEW),
    "plan-json": (VIEW, VIEW),
    "revoke-share": (DECIDE, DECIDE),
    "shared-plan": (EVERYBODY, EVERYBODY),
    "shared-pdf": (EVERYBODY, EVERYBODY),
    "keep-filter": (VIEW, VIEW),
    "drop-filter": (VIEW, VIEW),
    "board": (SOURCE, SOURCE),
    "find": (VIEW, VIEW),
    "briefs": (VIEW, VIEW),
    "write-brief": (SOURCE, SOURCE),
    "export-briefs": (VIEW, VIEW),
    "bring-briefs": (SOURCE, SOURCE),
    "take-briefs-back": (SOURCE, SOURCE),
    "export-ranking": (SOURCE, SOURCE),
    "bring-ranking": (SOURCE, SOURCE),
    "take-ranking-back": (SOURCE, SOURCE),
    "brief": (VIEW, VIEW),
    "edit-brief": (SOURCE, SOURCE),
    "brief-meter": (SOURCE, SOURCE),
    "brief-step": (SOURCE, SOURCE),
    "override-brief": (SIGN, SIGN),
    "follow-plan": (SOURCE, SOURCE),
    "copy-brief": (SOURCE, SOURCE),
    "remove-brief": (SOURCE, SOURCE),
    "restore-brief": (SOURCE, SOURCE),
    "open-brief": (SOURCE, SOURCE),
    "take-brief-back": (SOURCE, SOURCE),
    "brief-pdf": (VIEW, VIEW),
    "brief-text": (VIEW, VIEW),
    "apply": (EVERYBODY, EVERYBODY),
    "apply-pdf": (EVERYBODY, EVERYBODY),
    "application": (EVERYBODY, EVERYBODY),
    "withdraw-application": (EVERYBODY, EVERYBODY),
    "new-offer": (SOURCE, SOURCE),
    "offer": (SOURCE, SOURCE),
    "edit-offer": (SOURCE, SOURCE),
    "send-offer": (SOURCE, SOURCE),
    "withdraw-offer": (SOURCE, SOURCE),
    "override-offer": (SIGN, SIGN),
    "offer-link": (EVERYBODY, EVERYBODY),
    "engagements": (VIEW, VIEW),
    "export-engagements": (VIEW, VIEW),
    "bring-engagements": (SOURCE, SOURCE),
    "take-engagements-back": (SOURCE, SOURCE),
    "new-engagement": (SOURCE, SOURCE),
    "engagement": (VIEW, VIEW),
    "name-managers": (SOURCE, SOURCE),
    "take-step": (SOURCE, SOURCE),
    "override-engagement": (SIGN, SIGN),
    "classification": (VIEW, SOURCE),
    "statement": (VIEW, VIEW),
    "edit-statement": (SOURCE, SOURCE),
    "clauses": (VIEW, VIEW),
    "add-clause": (SOURCE, SOURCE),
    "clause": (VIEW, SOURCE),
    "restore-clause": (SOURCE, SOURCE),
    "use-clause": (SOURCE, SOURCE),
    "managing": (VIEW, VIEW),
    "add-training": (SOURCE, SOURCE),
    "take-seat": (MEMBERS, MEMBERS),
    "remove-training": (SOURCE, SOURCE),
    "restore-training": (SOURCE, SOURCE),
    "course": (VIEW, VIEW),
    "course-test": (VIEW, SOURCE),
    "lesson": (VIEW, VIEW),
    # signing, change orders, papers
    "signing": (VIEW, SIGN),
    "send-statement": (SOURCE, SOURCE),
    "withdraw-statement": (SOURCE, SOURCE),
    "reissue-statement": (SOURCE, SOURCE),
    "statement-paper": (VIEW, VIEW),
    "sign": (EVERYBODY, EVERYBODY),
    "sign-code": (EVERYBODY, EVERYBODY),
    "sign-decline": (EVERYBODY, EVERYBODY),
    "sign-ask": (EVERYBODY, EVERYBODY),
    "sign-paper": (EVERYBODY, EVERYBODY),
    "verify": (EVERYBODY, EVERYBODY),
    "change-orders": (VIEW, SOURCE),
    "change-order": (VIEW, SOURCE),
    "papers": (PAPERS, PAPERS),
    "ask-for-papers": (PAPERS, PAPERS),
    "give-papers": (EVERYBODY, EVERYBODY),
    "papers-code": (EVERYBODY, EVERYBODY),
    "papers-open": (EVERYBODY, EVERYBODY),
    "give-paper": (EVERYBODY, EVERYBODY),
    # candidates weighed
    "ranking": (SOURCE, SOURCE),
    "compare-candidates": (SOURCE, SOURCE),
    "candidacy": (SOURCE, SOURCE),
    "move-candidacy": (SOURCE, SOURCE),
    "override-match": (SIGN, SIGN),
    "add-note": (SOURCE, SOURCE),
    "remove-note": (SOURCE, SOURCE),
    "restore-note": (SOURCE, SOURCE),
    "quote-rate": (SOURCE, SOURCE),
    "take-quote-back": (SOURCE, SOURCE),
    "interview": (SOURCE, SOURCE),
    "new-trial": (SOURCE, SOURCE),
    "trial": (SOURCE, SOURCE),
    # candidates
    "candidates": (SOURCE, SOURCE),
    "new-candidate": (SOURCE, SOURCE),
    "export-candidates": (SOURCE, SOURCE),
    "keep-candidates": (DECIDE, DECIDE),
    "import-candidates": (SOURCE, SOURCE),
    "candidate-import": (SOURCE, SOURCE),
    "read-candidates": (SOURCE, SOURCE),
    "import-progress": (SOURCE, SOURCE),
    "stop-candidate-import": (SOURCE, SOURCE),
    "undo-candidates": (SOURCE, SOURCE),
    "wrong-candidates": (SOURCE, SOURCE),
    "candidate": (SOURCE, SOURCE),
    "edit-candidate": (SOURCE, SOURCE),
    "remove-candidate": (SOURCE, SOURCE),
    "restore-candidate": (SOURCE, SOURCE),
    "put-forward": (SOURCE, SOURCE),
    "merge-candidate": (SOURCE, SOURCE),
    "part-candidate": (SOURCE, SOURCE),
    "keep-candidate": (SOURCE, SOURCE),
    "candidate-data": (SOURCE, SOURCE),
    "erase-candidate": (SOURCE, SOURCE),
    "reject-candidacy": (SOURCE, SOURCE),
    "withdraw-candidacy": (SOURCE, SOURCE),
    "reconsider-candidacy": (SOURCE, SOURCE),
    # notices
    "inbox": (SIGNED_IN, SIGNED_IN),
    "read-all": (SIGNED_IN, SIGNED_IN),
    "notice": (SIGNED_IN, SIGNED_IN),
    "mark-notice": (SIGNED_IN, SIGNED_IN),
    "stop-mail": (EVERYBODY, EVERYBODY),
    "hearing": (SIGNED_IN, SIGNED_IN),
    "calendar": (SIGNED_IN, SIGNED_IN),
    "make-calendar": (SIGNED_IN, SIGNED_IN),
    "revoke-calendar": (SIGNED_IN, SIGNED_IN),
    "calendar-feed": (EVERYBODY, EVERYBODY),
    # what contractors ask, propose and log, answered
    "run-talk": (VIEW, VIEW),
    "run-say": (RUN, RUN),
    "run-reply": (RUN, RUN),
    "run-decide": (RUN, RUN),
    "run-hours": (RUN, RUN),
    # the portal
    "portal": (SIGNED_IN, SIGNED_IN),
    "portal-enter": (EVERYBODY, EVERYBODY),
    "portal-engagement": (CONTRACTOR, CONTRACTOR),
    "portal-milestone": (CONTRACTOR, CONTRACTOR),
    "portal-start": (CONTRACTOR, CONTRACTOR),
    "portal-submit": (CONTRACTOR, CONTRACTOR),
    "portal-take-back": (CONTRACTOR, CONTRACTOR),
    "portal-ask": (CONTRACTOR, CONTRACTOR),
    "portal-answer": (CONTRACTOR, CONTRACTOR),
    "portal-propose": (CONTRACTOR, CONTRACTOR),
    "portal-withdraw": (CONTRACTOR, CONTRACTOR),
    "portal-file": (CONTRACTOR, CONTRACTOR),
    "portal-board": (CONTRACTOR, CONTRACTOR),
    "portal-add-task": (CONTRACTOR, CONTRACTOR),
    "portal-task": (CONTRACTOR, CONTRACTOR),
    "portal-move-task": (CONTRACTOR, CONTRACTOR),
    "portal-remove-task": (CONTRACTOR, CONTRACTOR),
    "portal-restore-task": (CONTRACTOR, CONTRACTOR),
    "portal-hours": (CONTRACTOR, CONTRACTOR),
    "portal-entry": (CONTRACTOR, CONTRACTOR),
    "portal-remove-entry": (CONTRACTOR, CONTRACTOR),
    "portal-restore-entry": (CONTRACTOR, CONTRACTOR),
    "portal-days-off": (CONTRACTOR, CONTRACTOR),
    "portal-remove-absence": (CONTRACTOR, CONTRACTOR),
    "portal-restore-absence": (CONTRACTOR, CONTRACTOR),
    "portal-agreement": (CONTRACTOR, CONTRACTOR),
    "portal-paper": (CONTRACTOR, CONTRACTOR),
    "portal-lines": (CONTRACTOR, CONTRACTOR),
    "portal-tick": (CONTRACTOR, CONTRACTOR),
    # pay
    "invoices": (BOOKS, BOOKS),
    "export-invoices": (BOOKS, BOOKS),
    "invoice": (BOOKS, BOOKS),
    "answer-invoice": (PAY, PAY),
    "pay-invoice": (PAY, PAY),
    "invoice-pdf": (BOOKS, BOOKS),
    "invoice-paper": (BOOKS, BOOKS),
    "bill-engagement": (PAY, PAY),
    "pay-runs": (BOOKS, BOOKS),
    "new-pay-run": (PAY, PAY),
    "pay-run": (BOOKS, BOOKS),
    "step-pay-run": (PAY, PAY),
    "pay-run-file": (PAY, PAY),
    "payments": (BOOKS, BOOKS),
    "export-payments": (BOOKS, BOOKS),
    "payment": (BOOKS, PAY),
    "payment-failed": (PAY, PAY),
    "undo-payment": (PAY, PAY),
    "bank": (BOOKS, PAY),
    "bank-columns": (PAY, PAY),
    "bank-statement": (BOOKS, BOOKS),
    "bank-line": (PAY, PAY),
    "ledger": (BOOKS, BOOKS),
    "export-ledger": (BOOKS, BOOKS),
    "accountant": (BOOKS, BOOKS),
    "export-bills": (BOOKS, BOOKS),
    "export-year": (BOOKS, BOOKS),
    "pay-account": (BOOKS, PAY),
    "approval-limit": (SIGN, SIGN),
    "exchange-rate": (PAY, PAY),
    "portal-invoices": (CONTRACTOR, CONTRACTOR),
    "portal-make-invoice": (CONTRACTOR, CONTRACTOR),
    "portal-send-invoice": (CONTRACTOR, CONTRACTOR),
    "portal-invoice": (CONTRACTOR, CONTRACTOR),
    "portal-take-invoice-back": (CONTRACTOR, CONTRACTOR),
    "portal-invoice-pdf": (CONTRACTOR, CONTRACTOR),
    "portal-invoice-paper": (CONTRACTOR, CONTRACTOR),
    # review
    "review": (VIEW, VIEW),
    "review-focus": (VIEW, VIEW),
    "note-focus": (DECIDE, DECIDE),
    "review-budget": (VIEW, VIEW),
    "review-scorecards": (VIEW, VIEW),
    "review-scorecard": (VIEW, RUN),
    "review-weights": (VIEW, DECIDE),
    "usual-weights": (DECIDE, DECIDE),
    "undo-weights": (DECIDE, DECIDE),
    "review-pulse": (VIEW, VIEW),
    "review-next": (VIEW, VIEW),
    "take-way": (SOURCE, SOURCE),
    "undo-way": (SOURCE, SOURCE),
    "review-looking-back": (VIEW, RUN),
    "review-learned": (VIEW, VIEW),
    "try-learned": (EDIT, EDIT),
    "take-learned": (EDIT, EDIT),
    "give-learned-back": (EDIT, EDIT),
    "review-months": (VIEW, VIEW),
    "review-month": (VIEW, VIEW),
    "review-month-pdf": (VIEW, VIEW),
    "portal-pulse": (CONTRACTOR, CONTRACTOR),
    "portal-rating": (CONTRACTOR, CONTRACTOR),
    "portal-scorecard": (CONTRACTOR, CONTRACTOR),
}
"""Add a line for every new route; give a new kind of URL argument a line in tests/web/arguments.py."""

OPEN_IN_LIBRARIES = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}
"""Routes of allauth that answer who is not signed in; all others must ask to sign in."""

BY_ADDRESS_ALONE = {"stop-mail"}
"""Routes that take a form without its token: a mail program posts there, which was never given one."""

METHODS = ("GET", "POST")
IN, REFUSED, NOT_THERE, SIGN_IN = "let in", "refused", "not there", "asked to sign in"


EVERY_ROUTE = tuple(routes(get_resolver().url_patterns))
OURS = [route for route in EVERY_ROUTE if not route.view.__module__.startswith(LIBRARIES)]
THEIRS = [route for route in EVERY_ROUTE if route.view.__module__.startswith(LIBRARIES)]


def test_every_route_has_the_door_that_this_file_tells() -> None:
    told = {route.name: route.doors for route in OURS}
    unknown = {name: doors for name, doors in told.items() if name not in DOORS}
    assert not unknown, f"Is it right who may come in here? Then add to DOORS in {__file__}: {unknown}"
    assert told == DOORS


@pytest.fixture(scope="module")
def make_all(plan: PlanReport) -> Callable[[], tuple[People, Arguments]]:
    """The sample people, and one of everything in the bakery."""

    def make() -> tuple[People, Arguments]:
        people = everybody()
        return people, Arguments.of(people, plan)

    return make


@pytest.fixture
def everything(db: None, make_all: Callable[[], tuple[People, Arguments]]) -> tuple[People, Arguments]:  # noqa: ARG001 -- what it is kept in
    return kept(make_all)()


@pytest.fixture
def people(everything: tuple[People, Arguments]) -> People:
    return everything[0]


@pytest.fixture
def arguments(everything: tuple[People, Arguments]) -> Arguments:
    """What stands in addresses: names of things that are the bakery's."""
    return everything[1]


def people_at_the_door(people: People, nobody: User, arguments: Arguments) -> dict[str, User | None]:
    visits = (people.olivia, people.marco, people.fatima, people.viktor, people.charlie)
    named = {visit.user.name.lower(): visit.user for visit in visits}
    ana = arguments.assignment.user
    return {**named, "ana": ana, "somebody without a business": nobody, "not signed in": None}


ROLES = {"olivia": Role.OWNER, "marco": Role.MANAGER, "fatima": Role.FINANCE, "viktor": Role.VIEWER}
EVERYONE = (*ROLES, "ana", "charlie", "somebody without a business", "not signed in")


def expected(person: str, door: str) -> str:
    """Who passes a door, as the doors promise it."""
    if door == EVERYBODY:
        return IN
    if person == "not signed in":
        return SIGN_IN
    if door == SIGNED_IN or (door == CONTRACTOR and person == "ana"):
        return IN
    if person not in ROLES or door == CONTRACTOR:
        return NOT_THERE
    return IN if door in POWERS[ROLES[person]] else REFUSED


def outcome(answer: HttpResponseBase, method: str, door: str) -> str:
    """What an answer means: let in is every answer that comes from behind the door."""
    if answer.status_code >= 500:
        return f"broke: {getattr(answer, 'exc_info', None)}"
    if answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/"):
        return IN if door == EVERYBODY else SIGN_IN
    if answer.status_code == 403:
        return REFUSED
    if answer.status_code == 404:
        # an empty form may name a row that is not there, and a link for everybody may be out of date
        return "not there or let in" if method == "POST" or door == EVERYBODY else NOT_THERE
    return IN


def asked(client: Client, method: str, address: str) -> HttpResponseBase:
    """What `address` answers; nothing that it changes stays."""
    with transaction.atomic():
        answer: HttpResponseBase = client.generic(method, address, b"", "application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer


def visitor(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.parametrize("person", EVERYONE)
def test_each_door_lets_in_whom_it_should(
    people: People, nobody: User, arguments: Arguments, person: str
) -> None:
    client = visitor(people_at_the_door(people, nobody, arguments)[person])
    seen, should = {}, {}
    for route in OURS:
        address = arguments.address(route)
        for method, door in zip(METHODS, DOORS[route.name], strict=True):
            wanted = expected(person, door)
            found = outcome(asked(client, method, address), method, door)
            alike = found == "not there or let in" and wanted in {IN, NOT_THERE}
            seen[method, address], should[method, address] = wanted if alike else found, wanted
    assert seen == should


def test_nothing_of_another_business_opens_under_ones_own_address(
    people: People, arguments: Arguments
) -> None:
    client = visitor(people.charlie.user)
    opened = {}
    for route in OURS:
        if "business" not in route.arguments or not OWNED & route.arguments:
            continue
        address = arguments.address(route, business=people.charlie.business.key)
        for method in METHODS:
            status = asked(client, method, address).status_code
            if status not in {404, 405}:
                opened[method, address] = status
    assert opened == {}


@pytest.mark.parametrize("person", ["olivia", "not signed in"])
def test_the_pages_of_libraries_never_break_and_ask_to_sign_in(
    people: People, nobody: User, arguments: Arguments, person: str
) -> None:
    client = visitor(people_at_the_door(people, nobody, arguments)[person])
    broken, answers_anybody = {}, set()
    for route in THEIRS:
        address = arguments.address(route)
        for method in METHODS:
            answer = asked(client, method, address)
            found = outcome(answer, method, "")
            if found.startswith("broke"):
                broken[method, address] = found
            if answer.status_code < 300 and person == "not signed in":
                answers_anybody.add(route.name)
    assert broken == {}
    assert answers_anybody <= OPEN_IN_LIBRARIES


def test_no_form_is_taken_without_its_token(people: People, arguments: Arguments) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.olivia.user)
    taken = {}
    for route in EVERY_ROUTE:
        address = arguments.address(route)
        status = asked(client, "POST", address).status_code
        if status != 403 and route.name not in BY_ADDRESS_ALONE:
            taken[address] = status
    assert taken == {}


def test_a_view_without_a_door_is_refused(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(frame.health, "door")
    assert visitor(people.olivia.user).get("/healthz").status_code == 403
