"""Several people at once: nobody overwrites anybody, and nothing is locked for good."""

from pathlib import Path

from tests.apps.installation import run

AT_ONCE = """
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.audit.domain.trail import broken_at, record
from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.entries import Conflict, add_entry, set_field

from outhaul.apps.planning.domain.sample import make_sample, sample_visit
from outhaul.cli.demo import samples
from outhaul.reference.tables import load

make_sample(samples(), reference=load())
olivia, marco = (sample_visit(f"{name}@harbour-bakery.example") for name in ("olivia", "marco"))
scope, reference = olivia.business.key, load()


def all_at_once(*works):
    ready, outcomes = threading.Barrier(len(works)), []

    def do(work):
        ready.wait()
        try:
            outcomes.append(work())
        except Exception as error:
            outcomes.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(outcomes)


def change(visit, hours):
    def work():
        entry = access_entry(visit, "processes", KEY)
        try:
            set_field(visit, entry, "hours_per_month", hours, reference=reference, was=BEFORE)
        except Conflict as conflict:
            return f"conflict with {conflict.theirs}" if conflict.theirs in (41, 43) else "odd"
        return "changed"

    return work


def write(number):
    def work():
        for turn in range(20):
            record(scope=scope, actor=olivia.user, verb="changed", thing="processes", name=f"{number}.{turn}")
        return "written"

    return work
"""

SAME_FIELD = """
told = {"occupation": "bookkeeping", "hours_per_month": 40}
entry = add_entry(olivia, "processes", told, reference=reference)
KEY, BEFORE = entry.key, 40
outcomes = all_at_once(change(olivia, 41), change(marco, 43))
kept = access_entry(olivia, "processes", KEY).told["hours_per_month"]
print(json.dumps([outcomes, kept in (41, 43) and f"conflict with {kept}" in outcomes, broken_at(scope)]))
"""

TRAIL = """
before = Event.objects.filter(scope=scope).count()
outcomes = all_at_once(*(write(number) for number in range(8)))
print(json.dumps([outcomes, Event.objects.filter(scope=scope).count() - before, broken_at(scope)]))
"""

SAME_ROW = """
bread = {"name": "Bread", "occupation": "bookkeeping"}


def add(visit):
    return lambda: add_entry(visit, "processes", bread, reference=reference).key


def ask(visit):
    return lambda: ask_for_plan(visit, reference=reference).key


keys = all_at_once(*[add(olivia), add(marco)] * 2)
plans = all_at_once(*[ask(olivia), ask(marco)] * 2)
print(json.dumps([keys, len(set(plans)), broken_at(scope)]))
"""


def test_of_two_who_change_the_same_field_one_is_told(tmp_path: Path) -> None:
    outcomes, told, broken = run(AT_ONCE + SAME_FIELD, tmp_path)
    assert (outcomes[0], outcomes[1][:13], told, broken) == ("changed", "conflict with", True, None)


def test_eight_who_write_at_once_leave_a_whole_trail_and_nobody_is_locked_out(tmp_path: Path) -> None:
    assert run(AT_ONCE + TRAIL, tmp_path) == [["written"] * 8, 160, None]


def test_rows_added_at_once_get_keys_of_their_own_and_a_plan_asked_for_at_once_is_made_once(
    tmp_path: Path,
) -> None:
    assert run(AT_ONCE + SAME_ROW, tmp_path) == [["bread", "bread-2", "bread-3", "bread-4"], 1, None]
