"""Coming in: by password, by a code in a mail, with a second step; and being slowed down."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from outhaul.apps.people.models import User

PASSWORD = "a long enough password"  # noqa: S105 -- Nora's


def sign_in(browser: Client, password: str = PASSWORD, **more: str) -> str:
    """Return where the sign-in leads, or its page."""
    answer = browser.post("/account/login/", {"login": "nora@example.org", "password": password} | more)
    return str(answer.headers.get("Location") or answer.content.decode())


def complaint(page: str) -> list[str]:
    return re.findall(r'<p class="wrong" role="alert">([^<]*)</p>', page)


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_by_password(visitor: Client, nobody: User) -> None:
    assert sign_in(visitor) == "/"
    assert visitor.session["_auth_user_id"] == str(nobody.pk)


def test_a_wrong_password_says_neither_what_is_wrong_nor_whether_there_is_an_account(
    visitor: Client,
    nobody: User,  # noqa: ARG001 -- it exists
) -> None:
    wrong = complaint(sign_in(visitor, "something else"))
    unknown = complaint(sign_in(visitor, "something else", login="nobody@example.org"))
    assert wrong == unknown == ["The email address and/or password you specified are not correct."]


def test_by_a_code_in_a_mail(visitor: Client, nobody: User) -> None:
    visitor.post("/account/login/code/", {"email": nobody.email})
    (letter,) = mail.outbox
    code = letter.subject.removeprefix("Your code: ")
    assert f"\n{code}\n" in str(letter.body)
    answer = visitor.post("/account/login/code/confirm/", {"code": code})
    assert answer.headers["Location"] == "/"


def test_a_code_is_guessed_three_times_at_most(visitor: Client, nobody: User) -> None:
    visitor.post("/account/login/code/", {"email": nobody.email})
    answers = [visitor.post("/account/login/code/confirm/", {"code": "wrong"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    code = mail.outbox[0].subject.removeprefix("Your code: ")
    visitor.post("/account/login/code/confirm/", {"code": code})
    assert visitor.get("/account/").status_code == 302


def test_an_address_without_an_account_gets_a_mail_that_says_so(visitor: Client) -> None:
    answer = visitor.post("/account/login/code/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/account/login/code/confirm/"
    assert [letter.subject for letter in mail.outbox] == ["No account with this address"]


def test_a_forgotten_password_is_replaced_by_the_link_in_a_mail(
    visitor: Client, nobody: User, link_in_mail: Callable[[], str]
) -> None:
    visitor.post("/account/password/reset/", {"email": nobody.email})
    assert mail.outbox[0].subject == "A link to a new password"
    form = visitor.get(link_in_mail()).headers["Location"]
    again = "another long password"
    visitor.post(form, {"password1": again, "password2": again})
    assert mail.outbox[-1].subject == "Your password was changed"
    assert sign_in(Client(), again) == "/"
    assert "This link works no more." in Client().get(link_in_mail_of(0)).content.decode()


def link_in_mail_of(index: int) -> str:
    found = re.search(r"http://testserver(/account/password/reset/key/\S+)", str(mail.outbox[index].body))
    assert found
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_a_code_from_an_app_is_the_second_step_and_a_recovery_code_stands_in(
    visitor: Client, nobody: User
) -> None:
    EmailAddress.objects.create(user=nobody, email=nobody.email, verified=True, primary=True)
    sign_in(visitor)
    visitor.post("/account/reauthenticate/", {"password": PASSWORD})
    page = visitor.get("/account/2fa/totp/activate/").content.decode()
    secret = re.findall(r'<code class="secret">(\w+)</code>', page)[0]
    assert len(re.findall("<svg:svg|<svg", page.split('class="qr"')[1].split("</div>")[0])) == 1
    assert "data:image" not in page
    answer = visitor.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert answer.headers["Location"] == "/account/2fa/recovery-codes/"
    codes = re.findall(r"<code>(\w+)</code>", visitor.get("/account/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    assert [letter.subject for letter in mail.outbox] == ["The code from an app is on"]

    later = Client()
    assert sign_in(later) == "/account/2fa/authenticate/"
    assert later.get("/account/").status_code == 302
    assert later.post("/account/2fa/authenticate/", {"code": codes[0]}).headers["Location"] == "/"
    assert later.get("/account/2fa/").status_code == 200
    last = Client()
    sign_in(last)
    assert last.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 200


def test_what_locks_others_out_asks_for_the_password_once_more(visitor: Client, nobody: User) -> None:
    with time_machine.travel("2026-11-27T09:00Z"):
        visitor.force_login(nobody)
        answer = visitor.get("/account/2fa/totp/activate/")
        assert answer.headers["Location"].startswith("/account/reauthenticate/")
        page = visitor.get(answer.headers["Location"]).content.decode()
        assert "Is it still you?" in page
        answer = visitor.post(answer.headers["Location"], {"password": PASSWORD})
        assert answer.headers["Location"] == "/account/2fa/totp/activate/"


def test_guessing_is_slowed_down_and_the_wait_is_told(visitor: Client, nobody: User) -> None:  # noqa: ARG001 -- it exists
    with time_machine.travel("2026-11-27T09:00Z", tick=False) as clock:
        said = [complaint(sign_in(visitor, f"guess {number}")) for number in range(6)]
        assert said[:5] == [["The email address and/or password you specified are not correct."]] * 5
        assert said[5] == ["Too many attempts. Try again in 5 minutes."]
        clock.shift(250)
        assert complaint(sign_in(visitor)) == ["Too many attempts. Try again in 50 seconds."]
        clock.shift(51)
        assert sign_in(visitor) == "/"


def test_other_addresses_of_the_same_place_are_slowed_down_too(visitor: Client) -> None:
    with time_machine.travel("2026-11-27T09:00Z", tick=False):
        said = [
            complaint(sign_in(visitor, "guess", login=f"person{number}@example.org")) for number in range(11)
        ]
    assert said[10] == ["Too many attempts. Try again in 60 seconds."]


def test_a_page_asked_for_too_often_says_how_long_to_wait(visitor: Client) -> None:
    with time_machine.travel("2026-11-27T09:00Z", tick=False) as clock:
        for _ in range(20):
            assert visitor.post("/account/signup/", {}).status_code == 200
        clock.shift(20)
        answer = visitor.post("/account/signup/", {})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")
    assert "That was tried very often. Try again in 40 seconds." in answer.content.decode()


def test_codes_are_not_sent_without_end(nobody: User) -> None:
    with time_machine.travel("2026-11-27T09:00Z", tick=False):
        pages = [Client().post("/account/login/code/", {"email": nobody.email}) for _ in range(4)]
    assert len(mail.outbox) == 3
    assert "Too many attempts. Try again in 60 seconds." in pages[3].content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_sign_in_leads_nowhere_else(visitor: Client, nobody: User, elsewhere: str) -> None:  # noqa: ARG001 -- it exists
    assert sign_in(visitor, next=elsewhere) == "/"


def test_a_sign_in_leads_back(visitor: Client, nobody: User) -> None:  # noqa: ARG001 -- it exists
    asked = visitor.get("/account/").headers["Location"]
    assert parse_qs(urlsplit(asked).query) == {"next": ["/account/"]}
    assert sign_in(visitor, next="/account/") == "/account/"


@pytest.mark.parametrize(
    "address", ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/logout/"]
)
def test_a_form_without_its_token_is_refused(db: None, address: str) -> None:  # noqa: ARG001 -- sessions
    assert Client(enforce_csrf_checks=True).post(address, {}).status_code == 403


def test_signing_out_takes_a_post(visitor: Client, nobody: User) -> None:
    visitor.force_login(nobody)
    assert "Sign out?" in visitor.get("/account/logout/").content.decode()
    assert visitor.get("/account/").status_code == 200
    assert visitor.post("/account/logout/").headers["Location"] == "/"
    assert visitor.get("/account/").status_code == 302
