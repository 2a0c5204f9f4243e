"""What recurs around money: accounts sealed with the present key."""

from datetime import timedelta

from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.money.domain.payer import reseal_accounts


@every(timedelta(days=1), "seal accounts with the present key")
def watch_accounts() -> None:
    """Seal accounts with the present key."""
    reseal_accounts()
