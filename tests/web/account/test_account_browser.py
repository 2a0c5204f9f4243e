"""Accounts in a real browser: passkeys, and pages that everybody can read."""

import json
import re

import pytest
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.readable import faults
from tests.web.served import served

__all__ = ["served"]
pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"  # noqa: S105 -- Nora's


def newest_link() -> str:
    return str(re.findall(r"http://\S+", str(mail.outbox[-1].body))[0])


def sign_up(context: BrowserContext, address: str, email: str) -> Page:
    """Make an account and a business, confirm the address, and say once more who it is."""
    page = context.new_page()
    page.goto(f"{address}/account/signup/")
    page.get_by_label("Your name").fill("Nora")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_label("What is your business called?").fill("Nora's Books")
    page.get_by_role("button", name="Go on").click()
    page.goto(newest_link())
    page.get_by_role("button", name="Yes, it is mine").click()
    page.goto(f"{address}/account/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    return page


def test_a_passkey_is_made_and_signs_in_alone(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = sign_up(context, served, "nora@example.org")
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.get_by_label("Name", exact=True).fill("Nora's phone")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    page.goto(f"{served}/account/2fa/webauthn/")
    assert page.get_by_role("rowheader").inner_text() == "Nora's phone"

    page.get_by_text("Nora", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{served}/account/login/?next=/account/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{served}/account/sessions/")
    assert page.get_by_role("heading", level=1).inner_text() == "You are signed in at 1 place."
    context.close()


def test_a_passkey_that_fails_is_told(browser: Browser, served: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used.").wait_for()
    context.close()


ENTRANCES = (
    "account/login/",
    "account/signup/",
    "account/login/code/",
    "account/password/reset/",
    "account/password/reset/done/",
    "account/password/reset/key/1-nothing/",
    "account/confirm-email/nothing/",
    "join/nothing/",
)
ROOMS = (
    "account/",
    "account/email/",
    "account/password/change/",
    "account/2fa/",
    "account/2fa/totp/activate/",
    "account/2fa/webauthn/",
    "account/2fa/webauthn/add/",
    "account/sessions/",
    "account/3rdparty/",
    "account/logout/",
    "account/found/",
)


def test_axe_finds_nothing_and_the_browser_has_nothing_to_complain_of(browser: Browser, served: str) -> None:
    context = browser.new_context()
    found: dict[str, object] = {}

    def look(page: Page, name: str) -> None:
        wrong = faults(page)
        if wrong or complaints:
            found[name] = (wrong, list(complaints))
        complaints.clear()

    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in ENTRANCES:
        page.goto(f"{served}/{path}")
        complaints[:] = [text for text in complaints if "404" not in text]
        look(page, path)
    page.close()
    page = sign_up(context, served, "nora2@example.org")
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in ROOMS:
        page.goto(f"{served}/{path}")
        look(page, path)
    page.goto(f"{served}/")
    page.goto(f"{page.url}members/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_role("button", name="Send the invitation").click()
    look(page, "members/")
    page.goto(page.get_by_label("The link").input_value())
    look(page, "join/")
    assert json.dumps(found) == "{}"
    context.close()
