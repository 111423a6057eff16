"""A template that was on the page a moment ago and is not free any more."""

import json


def test_a_template_that_is_gone_is_refused_with_what_to_do(cast, browser, url):
    cast.play_until("negotiating")
    answer = browser(cast.anna).post(
        url("offer_create"),
        {"round": 1, "template": "gibt_es_nicht"},
        headers={"Accept": "application/json"},
    )
    said = json.loads(answer.content)
    assert (answer.status_code, said["code"]) == (422, "template_gone")
    assert "andere Vorlage" in said["message"]
