"""The page of the links, and that dead ones say nothing."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from games.models import ReviewLink
from games.selectors.review_links import review_links


def give(cast, frieda, url, label="Rat", until=""):
    answer = frieda.post(url("review_links"), {"label": label, "until": until})
    assert answer.status_code == 302
    newest = review_links(cast.frieda.viewer, timezone.now()).links[0]
    return reverse("review", kwargs={"token": newest.token})


def plain(answer, path):
    """What a page says, without its own address and the token against forged forms."""
    text = answer.content.decode().replace(path, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_a_new_link_stands_on_the_page_and_opens_the_review(cast, frieda, url):
    address = give(cast, frieda, url)

    assert address in frieda.get(url("review_links")).content.decode()
    assert Client().get(address).status_code == 200


def test_the_last_day_proposed_is_that_of_the_deletion(cast, frieda, url):
    day = cast.game.workshop.delete_on.isoformat()

    assert f'value="{day}"' in frieda.get(url("review_links")).content.decode()


def test_expired_revoked_and_guessed_links_get_the_same_answer_to_the_sign(cast, frieda, url):
    expired, revoked = give(cast, frieda, url), give(cast, frieda, url, "Presse")
    yesterday = timezone.localdate() - timedelta(days=1)
    ReviewLink.objects.filter(number=1).update(until=yesterday)
    frieda.post(url("review_link_revoke", link=2), {"request_id": "r"})
    guessed = reverse("review", kwargs={"token": "0" * 32 + "~" + "x" * 43})

    answers = [Client().get(path) for path in (expired, revoked, guessed)]

    assert {answer.status_code for answer in answers} == {404}
    bodies = {plain(answer, path) for answer, path in zip(
        answers, (expired, revoked, guessed), strict=True)}  # fmt: skip
    assert len(bodies) == 1
    assert cast.game.name not in bodies.pop()
    for path in (expired, revoked):
        for part in ("live/", "state.json", "export.csv", "partie.json"):
            assert Client().get(path + part).status_code == 404


def test_a_form_without_a_name_says_so_and_makes_nothing(cast, frieda, url):
    answer = frieda.post(url("review_links"), {"label": " ", "until": ""})

    assert answer.status_code == 422
    assert "Sagen Sie, für wen oder wofür der Link ist." in answer.content.decode()
    assert not ReviewLink.objects.exists()
