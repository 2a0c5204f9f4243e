"""Whatever stands in a file, it makes a business or it is told what is wrong; nothing else happens."""

from collections.abc import Sequence
from typing import Any

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outhaul.documents.business_file.assemble import assemble
from outhaul.documents.business_file.tables import TABLES
from outhaul.documents.business_file.toml_file import toml_content
from outhaul.engine.business import QUESTIONS, Business
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import load

scalars = (
    st.none().map(lambda _: "")
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec="utf-8"), max_size=8)
    | st.times().map(lambda moment: moment.replace(tzinfo=None))
    | st.dates()
    | st.sampled_from(["books", "all", "keep", "US", "en", "C2", "43-3031.00", "bookkeeping", "09:00"])
)
keys = st.sampled_from(["en", "C1", "M7", *QUESTIONS]) | st.text(st.characters(codec="utf-8"), max_size=5)
values = scalars | st.lists(scalars, max_size=3) | st.dictionaries(keys, scalars, max_size=3)
strange = st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), values, max_size=1)


def rows(names: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    known = st.fixed_dictionaries({}, optional=dict.fromkeys(names, values))
    return st.builds(lambda first, second: {**first, **second}, strange, known)


def table(names: list[str], *, many: bool) -> st.SearchStrategy[Any]:
    row = rows(names)
    return (st.lists(row, max_size=2) if many else row) | values


documents = st.fixed_dictionaries(
    {}, optional={one.name: table([field.name for field in one.fields], many=one.many) for one in TABLES}
)


@given(documents)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_document_makes_a_business_or_faults(document: dict[str, Any]) -> None:
    data = tomli_w.dumps(document).encode()
    made = outcome(data)
    assert isinstance(made, Business) or all(fault.where and fault.problem and fault.remedy for fault in made)


def outcome(data: bytes) -> Business | Sequence[Fault]:
    faults: list[Fault] = []
    try:
        return assemble(toml_content(data, "any.toml", faults), faults, load())
    except InputError as error:
        return error.faults
