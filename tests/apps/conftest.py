"""What is kept, tested in a real database."""

from tests.people import emptied_database, nobody, people, reference
from tests.real_plan import real_report

__all__ = ["emptied_database", "nobody", "people", "real_report", "reference"]
