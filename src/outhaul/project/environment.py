"""What can be set from outside, each with a default that works: `OUTHAUL_…` in the environment."""

import secrets
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_settings import BaseSettings, SettingsConfigDict


class Oidc(BaseModel):
    """A provider of identities that people may sign in with."""

    id: str
    name: str
    client_id: str
    secret: str
    server_url: str


class Environment(BaseSettings):
    """The installation's own settings; none is needed to start."""

    model_config = SettingsConfigDict(env_prefix="OUTHAUL_", frozen=True)

    data_dir: Path = Path("var")
    """Folder of the embedded database, static files, the secret key and the mail that is not sent."""
    database: str = ""
    """Address of a PostgreSQL database, `postgresql://user:password@host/name`; empty: the embedded one."""
    demo: bool = False
    """True where everybody may look around in the sample business without an account of their own."""
    sign_up: bool = True
    """False where only people who are invited may make an account."""
    debug: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Names under which the application answers."""
    secret_key: str = ""
    """Empty: the one in the data folder, or one for this process alone."""
    old_secret_keys: tuple[str, ...] = ()
    """Secret keys from before, as a JSON list: what was sealed with them can still be read."""
    address: str = ""
    """Where people reach it, `https://outhaul.example`, for links in mail; empty: the first of `hosts`."""
    https: bool = False
    """True behind TLS: cookies and links are then for https only."""
    proxies: int = 0
    """How many proxies of yours stand before it: that many names of X-Forwarded-For are believed."""
    mail_from: str = "outhaul@localhost"
    mail_server: str = ""
    """Host and port of an SMTP server; empty: mail is written into the data folder instead."""
    mail_user: str = ""
    mail_password: str = ""
    mail_tls: bool = False
    oidc: tuple[Oidc, ...] = ()
    """Providers of single sign-on, as a JSON list."""

    @property
    def secret(self) -> str:
        """The key that signs what is handed to browsers."""
        kept = self.data_dir / "secret-key"
        if self.secret_key:
            return self.secret_key
        return kept.read_text() if kept.is_file() else secrets.token_urlsafe(50)

    @property
    def home(self) -> str:
        """The address that links in mail begin with, without a slash at its end."""
        told = self.address or f"{'https' if self.https else 'http'}://{self.hosts[0].lstrip('.')}"
        return told.rstrip("/")

    @property
    def single_sign_on(self) -> dict[str, Any]:
        """The providers as allauth wants them told; each sign-in is bound to its browser by PKCE."""
        apps = [
            {
                "provider_id": provider.id,
                "name": provider.name,
                "client_id": provider.client_id,
                "secret": provider.secret,
                "settings": {"server_url": provider.server_url, "oauth_pkce_enabled": True},
            }
            for provider in self.oidc
        ]
        return {"openid_connect": {"APPS": apps}}

    @property
    def mail_host_and_port(self) -> tuple[str, int]:
        """The SMTP server in its parts."""
        host, _, port = self.mail_server.partition(":")
        return host, int(port or 25)
