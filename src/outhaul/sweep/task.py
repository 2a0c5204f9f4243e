"""What a worker is given: one business file, and what its plan depends on besides."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from outhaul import __version__
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All that the plans of a sweep depend on besides their files."""

    seed: int
    scenarios: int
    version: str
    """Version of Outhaul."""
    checksum: str
    """Checksum of the reference figures."""


def options_here(reference: Reference, *, seed: int, scenarios: int) -> Options:
    """Return the options of plans made with this version and with `reference`."""
    return Options(seed=seed, scenarios=scenarios, version=__version__, checksum=reference.checksum)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One business file to be planned."""

    file: str
    """Its name in the folder."""
    data: bytes
    options: Options

    @cached_property
    def key(self) -> str:
        """Hash of all that the outcome depends on: name, content, versions and options."""
        made = self.options
        parts = (self.file, sha256(self.data).hexdigest(), made.seed, made.scenarios, made.version)
        return sha256("\n".join(map(str, (*parts, made.checksum))).encode()).hexdigest()
