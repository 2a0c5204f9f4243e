"""Both sides sign in the same moment: the engagement begins once."""

from pathlib import Path

from tests.apps.installation import run

BOTH = """
sys.path.insert(0, {root!r})
from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.sample import make_sample, sample_visit
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.cli.demo import samples
from outhaul.reference.tables import load
from tests.signing_made import HERE, ana_signs, code_for, sent
from outhaul.apps.work.domain.signing import sign_for_business

make_sample(samples(), reference=load())
olivia = sample_visit()
statement = sent(olivia)
code = code_for(statement)


def business():
    sign_for_business(olivia, statement, typed_name="Olivia", agrees=True, evidence=HERE)


works = [business, business, lambda: ana_signs(statement, code), lambda: ana_signs(statement, code)]
ready, faults = threading.Barrier(len(works)), []


def do(work):
    ready.wait()
    try:
        work()
    except Exception as error:
        faults.append(f"{{type(error).__name__}}: {{error}}")
    finally:
        connection.close()


threads = [threading.Thread(target=do, args=(work,)) for work in works]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
verbs = list(Event.objects.filter(scope=olivia.business.key).values_list("verb", flat=True))
print(json.dumps({{
    "faults": faults,
    "signed": verbs.count("signed"),
    "completed": verbs.count("completed"),
    "activated": verbs.count("activated"),
    "milestones": Milestone.objects.count(),
    "states": [Statement.objects.get().state, Engagement.objects.get().state],
    "broken": broken_at(olivia.business.key),
}}))
"""


def test_two_who_sign_at_once_and_twice_begin_the_work_once(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[3])
    assert run(BOTH.format(root=root), tmp_path) == {
        "faults": [],
        "signed": 2,
        "completed": 1,
        "activated": 1,
        "milestones": 2,
        "states": ["signed", "active"],
        "broken": None,
    }
