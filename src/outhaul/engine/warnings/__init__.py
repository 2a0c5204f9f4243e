"""Early warnings W1 to W8: each a figure over its limit, with the remedy (§RUN-12). Pure functions."""

from outhaul.engine.warnings.sign import Sign
from outhaul.engine.warnings.signs import (
    below_market,
    first_pass,
    flags,
    lateness,
    leaning,
    overload,
    unseen,
)

__all__ = ["Sign", "below_market", "first_pass", "flags", "lateness", "leaning", "overload", "unseen"]
