"""Sessions as Django keeps them in the database, found by a query that is composed already."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from outhaul.apps.composed import Composed


class SessionStore(db.SessionStore):
    """One session; every request of somebody who is signed in looks it up."""

    def _get_session_from_db(self) -> Session | None:
        for found in _standing(str(self.session_key), timezone.now()):
            return found
        self._session_key = None
        return None


@Composed
def _standing(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
