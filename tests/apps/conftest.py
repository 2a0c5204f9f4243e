"""What is kept, tested in a real database."""

from tests.people import nobody, people, reference
from tests.real_plan import real_report

__all__ = ["nobody", "people", "real_report", "reference"]
