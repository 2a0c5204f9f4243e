"""A database field that keeps what it is given, in its order and to the last digit."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Text = models.TextField[Any, Any]
else:
    Text = models.TextField


class PlainField(Text):
    """Plain dictionaries and lists as JSON text.

    Text and not a JSON column: PostgreSQL's jsonb orders keys anew, and the first language of a business
    is the one it works in.
    """

    _pyi_private_set_type: Any  # how django-stubs learns what the column takes and gives
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_: object) -> Any:  # noqa: ANN401 -- whatever was kept
        """Return what was kept."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 -- as above
        """Return the value itself, read from text where it is text."""
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:  # noqa: ANN401 -- as above
        """Return the text to keep."""
        return None if value is None else json.dumps(value, ensure_ascii=False, allow_nan=False)

    def value_to_string(self, obj: models.Model) -> str:
        """Return the text for a fixture."""
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)
