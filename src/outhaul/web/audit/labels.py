"""Short words for what events tell of: verbs, kinds of things, fields of the business file."""

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
    "asked for": _("asked for"),
    "chose": _("chose"),
    "shared": _("shared"),
    "tried": _("tried"),
    "began": _("began"),
    "activated": _("let begin"),
    "cancelled": _("cancelled"),
    "paused": _("paused"),
    "resumed": _("let go on"),
    "ended": _("ended"),
    "closed": _("closed"),
    "checked": _("checked"),
    "trained": _("recorded the training of"),
    "seated": _("said who is"),
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
    "scenario": _("the what-if"),
    "engagement": _("the engagement"),
    "statement": _("the statement of work"),
    "clause": _("the clause"),
    "training": _("the training"),
}

ROLES: Words = {
    "owner": _("owner"),
    "manager": _("manager"),
    "finance": _("finance"),
    "viewer": _("viewer"),
}

FIELDS: Words = {
    "name": _("name"),
    "id": _("short name"),
    "country": _("country"),
    "currency": _("currency"),
    "time_zone": _("time zone"),
    "working_hours": _("working hours"),
    "languages": _("languages"),
    "capital_budget": _("capital budget"),
    "owner_hour_value": _("worth of an hour of the owner"),
    "horizon_months": _("months to look ahead"),
    "discount_rate": _("yearly interest"),
    "people": _("people who work here"),
    "free_hours_per_month": _("free hours a month"),
    "cost_per_hour": _("cost of an hour"),
    "trained": _("trained"),
    "is_owner": _("is the owner"),
    "full_time": _("manages full time"),
    "occupation": _("occupation"),
    "hours_per_month": _("hours a month"),
    "home_cost_per_hour": _("cost of an hour at home"),
    "owner_share": _("share of the owner"),
    "answers": _("answers"),
    "second_answers": _("answers of the second person"),
    "min_overlap_hours": _("shared hours a day"),
    "language": _("language"),
    "hours_are_estimated": _("hours are estimated"),
    "accept_prepare": _("may be prepared"),
    "pin": _("wish"),
    "fixed_cost_per_month": _("cost a month"),
    "cost_per_seat_per_month": _("cost a month and contractor"),
    "capital_cost": _("cost once"),
    "needed_by": _("needed by"),
    "rate_per_hour": _("rate an hour"),
    "risk_weight": _("weight of bad luck"),
    "premium_min": _("least pay above the market"),
    "premium_max": _("most pay above the market"),
    "home_discount_min": _("least saving against home"),
    "max_country_share": _("most in one country"),
    "exclude_countries": _("countries ruled out"),
    "owner_hours_goal": _("hours of the owner to free"),
    "role": _("role"),
    "changes": _("what is tried"),
}
"""Field -> its short label; the named figures among the assumptions are called by their names."""

AGREED: Words = {
    "manager": _("manager"),
    "deputy": _("deputy"),
    "state": _("state"),
    "reason": _("reason"),
    "result": _("result"),
    "milestones": _("milestones"),
    "checkpoints": _("checkpoints"),
    "clauses": _("clauses"),
    "terms": _("terms"),
    "scope": _("scope"),
    "review_days": _("days to answer"),
    "silence_accepts": _("silence accepts"),
    "client": _("client"),
    "contractor": _("contractor"),
    "law": _("law"),
    "title": _("title"),
    "why": _("what it is for"),
    "text": _("text"),
    "in_use": _("in use"),
}
"""Field of an engagement, its statement or a clause -> its short label."""

SHARES = frozenset(
    {
        "discount_rate",
        "owner_share",
        "risk_weight",
        "premium_min",
        "premium_max",
        "home_discount_min",
        "max_country_share",
    }
)
"""Fields whose numbers are told in percent."""


def word(words: Words, key: str) -> str:
    """Return the word for `key` in the person's language; what has none is called by its own name."""
    return str(words.get(key, key.replace("_", " ")))
