"""What can be set from outside, each with a default that works: `OUTHAUL_…` in the environment."""

import secrets
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """The installation's own settings; none is needed to start."""

    model_config = SettingsConfigDict(env_prefix="OUTHAUL_", frozen=True)

    data_dir: Path = Path("var")
    """Folder of the embedded database, collected static files, the secret key and the sample plan."""
    debug: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Names under which the application answers."""
    secret_key: str = ""
    """Empty: the one in the data folder, or one for this process alone."""
    https: bool = False
    """True behind TLS: cookies and links are then for https only."""

    @property
    def secret(self) -> str:
        """The key that signs what is handed to browsers."""
        kept = self.data_dir / "secret-key"
        if self.secret_key:
            return self.secret_key
        return kept.read_text() if kept.is_file() else secrets.token_urlsafe(50)
