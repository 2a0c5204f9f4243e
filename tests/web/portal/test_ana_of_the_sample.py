"""Ana of the sample sees what the ledger says."""

import pytest
from django.test import Client

from outhaul.apps.delivery.domain.sample import sample_contractor
from outhaul.apps.money.models import LedgerEntry
from outhaul.apps.review.domain.sample_history import make_history


@pytest.mark.usefixtures("people")
def test_what_is_on_its_way_to_ana_is_what_the_ledger_owes_her() -> None:
    make_history()
    ana = sample_contractor()
    assert ana is not None
    client = Client()
    client.force_login(ana)
    owed, open_ones = 0, {"accepted", "invoiced", "approved", "on the way"}
    for entry in LedgerEntry.objects.filter(engagement__contractor__user=ana, currency="USD"):
        owed += entry.cents * ((entry.target in open_ones) - (entry.source in open_ones))
    assert f"${owed / 100:,.2f} are on their way" in client.get("/portal/").text
