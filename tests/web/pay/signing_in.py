"""Somebody at the door."""

from django.test import Client

from outhaul.apps.people.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
