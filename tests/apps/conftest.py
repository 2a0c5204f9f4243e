"""What is kept, tested in a real database."""

from tests.people import emptied_database, nobody, people, reference

__all__ = ["emptied_database", "nobody", "people", "reference"]
