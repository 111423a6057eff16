"""Files as answers: their kinds and how their names are made."""

from typing import Final

from django.http import HttpResponse
from django.utils.text import slugify

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP: Final = "application/zip"


def as_file(answer: HttpResponse, name: str, kind: str) -> HttpResponse:
    """An answer that the browser keeps under this name; signs that files dislike are left out."""
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "spiel"}.{kind}"'
    return answer
