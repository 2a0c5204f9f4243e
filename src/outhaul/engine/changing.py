"""Guards of a change order: what was handed in stays, and the rate never falls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from outhaul.engine.saying import say
from outhaul.engine.terms import Terms
from outhaul.engine.verdict import Answer, Guard, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A milestone as the guards see it."""

    key: str
    name: str
    criteria: tuple[str, ...]
    due_on: date
    fee: Decimal


def guard_change(
    before: Terms, after: Terms, pieces: Sequence[Piece], settled: Mapping[str, Piece]
) -> tuple[Verdict, ...]:
    """Return what scope (§SIGN-2) and pay (§SIGN-3) say of a changed agreement.

    `settled` are the milestones whose result was submitted or accepted already, as they were agreed, by key.
    """
    return (_leaves_what_is_done(pieces, settled), _is_never_a_cut(before, after))


def _leaves_what_is_done(pieces: Sequence[Piece], settled: Mapping[str, Piece]) -> Verdict:
    now = {piece.key: piece for piece in pieces}
    for key, done in settled.items():
        if now.get(key) != done:
            reason = say("{name} was submitted or accepted already and would change.", name=done.name)
            return _block(Guard.SCOPE, "SIGN-2", reason, say("Leave it as it is; add a milestone for more."))
    reason = say("Nothing that was submitted or accepted changes.")
    return Verdict(guard=Guard.SCOPE, answer=Answer.PASS, rule="SIGN-2", reason=reason)


def _is_never_a_cut(before: Terms, after: Terms) -> Verdict:
    figures = {"before": before.rate, "after": after.rate}
    if before.currency != after.currency:
        reason = say(
            "The currency would change from {before} to {after}.",
            before=before.currency,
            after=after.currency,
        )
        return _block(
            Guard.PAY, "SIGN-3", reason, say("Make a new engagement in the other currency."), figures
        )
    if after.rate < before.rate:
        reason = say(
            "The rate would fall from {before:.2f} {currency} to {after:.2f} {currency}.",
            before=before.rate,
            after=after.rate,
            currency=after.currency,
        )
        return _block(Guard.PAY, "SIGN-3", reason, say("Keep the rate; agree on fewer hours."), figures)
    reason = say(
        "The rate does not fall: {rate:.2f} {currency} an hour.", rate=after.rate, currency=after.currency
    )
    return Verdict(guard=Guard.PAY, answer=Answer.PASS, rule="SIGN-3", reason=reason, figures=figures)


def _block(
    guard: Guard, rule: str, reason: str, fix: str, figures: Mapping[str, float] | None = None
) -> Verdict:
    return Verdict(guard=guard, answer=Answer.BLOCK, rule=rule, reason=reason, fix=fix, figures=figures or {})
