"""Mail as a mail server gets it."""

import asyncio
import threading
from collections.abc import Iterator
from email import message_from_string, policy
from pathlib import Path

import pytest
from django.template.loader import get_template
from pytest_django import Settings

from outhaul.apps.people.domain.invitations import invite
from outhaul.apps.people.models import Role
from outhaul.web.account.mail import send_invitation
from tests.people import People

TEMPLATES = Path(__file__).parents[3] / "src/outhaul/web/templates"
LETTERS = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.glob("*/email/*_message.txt")
    if path.stem != "email_confirmation_signup_message"
)


class Postbox:
    """As much of SMTP as one letter needs."""

    def __init__(self) -> None:
        self.letters: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while command := (await reader.readline()).decode().strip().upper():
            if command == "DATA":
                writer.write(b"354 go on\r\n")
                letter = (await reader.readuntil(b"\r\n.\r\n")).decode()
                self.letters.append(letter.removesuffix("\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if command == "QUIT" else b"250 ok\r\n")
            if command == "QUIT":
                break
        writer.close()


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    box, ready, stop = Postbox(), threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.sockets[0].getsockname()
        ready.set()
        async with server:
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    ready.wait()
    yield box
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def test_an_invitation_reaches_the_mail_server(people: People, postbox: Postbox) -> None:
    people.olivia.user.name = "Olivia <&\n>"
    invitation, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    assert send_invitation(invitation, f"https://outhaul.example/join/{token}/")
    (raw,) = postbox.letters
    letter = message_from_string(raw, policy=policy.default)
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
