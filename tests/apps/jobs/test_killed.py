"""A worker is killed in the middle of a plan; the next one makes it. Real processes, real database."""

from pathlib import Path

from tests.apps.installation import run

KILL = """
from django.utils import timezone
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.jobs.models import Job
from outhaul.apps.planning.domain.access import access_entries
from outhaul.apps.planning.domain.entries import remove_entry

from outhaul.apps.planning.domain.sample import make_sample, sample_visit
from outhaul.cli.demo import samples
from outhaul.reference.tables import load


def worker():
    return subprocess.Popen([sys.executable, "-m", "outhaul", "worker"])


def wait_until(reached):
    for _ in range(6000):
        job = Job.objects.get()
        if reached(job):
            return job
        time.sleep(0.02)
    raise TimeoutError(str(Job.objects.get()))


make_sample(samples(), reference=load())
olivia = sample_visit()
for entry in [*access_entries(olivia, "processes")[2:], *access_entries(olivia, "tools")]:
    remove_entry(olivia, entry)
plan = ask_for_plan(olivia, reference=load(), scenarios=64)
first = worker()
wait_until(lambda job: job.share > 0)
first.kill()
first.wait()
killed = Job.objects.get()
Job.objects.update(leased_until=timezone.now())  # as if half a minute had passed
second = worker()
job = wait_until(lambda job: job.is_over)
second.terminate()
told = {
    "killed": [killed.state, 0 < killed.share < 1],
    "then": [job.state, job.share, job.attempts],
    "made": olivia.business.plans.get().is_made,
    "worker": second.wait(20),
}
connection.close()
print(json.dumps(told))
"""


def test_the_plan_of_a_killed_worker_is_made_by_the_next(tmp_path: Path) -> None:
    assert run(KILL, tmp_path) == {
        "killed": ["running", True],
        "then": ["done", 1.0, 2],
        "made": True,
        "worker": 0,
    }
