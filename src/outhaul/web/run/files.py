"""A file that was handed in: pictures are shown, all else is given to keep; nothing of it ever runs."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.gates import access_attachment
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.web.doors import for_power
from outhaul.web.run.previews import PICTURES


@for_power(Power.VIEW)
@require_safe
def attachment(request: HttpRequest, visit: Visit, attachment: str) -> HttpResponse:  # noqa: ARG001 -- a door's
    """Give the bytes of a file as they were handed in."""
    item = access_attachment(visit, attachment)
    is_picture = item.media_type in PICTURES
    answer = HttpResponse(
        bytes(item.file.content),
        content_type=item.media_type if is_picture else "application/octet-stream",
    )
    disposition = content_disposition_header(as_attachment=not is_picture, filename=item.name)
    answer["Content-Disposition"] = disposition or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
