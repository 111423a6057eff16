"""Front-end packages: exactly the files that pages load, straight from ``node_modules``."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

PACKAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "kern": (
        "@kern-ux/native/dist",
        (
            "kern.min.css",
            "fonts/fira-sans.css",
            "fonts/fira-sans/*.woff2",
            "js/kern-kopfzeile.js",
        ),
    ),
    "echarts": ("echarts/dist", ("echarts.common.min.js", "echarts.min.js")),
}
"""URL prefix below ``static/`` -> folder in ``node_modules`` and the files served from it."""


class PackageFinder(BaseFinder):
    """Finds the listed files of the listed packages and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storages: dict[str, FileSystemStorage] = {}
        for prefix, (folder, _) in PACKAGES.items():
            storage = FileSystemStorage(location=self._root() / folder)
            # collectstatic reads the address prefix from the storage.
            storage.prefix = prefix  # type: ignore[attr-defined]
            self.storages[prefix] = storage

    @staticmethod
    def _root() -> Path:
        return Path(settings.BASE_DIR) / "node_modules"

    def check(self, **_: Any) -> list[Any]:
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:  # noqa: FBT001, FBT002
        """Absolute path of a served file, or an empty list."""
        prefix, _slash, rest = path.partition("/")
        folder, patterns = PACKAGES.get(prefix, ("", ()))
        file = self._root() / folder / rest
        if not any(fnmatch(rest, pattern) for pattern in patterns) or not file.is_file():
            return []
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Every served file with the storage that reads it."""
        for prefix, (folder, patterns) in PACKAGES.items():
            root = self._root() / folder
            for pattern in patterns:
                for file in sorted(root.glob(pattern)):
                    yield file.relative_to(root).as_posix(), self.storages[prefix]


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise that answers with whole files.

    Its file iterator is synchronous, so under ASGI Django would read it in a thread, chunk by
    chunk, and warn each time; the largest file here has about 370 kB when compressed.
    """

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """The file with the headers that WhiteNoise prepared."""
        prepared = static_file.get_response(request.method, request.META)
        content = b""
        if prepared.file is not None:
            with prepared.file as file:
                content = file.read()
        response = HttpResponse(content, status=int(prepared.status))
        for name, value in prepared.headers:
            response[name] = value
        return response
