"""What is kept, tested in a real database."""

from tests.people import nobody, people, reference

__all__ = ["nobody", "people", "reference"]
