"""Short words for what events tell of: verbs, kinds of things, roles."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

Words = Mapping[str, object]
"""Key -> its word, in the language of whoever reads it."""

VERBS: Words = {
    "founded": _("founded"),
    "invited": _("invited"),
    "joined": _("joined"),
    "revoked": _("took back"),
    "added": _("added"),
    "changed": _("changed"),
    "removed": _("took out"),
    "restored": _("put back"),
    "imported": _("read in"),
    "undid": _("undid"),
    "redid": _("redid"),
    "asked for": _("asked for"),
    "chose": _("chose"),
    "shared": _("shared"),
    "tried": _("tried"),
    "wrote": _("wrote"),
    "copied": _("copied"),
    "published": _("published"),
    "redrafted": _("took back into draft"),
    "closed": _("closed"),
    "reopened": _("reopened"),
    "filled": _("filled"),
    "opened": _("opened"),
    "overrode": _("overrode"),
    "applied": _("applied"),
    "amended": _("amended"),
    "withdrew": _("withdrew"),
    "lapsed": _("lapsed"),
    "sent": _("sent"),
    "accepted": _("accepted"),
    "declined": _("declined"),
    "began": _("began"),
    "activated": _("let begin"),
    "cancelled": _("cancelled"),
    "paused": _("paused"),
    "resumed": _("let go on"),
    "ended": _("ended"),
    "checked": _("checked"),
    "trained": _("recorded the training of"),
    "seated": _("said who is"),
    # signing, change orders, papers
    "signed": _("signed"),
    "completed": _("kept, signed by both,"),
    "reissued": _("issued anew"),
    "reminded": _("reminded of"),
    "asked": _("asked about"),
    "took over": _("took over"),
    "gave": _("gave"),
    "replaced": _("replaced"),
    "erased": _("erased"),
    # candidates weighed
    "shortlisted": _("put on the shortlist"),
    "interviewed": _("took into the interviews"),
    "tried out": _("took on trial"),
    "reconsidered": _("reconsidered"),
    "noted": _("wrote a note on"),
    "rated": _("rated the interview of"),
    "rated again": _("changed the rating of"),
    "proposed": _("proposed"),
    "agreed": _("noted the agreement to"),
    "submitted": _("noted the hand-in of"),
    "asked for changes": _("asked for changes to"),
    "refused": _("refused"),
    "quoted": _("made a quote of"),
    "took back": _("took back"),
    "put forward": _("put forward"),
    "rejected": _("rejected"),
    "merged": _("merged"),
    "parted": _("parted"),
    "kept longer": _("keeps longer"),
    "handed out": _("handed out"),
    "stopped": _("stopped"),
}

THINGS: Words = {
    "business": _("the business"),
    "policy": _("what is wanted"),
    "assumptions": _("the assumptions"),
    "managers": _("the manager"),
    "processes": _("the process"),
    "tools": _("the tool"),
    "quotes": _("the quote"),
    "member": _("the member"),
    "invitation": _("the invitation"),
    "plan": _("the plan"),
    "link": _("the link"),
    "import": _("the import"),
    "scenario": _("the what-if"),
    "brief": _("the brief"),
    "link of a brief": _("the link to the brief"),
    "application": _("the application"),
    "offer": _("the offer"),
    "engagement": _("the engagement"),
    "statement": _("the statement of work"),
    "clause": _("the clause"),
    "training": _("the training"),
    "change order": _("the change order"),
    "paper": _("the paper of"),
    # candidates weighed
    "candidacy": _("the candidate"),
    "note": _("the note on"),
    "trial": _("the trial task of"),
    "asked rate": _("the rate asked by"),
    "candidate": _("the candidate"),
    "candidates": _("the candidates"),
    "keeping": _("how long candidates are kept"),
}

ROLES: Words = {
    "owner": _("owner"),
    "manager": _("manager"),
    "finance": _("finance"),
    "viewer": _("viewer"),
}


def word(words: Words, key: str) -> str:
    """Return the word for `key` in the person's language; what has none is called by its own name."""
    return str(words.get(key, key.replace("_", " ")))
