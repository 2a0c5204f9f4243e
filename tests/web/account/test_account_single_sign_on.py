"""Single sign-on by configuration, against a small provider of our own on this machine."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from outhaul.apps.people.models import User
from outhaul.project.environment import Environment

SCOPES = {"openid", "profile", "email"}
PERSON = {"sub": "42", "name": "Nora Berg", "email": "nora@idp.example", "email_verified": True}


class Provider(BaseHTTPRequestHandler):
    """As much of OpenID Connect as a sign-in needs: discovery, token, userinfo."""

    person: ClassVar[dict[str, object]] = PERSON
    asked: ClassVar[list[dict[str, list[str]]]] = []

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        known: dict[str, dict[str, object]] = {
            "/.well-known/openid-configuration": {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
            },
            "/userinfo": self.person,
        }
        self._tell(known[self.path])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append(parse_qs(body))
        self._tell({"access_token": "a-token", "token_type": "Bearer"})

    def _tell(self, answer: dict[str, object]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a provider that the installation is told of in its environment."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    told = {"id": "guild", "name": "The Guild", "client_id": "outhaul", "secret": "s3", "server_url": address}
    monkeypatch.setenv("OUTHAUL_OIDC", json.dumps([told]))
    monkeypatch.setattr(Provider, "asked", [])
    settings.SOCIALACCOUNT_PROVIDERS = Environment().single_sign_on
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def go(browser: Client, provider: str, **query: str) -> str:
    """Sign in at the provider, and return where that leads."""
    start = browser.post("/account/oidc/guild/login/", query_params=query)
    there = urlsplit(start.headers["Location"])
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{provider}/authorize"
    wanted = parse_qs(there.query)
    assert (set(wanted["scope"][0].split()), wanted["code_challenge_method"]) == (SCOPES, ["S256"])
    back = urlsplit(wanted["redirect_uri"][0]).path
    answer = browser.get(back, {"code": "a-code", "state": wanted["state"][0]})
    return answer.headers["Location"]


def test_the_sign_in_offers_it(visitor: Client, provider: str) -> None:  # noqa: ARG001 -- it is configured
    page = visitor.get("/account/login/?next=/account/").content.decode()
    assert re.findall(r'action="(/account/oidc\S+)"', page) == [
        "/account/oidc/guild/login/?process=login&amp;next=%2Faccount%2F"
    ]
    assert "Go on with The Guild" in page


def test_a_new_person_gets_an_account_with_name_and_address(visitor: Client, provider: str) -> None:
    assert go(visitor, provider) == "/"
    nora = User.objects.get()
    assert (nora.name, nora.email, nora.has_usable_password()) == ("Nora Berg", "nora@idp.example", False)
    assert visitor.session["_auth_user_id"] == str(nora.pk)
    (asked,) = Provider.asked
    assert (asked["client_id"], asked["client_secret"], asked["code"]) == (["outhaul"], ["s3"], ["a-code"])
    assert "code_verifier" in asked
    assert go(Client(), provider) == "/"
    assert User.objects.count() == 1


def test_it_leads_back_to_where_one_was(visitor: Client, provider: str) -> None:
    assert go(visitor, provider, next="/account/found/") == "/account/found/"
    assert go(Client(), provider, next="https://evil.example/") == "/"


def test_an_address_that_has_an_account_is_not_taken_over(
    visitor: Client, provider: str, nobody: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Provider, "person", PERSON | {"email": nobody.email})
    assert go(visitor, provider).startswith("/account/3rdparty/signup/")
    assert "_auth_user_id" not in visitor.session


def test_one_connects_it_to_an_account_and_disconnects_it(
    visitor: Client, provider: str, nobody: User
) -> None:
    visitor.post("/account/login/", {"login": nobody.email, "password": "a long enough password"})
    visitor.post("/account/reauthenticate/", {"password": "a long enough password"})
    assert go(visitor, provider, process="connect") == "/account/3rdparty/"
    page = visitor.get("/account/3rdparty/").content.decode()
    assert "1 account elsewhere signs you in here." in page
    (account,) = re.findall(r'name="account"\s+id="account_\d+"\s+value="(\d+)"', page)
    later = Client()
    go(later, provider)
    assert later.session["_auth_user_id"] == str(nobody.pk)
    visitor.post("/account/3rdparty/", {"account": account})
    assert "0 accounts elsewhere" in visitor.get("/account/3rdparty/").content.decode()


def test_where_accounts_are_by_invitation_it_makes_none(
    visitor: Client, provider: str, settings: Settings
) -> None:
    settings.SIGN_UP = False
    start = visitor.post("/account/oidc/guild/login/")
    state = parse_qs(urlsplit(start.headers["Location"]).query)["state"][0]
    answer = visitor.get("/account/oidc/guild/login/callback/", {"code": "a", "state": state})
    assert "Accounts here are made by invitation." in answer.content.decode()
    assert (User.objects.count(), provider != "") == (0, True)


def test_a_provider_that_refuses_is_told_calmly(visitor: Client, provider: str) -> None:  # noqa: ARG001 -- it is configured
    answer = visitor.get("/account/oidc/guild/login/callback/", {"error": "server_error", "state": "x"})
    assert answer.status_code == 401
    assert "The other side did not confirm who you are." in answer.content.decode()
