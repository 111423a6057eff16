"""The pages of archive and anonymising, as the lead uses them."""

import pytest
from django.test import Client
from django.urls import reverse

from games.models import Workshop
from tests.planted import found, planted, title_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def cast(db):
    return planted()


@pytest.fixture
def at(cast):
    workshop = cast.game.workshop.public_id
    return lambda name: reverse(name, kwargs={"workshop_id": workshop})


def text(answer):
    return answer.content.decode()


def test_the_preview_counts_what_goes_and_changes_nothing(frieda, at):
    before = found()

    page = frieda.get(at("workshop_anonymise"))

    # Anna, Ben and Dora, and Anna once more by her planted name.
    taken = page.context["taken"]
    assert (taken.names, taken.messages, taken.notes, taken.invitations) == (4, 3, 3, 1)
    assert taken.entries > 10
    assert found() == before


def test_anonymised_by_form_it_says_so_everywhere(cast, frieda, at):
    wrong = frieda.post(at("workshop_anonymise"), {"typed": "Irrtum", "reason": "Frist"})
    assert wrong.status_code == 422
    assert 'value="Frist"' in text(wrong)

    done = frieda.post(at("workshop_anonymise"), {"typed": title_of(cast), "reason": "Frist"})

    assert done["Location"] == at("workshop_keep")
    assert found() == set()
    assert "Was anonymisiert ist, bleibt im Archiv" in text(frieda.get(at("workshop_keep")))
    assert "Anonymisiert und im Archiv" in text(frieda.get(at("workshop")))
    frieda.post(at("workshop_archive"), {"archived": "0"})
    assert Workshop.objects.get(pk=cast.game.workshop_id).archived_at is not None


@pytest.mark.parametrize(
    "name", ["cockpit", "cockpit_bundle", "lead_talks", "print_kit", "steering", "review_links"]
)
def test_the_facilitators_pages_still_open(cast, frieda, at, url, name):
    frieda.post(at("workshop_anonymise"), {"typed": title_of(cast), "reason": "Frist"})

    answer = frieda.get(url(name))

    assert answer.status_code == 200
    assert "krokofant" not in text(answer).lower()


def test_the_review_still_opens_and_names_nobody(cast, frieda, at, review_url):
    frieda.post(at("workshop_anonymise"), {"typed": title_of(cast), "reason": "Frist"})

    for name in ("review", "review_csv", "review_export", "review_bundle", "review_applications"):
        answer = Client().get(review_url(name))
        assert answer.status_code == 200
        assert "krokofant" not in text(answer).lower()


def test_the_archive_stands_apart_in_the_list(cast, frieda, at):
    frieda.post(at("workshop_archive"), {"archived": "1"})

    page = frieda.get(reverse("games"))

    assert [line.title for line in page.context["workshops"]] == []
    assert [line.title for line in page.context["archive"]] == [title_of(cast)]
    frieda.post(at("workshop_archive"), {"archived": "0"})
    assert frieda.get(reverse("games")).context["archive"] == []
