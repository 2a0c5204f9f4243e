"""What one version says otherwise than the version before: files, criteria, note."""

from collections.abc import Sequence
from dataclasses import dataclass

from outhaul.apps.delivery.models import Submission


@dataclass(frozen=True, slots=True)
class Changed:
    """Differences of a version to the one before; names of files, texts of criteria."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    now_met: tuple[str, ...] = ()
    no_longer_met: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether only the note, or nothing, differs."""
        return self == Changed()


def with_changes(versions: Sequence[Submission]) -> tuple[tuple[Submission, Changed | None], ...]:
    """Return versions, the newest first, each with what changed since the one before; None for the first."""
    return tuple(
        (version, changed_between(before, version) if before else None)
        for version, before in zip(versions, [*versions[1:], None], strict=False)
    )


def changed_between(before: Submission, after: Submission) -> Changed:
    """Return what `after` says otherwise."""
    was = {item.name: item.file_id for item in before.attachments.all()}
    now = {item.name: item.file_id for item in after.attachments.all()}
    met_before = {remark["criterion"] for remark in before.remarks if remark["met"]}
    met_now = {remark["criterion"] for remark in after.remarks if remark["met"]}
    return Changed(
        added=tuple(name for name in now if name not in was),
        changed=tuple(name for name in now if name in was and was[name] != now[name]),
        left_out=tuple(name for name in was if name not in now),
        now_met=tuple(text for text in _texts(after) if text in met_now - met_before),
        no_longer_met=tuple(text for text in _texts(after) if text in met_before - met_now),
    )


def _texts(version: Submission) -> list[str]:
    return [remark["criterion"] for remark in version.remarks]
