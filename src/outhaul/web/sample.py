"""The sample plan: laid out once when the server starts, shown by every worker."""

from functools import lru_cache
from pathlib import Path

import msgspec

from outhaul.documents import plan_html
from outhaul.engine.report import PlanReport
from outhaul.wording.summary import headline


class SamplePage(msgspec.Struct, frozen=True):
    """A plan that is ready to be shown."""

    business: str
    headline: str
    body: str
    """HTML of `plan/body.html`."""


def keep(report: PlanReport, path: Path) -> None:
    """Lay `report` out and keep it at `path`."""
    page = SamplePage(report.business, headline(report), plan_html.body(report))
    path.write_bytes(msgspec.json.encode(page))


def kept(path: Path) -> SamplePage | None:
    """Return the page kept at `path`, the newest one; None where there is none."""
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _read(path, changed)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> SamplePage:
    return msgspec.json.decode(path.read_bytes(), type=SamplePage)
