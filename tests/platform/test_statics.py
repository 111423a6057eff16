"""Which files of front-end packages are served."""

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from planspiel.statics import PackageFinder, StaticFiles


@pytest.mark.parametrize(
    "path",
    [
        "kern/kern.min.css",
        "kern/fonts/fira-sans/FiraSans-Regular.woff2",
        "echarts/echarts.common.min.js",
        "echarts/echarts.min.js",
    ],
)
def test_find_listed_file_is_found(path):
    assert finders.find(path).endswith(path.partition("/")[2])


@pytest.mark.parametrize(
    "path",
    [
        "kern/kern.css",
        "echarts/echarts.js",
        "echarts/echarts.simple.min.js",
        "axe-core/axe.min.js",
        "echarts/../package.json",
        "kern/../../../../package.json",
        "kern",
    ],
)
def test_find_unlisted_file_is_not_found(path):
    assert PackageFinder().find(path) == []


def test_list_names_what_find_finds():
    finder = PackageFinder()
    listed = [f"{storage.prefix}/{path}" for path, storage in finder.list(None)]
    assert "kern/kern.min.css" in listed
    assert [path for path in listed if not finder.find(path)] == []


def test_static_files_answer_whole_and_leave_other_paths_alone(tmp_path):
    (tmp_path / "a.css").write_text("body{}")
    with override_settings(STATIC_ROOT=tmp_path):
        serve = StaticFiles(lambda request: HttpResponse("page"))
        whole = serve(RequestFactory().get("/static/a.css"))
        head = serve(RequestFactory().head("/static/a.css"))
        page = serve(RequestFactory().get("/"))
    assert (whole.content, whole["Content-Type"]) == (b"body{}", 'text/css; charset="utf-8"')
    assert not whole.streaming
    assert (head.status_code, head.content, page.content) == (200, b"", b"page")
