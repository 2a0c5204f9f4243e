"""The draft of a brief in the language of whoever writes it; from then on its words are theirs."""

from dataclasses import replace

from outhaul.engine.brief import Brief
from outhaul.wording.tongue import tell


def told_brief(brief: Brief) -> Brief:
    """Return `brief` with each text in the language spoken, as plain text; what nobody knows stays."""
    return replace(
        brief,
        title=_plain(brief.title),
        purpose=_plain(brief.purpose),
        deliverables=tuple(
            replace(item, name=_plain(item.name), criteria=tuple(map(_plain, item.criteria)))
            for item in brief.deliverables
        ),
        checkpoints=tuple(
            replace(look, name=_plain(look.name), deliverable=_plain(look.deliverable))
            for look in brief.checkpoints
        ),
        skills=tuple(map(_plain, brief.skills)),
        tools=tuple(map(_plain, brief.tools)),
    )


def _plain(text: str) -> str:
    return str(tell(text))
