"""What was delivered, when and in how many versions: what scorecards are computed from (§PERFORM-5)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import HourEntry, Submission
from outhaul.apps.review.domain.home import Home
from outhaul.apps.work.lifecycles import EngagementState, MilestoneState, StatementState
from outhaul.apps.work.models import Engagement, Milestone, Statement

A_VERSION = 0.25
"""What a further version takes of the first one's work where no hours are logged (§PERFORM-12)."""
DONE = frozenset({MilestoneState.ACCEPTED, MilestoneState.INVOICED, MilestoneState.PAID})
ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version that was handed in, and its answer."""

    made_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    is_accepted: bool
    by_silence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One milestone as it went."""

    engagement: int
    name: str
    due_on: date
    """The day agreed on, later by the days that the client answered late."""
    versions: tuple[Version, ...]
    """The first one first; those that were taken back are not among them."""
    is_done: bool
    accepted_at: datetime | None
    is_changed: bool
    """Whether a change order took it out, or changed what it is: it does not count."""
    rework: float
    """Share of its hours that came after the first request for changes."""
    delivered_on: date | None
    """The day of the version that was accepted in the end."""
    is_open: bool
    """Whether the engagement still works on it."""

    @property
    def first_pass(self) -> bool | None:
        """Whether the first version was accepted; None while it is not answered."""
        first = self.versions[0] if self.versions else None
        return first.is_accepted if first and first.answered_at else None

    def was_on_time(self, today: date) -> bool | None:
        """Whether it came in time; None where that cannot be said yet.

        What waits for the client's answer is nobody's delay.
        """
        if self.delivered_on is not None:
            return self.delivered_on <= self.due_on
        waits = bool(self.versions) and self.versions[-1].answered_at is None
        return False if self.is_open and not waits and self.due_on < today else None


def deliveries(engagements: Iterable[Engagement], home: Home) -> Mapping[int, tuple[Delivery, ...]]:
    """Return how each milestone of each engagement went; four queries, however many there are."""
    rows = {row.pk: row for row in engagements}
    milestones = list(Milestone.objects.filter(engagement__in=rows))
    versions = _versions(rows)
    changed = changed_milestones(rows)
    rework = _rework_hours(rows, versions)
    found: dict[int, list[Delivery]] = {pk: [] for pk in rows}
    for milestone in milestones:
        row = rows[milestone.engagement_id]
        found[row.pk].append(
            _delivery(
                milestone,
                versions.get(milestone.pk) or _by_steps(milestone),
                home,
                is_changed=milestone.dropped_at is not None or (row.pk, milestone.key) in changed,
                rework=rework.get(milestone.pk),
                is_open=row.state in {EngagementState.ACTIVE, EngagementState.CLOSING},
            )
        )
    return {pk: tuple(those) for pk, those in found.items()}


def _versions(rows: Mapping[int, Engagement]) -> Mapping[int, tuple[Version, ...]]:
    found: defaultdict[int, list[Version]] = defaultdict(list)
    those = Submission.objects.filter(milestone__engagement__in=rows, withdrawn_at=None).order_by("number")
    columns = (
        "milestone",
        "made_at",
        "answer_by",
        "review__made_at",
        "review__decision",
        "review__by_silence",
    )
    for milestone, made_at, answer_by, answered_at, decision, by_silence in those.values_list(*columns):
        found[milestone].append(
            Version(
                made_at=made_at,
                answer_by=answer_by,
                answered_at=answered_at,
                is_accepted=decision == ACCEPTED,
                by_silence=bool(by_silence),
            )
        )
    return {pk: tuple(versions) for pk, versions in found.items()}


def _by_steps(milestone: Milestone) -> tuple[Version, ...]:
    """Return the one version of a milestone that was handed in without a submission of its own."""
    at = milestone.submitted_at
    if at is None:
        return ()
    return (
        Version(
            made_at=at,
            answer_by=at,
            answered_at=milestone.accepted_at,
            is_accepted=milestone.accepted_at is not None,
        ),
    )


def changed_milestones(engagements: Collection[int]) -> frozenset[tuple[int, str]]:
    """Return which milestones, by engagement and key, a change order made something else."""
    signed = Statement.objects.filter(engagement__in=engagements, state=StatementState.SIGNED)
    texts: dict[tuple[int, str], tuple[str, tuple[str, ...]]] = {}
    changed: set[tuple[int, str]] = set()
    for engagement, content in signed.order_by("number", "issue").values_list("engagement", "content"):
        for item in content.get("milestones", ()):
            place = (engagement, item["key"])
            said = (item["deliverable"], tuple(item["criteria"]))
            if texts.setdefault(place, said) != said:
                changed.add(place)
    return frozenset(changed)


def _rework_hours(
    rows: Mapping[int, Engagement], versions: Mapping[int, Sequence[Version]]
) -> Mapping[int, float]:
    """Return the share of logged hours after the first request for changes, where hours are logged."""
    logged = HourEntry.objects.filter(engagement__in=rows).exclude(
        state__in=[HoursState.REMOVED, HoursState.REJECTED]
    )
    whole: defaultdict[int, float] = defaultdict(float)
    again: defaultdict[int, float] = defaultdict(float)
    for milestone, day, hours in logged.values_list("milestone", "on", "hours"):
        whole[milestone] += float(hours)
        refused = next(
            (
                one.answered_at
                for one in versions.get(milestone, ())
                if one.answered_at and not one.is_accepted
            ),
            None,
        )
        if refused is not None and day > refused.date():
            again[milestone] += float(hours)
    return {pk: again[pk] / hours for pk, hours in whole.items() if hours > 0}


def _delivery(  # noqa: PLR0913 -- what one milestone is made of
    milestone: Milestone,
    versions: tuple[Version, ...],
    home: Home,
    *,
    is_changed: bool,
    rework: float | None,
    is_open: bool,
) -> Delivery:
    is_done = milestone.state in DONE
    further = A_VERSION * max(0, len(versions) - 1)
    last = versions[-1].made_at if versions else milestone.submitted_at or milestone.accepted_at
    return Delivery(
        engagement=milestone.engagement_id,
        name=milestone.name,
        due_on=milestone.due_on + _client_days(versions),
        versions=versions,
        is_done=is_done,
        accepted_at=milestone.accepted_at,
        is_changed=is_changed,
        rework=further / (1 + further) if rework is None else rework,
        delivered_on=home.day_of(last) if is_done and last else None,
        is_open=is_open,
    )


def _client_days(versions: Iterable[Version]) -> timedelta:
    """Return how many days the client answered later than agreed."""
    late = [one.answered_at - one.answer_by for one in versions if one.answered_at is not None]
    return timedelta(days=sum(max(0, wait.days + (wait.seconds > 0)) for wait in late if wait > timedelta()))
