"""A list as a file."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse

from outhaul.documents.listing import Cell, csv_lines, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_file(
    kind: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponseBase:
    """Return a list as a file called `name`: `kind` is csv or xlsx. Raises Http404 for another kind."""
    if kind == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            csv_lines(header, rows), content_type="text/csv; charset=utf-8"
        )
    elif kind == "xlsx":
        response = HttpResponse(workbook(name, header, rows), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
