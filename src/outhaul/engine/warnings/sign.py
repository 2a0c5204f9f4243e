"""What a warning says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One early warning: what is seen, and what helps."""

    code: str
    """W1 to W8."""
    reason: str
    remedy: str
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def basis(self) -> str:
        """Fingerprint of the figures: a warning that was put off comes back when they change.

        >>> Sign(code="W3", reason="", remedy="", figures={"days": 22.0}).basis == Sign(
        ...     code="W3", reason="Other words", remedy="", figures={"days": 22.0}
        ... ).basis
        True
        """
        told = ";".join(f"{name}={value:.4g}" for name, value in sorted(self.figures.items()))
        return sha256(f"{self.code};{told}".encode()).hexdigest()
