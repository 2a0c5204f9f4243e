"""How values are written into pages: safe, and figures beside their signs."""

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from outhaul.documents.writing import equip, unbroken, written

VALUES = st.one_of(
    st.text(alphabet="a7 %$€<>&'\"\u00a0é"), st.text(), st.integers(), st.booleans(), st.none(), st.floats()
)


@given(VALUES)
def test_a_value_is_written_as_jinja_would_escape_it(value: object) -> None:
    assert written(value) == escape(unbroken(value))


@given(VALUES)
def test_a_template_writes_it_so(value: object) -> None:
    template = equip(Environment(autoescape=True)).from_string("<b>{{ value }}</b>")
    assert template.render(value=value) == f"<b>{escape(unbroken(value))}</b>"


def test_what_is_safe_already_stays_as_it_is() -> None:
    template = equip(Environment(autoescape=True)).from_string(
        "{% set a %}<i>{{ x }}</i>{% endset %}{{ a }}{{ b }}"
    )
    assert template.render(x="<", b=Markup("<hr>")) == "<i>&lt;</i><hr>"


def test_a_template_that_does_not_escape_keeps_figures_beside_their_signs() -> None:
    assert equip(Environment(autoescape=False)).from_string("{{ x }}").render(x="<5 %") == "<5\u00a0%"  # noqa: S701


def test_a_part_that_escapes_otherwise_than_its_page_is_heard() -> None:
    source = "{% autoescape false %}{{ x }}{% endautoescape %}{{ x }}"
    made = equip(Environment(autoescape=True, extensions=["jinja2.ext.do"])).from_string(source)
    assert made.render(x="<") == "<&lt;"
