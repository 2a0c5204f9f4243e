"""A session is found while it lasts, and by nobody who makes a key up."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from outhaul.apps.people.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_what_a_session_keeps_is_there_until_it_ends() -> None:
    kept = SessionStore()
    kept["zone"] = "Asia/Manila"
    kept.save()
    assert dict(SessionStore(kept.session_key).items()) == {"zone": "Asia/Manila"}
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ended = SessionStore(kept.session_key)
    assert dict(ended.items()) == {}
    assert ended.session_key is None


def test_a_key_that_is_made_up_opens_nothing() -> None:
    made_up = SessionStore("a" * 32)
    assert dict(made_up.items()) == {}
    assert made_up.session_key is None
