"""What the server answers."""

import re
import subprocess
import sys
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from outhaul.faults import InputError
from outhaul.web.headers import REFUSED
from outhaul.web.serve import serve

UNGUARDING = {"connection", "content-language", "content-length", "date", "server", "set-cookie", "vary"}
"""Headers that guard nothing."""


def browse(request: Request) -> Any:  # noqa: ANN401 -- urllib's own answer
    """Ask as a browser does, which keeps cookies: the demo signs everybody in."""
    return build_opener(HTTPCookieProcessor()).open(request)


def fetch(address: str, *, method: str = "GET") -> tuple[int, Message, str]:
    try:
        with browse(Request(address, method=method)) as answer:  # noqa: S310 -- our own address
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def test_the_first_page_shows_where_the_sample_stands(server: str) -> None:
    status, _, page = fetch(f"{server}/")
    assert (status, re.findall("<title>\\s*(.*?)\\s*</title>", page)[0]) == (
        200,
        "Harbour Bakery · Outhaul",
    )
    assert page.count("<h1>") == 1


def test_every_header_that_guards_a_page_is_set(server: str) -> None:
    headers = dict(fetch(f"{server}/")[1].items())
    policy = {part.strip() for part in headers.pop("content-security-policy").split(";")}
    assert policy == {
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    }
    guards = {name: value for name, value in headers.items() if name not in UNGUARDING}
    assert guards == {
        "content-type": "text/html; charset=utf-8",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": ", ".join(f"{name}=()" for name in REFUSED),
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }


def test_a_page_that_is_not_there_says_so_in_our_look(server: str) -> None:
    status, _, page = fetch(f"{server}/nowhere")
    assert (status, re.findall("<h1>(.*?)</h1>", page)) == (404, ["There is no page at this address."])


def test_nothing_can_be_written_to_the_plan(server: str) -> None:
    assert fetch(f"{server}/", method="POST")[0] in {403, 405}


def test_static_files_are_named_by_their_content_and_kept(server: str) -> None:
    page = fetch(f"{server}/")[2]
    (style,) = re.findall(r'href="(/static/outhaul\.[0-9a-f]{12}\.css)"', page)
    status, headers, _ = fetch(f"{server}{style}")
    assert (status, headers["cache-control"]) == (200, "max-age=315360000, public, immutable")


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
