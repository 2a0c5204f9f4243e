"""Mail as work of the queue: it is sent if, and only if, what it tells of was kept."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from outhaul.apps.jobs.domain.running import PutOff, running, start
from outhaul.apps.jobs.models import ENDED, Job, State

MOST_TRIES = 6
WAIT = timedelta(minutes=1)
"""Before the second try; each further one waits twice as long."""


def post(  # noqa: PLR0913 -- the parts of a mail
    *,
    scope: str,
    to: str,
    subject: str,
    text: str,
    reply_to: str = "",
    once: str = "",
    papers: Mapping[str, bytes] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Job:
    """Put a mail into the queue, as part of the transaction around it.

    `once` names what the mail is about, such as "signature:3f2a:2": the Message-ID is made from it, so
    that a mail which a crash makes go out twice is known as one. Line breaks in `subject` become spaces.
    `papers` are PDF files that go with it, by their names; `headers` are further ones of its head.
    """
    mail: dict[str, object] = {
        "to": to,
        "subject": " ".join(subject.split()),
        "text": text.strip() + "\n",
        "reply_to": reply_to,
    }
    if papers:
        mail["papers"] = {name: b64encode(pdf).decode() for name, pdf in papers.items()}
    if headers:
        mail["headers"] = dict(headers)
    return start(send, scope=scope, once=once, **mail)


@task
def send(job: str, once: str, **mail: Any) -> None:  # noqa: ANN401 -- the arguments of `_message`
    """Send one mail; where the server would not take it, try again later."""
    with running(job) as report:
        if report is None:
            return
        try:
            _message(once or job, **mail).send()
        except (OSError, SMTPException) as error:
            tries = Job.objects.values_list("attempts", flat=True).get(key=job)
            if tries >= MOST_TRIES:
                raise
            raise PutOff(
                lambda at: _again(at, job=job, once=once, **mail), WAIT * 2 ** (tries - 1)
            ) from error


def _again(at: Any, **arguments: Any) -> str:  # noqa: ANN401 -- a time, and what `send` takes
    return str(send.using(run_after=at).enqueue(**arguments).id)


def _message(  # noqa: PLR0913 -- the parts of a mail
    name: str,
    *,
    to: str,
    subject: str,
    text: str,
    reply_to: str,
    papers: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    ours = {"Message-ID": message_id(name), "Auto-Submitted": "auto-generated"}
    message = EmailMessage(
        subject,
        text,
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers={**(headers or {}), **ours},
    )
    for called, pdf in (papers or {}).items():
        message.attach(called, b64decode(pdf), "application/pdf")
    return message


def message_id(name: str) -> str:
    """Return the Message-ID of the mail that `post` was told to send `once` as `name`."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"<{name.replace(':', '.')}@{domain}>"


@transaction.atomic
def forget(*, scope: str, words: Iterable[str]) -> None:
    """Forget all letters of the business `scope` in which one of `words` stands, in any part of them.

    Those that wait are not sent any more. One that is being sent at this moment is left.
    """
    wanted = [word.casefold() for word in words if word]
    ours = set(Job.objects.filter(scope=scope).exclude(task_id="").values_list("task_id", flat=True))
    letters = DBTaskResult.objects.filter(task_path=send.module_path).exclude(status=TaskResultStatus.RUNNING)
    found = [
        letter.pk
        for letter in letters.only("pk", "args_kwargs").iterator(chunk_size=500)
        if str(letter.pk) in ours and _tells(letter.args_kwargs, wanted)
    ]
    Job.objects.filter(scope=scope, task_id__in=map(str, found)).exclude(state__in=ENDED).update(
        state=State.CANCELLED, ended_at=timezone.now()
    )
    DBTaskResult.objects.filter(pk__in=found).delete()


def _tells(arguments: Any, words: Iterable[str]) -> bool:  # noqa: ANN401 -- as the queue keeps them
    text = " ".join(map(str, arguments["kwargs"].values())).casefold()
    return any(word in text for word in words)
