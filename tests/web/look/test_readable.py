"""What finds the faults of pages finds them, however many lines of a page look alike."""

import pytest
from playwright.sync_api import Browser

from tests.web.readable import violations

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><title>Lines</title><main><h1>Lines</h1>
<style>body {{ background: #fff; color: #000 }} .dark {{ background: #222; color: #fff }} {rule}</style>
<section>{lines}<p class="last">The last line</p></section>
<section class="dark">{lines}</section></main></html>"""
LINES = "<p>A line</p>" * 40


@pytest.mark.parametrize(
    ("rule", "faint"),
    [
        ("", None),
        (".last { color: #ccc }", '<p class="last">The last line</p>'),
        (".last { background: #222 }", '<p class="last">The last line</p>'),
        (".last { opacity: .3 }", '<p class="last">The last line</p>'),
        (".dark > p:nth-child(n + 9) { color: #333 }", "<p>A line</p>"),
        (".dark { background: #ccc }", "<p>A line</p>"),
    ],
)
def test_a_text_that_is_faint_is_found_among_many_lines(
    browser: Browser, rule: str, faint: str | None
) -> None:
    page = browser.new_page()
    page.set_content(PAGE.format(rule=rule, lines=LINES))
    found = violations(page)
    page.close()
    assert found == ([("color-contrast", faint)] if faint else [])


def test_as_many_lines_as_look_alike_are_reckoned_three_times(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAGE.format(rule="", lines=LINES))
    violations(page)
    reckoned = page.locator("p:not([data-alike])").count()
    page.close()
    assert reckoned == 6
