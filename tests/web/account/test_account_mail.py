"""Mail as a mail server gets it."""

from pathlib import Path

import pytest
from django.template.loader import get_template
from pytest_django import Settings

from outhaul.apps.people.domain.invitations import invite
from outhaul.apps.people.models import Role
from outhaul.web.account.mail import send_invitation
from tests.people import People
from tests.postbox import Postbox, postbox

__all__ = ["postbox"]

TEMPLATES = Path(__file__).parents[3] / "src/outhaul/web/templates"
LETTERS = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.glob("*/email/*_message.txt")
    if path.stem != "email_confirmation_signup_message"
)


def test_an_invitation_reaches_the_mail_server(people: People, postbox: Postbox) -> None:
    people.olivia.user.name = "Olivia <&\n>"
    invitation, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    assert send_invitation(invitation, f"https://outhaul.example/join/{token}/")
    (letter,) = postbox.letters
    assert (letter["To"], letter["Subject"]) == (
        "nora@example.org",
        "Olivia <& > invites you to Harbour Bakery",
    )
    text = letter.get_content()
    assert "invites you to Harbour Bakery, as Viewer." in text
    assert f"https://outhaul.example/join/{token}/" in text
    assert "&amp;" not in text


def test_no_mail_server_is_no_crash(people: People, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    invitation, _ = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    assert not send_invitation(invitation, "https://outhaul.example/")


@pytest.mark.parametrize("letter", LETTERS)
def test_letters_are_short_plain_and_signed(letter: str) -> None:
    given = {
        "code": "A&B-CDE",
        "user_agent": "Firefox/140.0 Linux",
        "current_site": {"domain": "outhaul.example"},
        "request": type("Request", (), {"build_absolute_uri": lambda _self, path: f"https://x{path}"})(),
    }
    text = get_template(letter).render(given)
    subject = get_template(letter.replace("_message", "_subject")).render(given)
    assert text.strip().splitlines()[-1] == "Outhaul, outhaul.example"
    assert len(text.split()) < 70
    assert 0 < len(subject.strip()) < 60
    assert "&amp;" not in text + subject


def test_there_is_a_letter_of_ours_for_each_of_the_library() -> None:
    assert len(LETTERS) == 18
