"""What the server answers."""

import re
import subprocess
import sys
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from outhaul.faults import InputError
from outhaul.web.headers import REFUSED
from outhaul.web.serve import serve

POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
GUARDS = {
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": ", ".join(f"{name}=()" for name in REFUSED),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
PRIVATE = {"x-robots-tag": "noindex", "x-frame-options": "DENY"}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a browser that keeps cookies, who has come in at the front of the demo."""

    server: str
    opener: OpenerDirector

    def fetch(self, path: str, *, data: bytes | None = None, **headers: str) -> tuple[int, Message, str]:
        """What an address answers, redirections followed."""
        request = Request(self.server + path, data=data, headers=headers)  # noqa: S310 -- our own address
        try:
            with self.opener.open(request) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()


@pytest.fixture
def visitor(server: str) -> Visitor:
    return Visitor(server, build_opener(HTTPCookieProcessor(CookieJar())))


def heading(page: str) -> list[str]:
    return re.findall(r"<h1>\s*(.*?)\s*</h1>", page)


def titles(page: str) -> list[str]:
    return re.findall(r"<title>\s*(.*?)\s*</title>", page)


def bakery(visitor: Visitor) -> str:
    """Address of the sample business, once the visitor has come in."""
    found = re.search(r'href="(/b/[0-9a-f]{12}/)"', visitor.fetch("/")[2])
    assert found is not None
    return found[1]


def test_the_demo_opens_straight_into_the_sample_business(visitor: Visitor) -> None:
    status, _, page = visitor.fetch("/")
    assert (status, page.count("<h1")) == (200, 1)
    assert "Harbour Bakery" in page


def test_the_sample_plan_is_there_from_the_beginning(visitor: Visitor) -> None:
    status, _, page = visitor.fetch(f"{bakery(visitor)}plan/")
    assert (status, titles(page)) == (200, ["Plan for Harbour Bakery · Outhaul"])
    assert "Handing out 4 of 11 processes" in heading(page)[0]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/account/login/", 200, "text/html; charset=utf-8"),
        ("/nowhere", 404, "text/html; charset=utf-8"),
        ("/b/nobodys/", 404, "text/html; charset=utf-8"),
        ("/healthz", 200, "text/plain"),
    ],
)
def test_every_header_that_guards_an_answer_is_set(
    visitor: Visitor, path: str, status: int, kind: str
) -> None:
    if path.startswith("/b/"):
        visitor.fetch("/")
    found, headers, _ = visitor.fetch(path)
    told = {name.lower(): value for name, value in headers.items()}
    policy = {part.strip() for part in told["content-security-policy"].split(";")}
    assert (found, told["content-type"], policy) == (status, kind, POLICY)
    assert {name: told.get(name) for name in GUARDS | PRIVATE} == GUARDS | PRIVATE
    assert {"private", "no-cache"} <= {part.strip() for part in told["cache-control"].split(",")}


def test_a_static_file_is_guarded_too_and_kept_under_the_name_of_its_content(visitor: Visitor) -> None:
    (style,) = re.findall(r'href="(/static/outhaul\.[0-9a-f]{12}\.css)"', visitor.fetch("/")[2])
    status, headers, _ = visitor.fetch(style)
    told = {name.lower(): value for name, value in headers.items()}
    policy = {part.strip() for part in told["content-security-policy"].split(";")}
    assert (status, policy, {name: told.get(name) for name in GUARDS}) == (200, POLICY, GUARDS)
    assert (told["cache-control"], "x-robots-tag" in told) == ("max-age=315360000, public, immutable", False)


def test_a_page_that_is_not_there_says_so_in_our_look(visitor: Visitor) -> None:
    status, _, page = visitor.fetch("/nowhere")
    assert (status, heading(page)) == (404, ["There is no page at this address."])


def test_a_form_without_its_token_is_refused_in_our_look(visitor: Visitor) -> None:
    status, _, page = visitor.fetch(f"{bakery(visitor)}plan/make/", data=b"")
    assert (status, heading(page)) == (403, ["This form was too old to be taken. Nothing was changed."])


def test_another_host_is_refused_in_our_look(visitor: Visitor) -> None:
    status, headers, page = visitor.fetch("/", Host="evil.example")
    assert (status, heading(page)) == (400, ["That request is not one of this application."])
    assert {name: headers.get(name) for name in GUARDS} == GUARDS
    assert "evil.example" not in page


def test_a_body_over_the_limit_is_refused_in_our_look(visitor: Visitor) -> None:
    status, _, page = visitor.fetch("/account/language/", data=b"x" * 6_000_001)
    assert (status, heading(page)) == (413, ["That is larger than the 6 MB that can be taken at once."])


def test_a_form_within_the_limit_is_taken(visitor: Visitor) -> None:
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', visitor.fetch("/")[2])
    assert token is not None
    data = f"csrfmiddlewaretoken={token[1]}&language=de&next=//evil.example/".encode()
    status, _, page = visitor.fetch("/account/language/", data=data)
    assert (status, '<html lang="de">' in page) == (200, True)


def test_a_taken_port_is_wrong_input_with_its_remedy(server: str) -> None:
    port = int(server.rpartition(":")[2])
    with pytest.raises(InputError, match=rf"^PORT: {port} is in use\. End that program, or set another port"):
        serve(port)


def test_the_settings_start_with_no_configuration() -> None:
    command = (
        "import django; from django.core import management as m; django.setup(); m.call_command('check')"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "outhaul.project.settings"}
    done = subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")
