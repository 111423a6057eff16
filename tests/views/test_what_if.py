"""The page "what if": permanent addresses, refused ones, and nothing that is ever stored."""

import re
from dataclasses import replace

import pytest
from django.db import transaction
from django.urls import reverse

from games.access import Viewer, ViewerKind, link_token
from games.models import Game, LogEntry, Settlement, TeamDecision
from games.rules.model import Note
from games.rules.substitutes import foundings
from games.selectors.record import record_of
from games.selectors.whatif.page import what_if
from games.selectors.whatif.reckoning import RoundFound, change_of, outcome_of
from games.selectors.whatif.wishes import ground_of, typed_value, wish_of, wishes_of
from games.selectors.whatif.words import uncompared
from tests.recorded import recorded

pytestmark = pytest.mark.django_db
ROUNDS = 3
GERMAN = {"accept-language": "de"}


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """One game on record for all tests, which read alone."""
    whole = transaction.atomic()
    # As the tests' own: the services ask for a durable block within it.
    whole._from_testcase = True
    with django_db_blocker.unblock(), whole:
        yield recorded(ROUNDS, cooperation_model="alles")
        transaction.set_rollback(True)


@pytest.fixture
def viewer(kept):
    return Viewer(ViewerKind.REVIEW, kept.game.pk)


@pytest.fixture
def record(viewer):
    return record_of(viewer)


@pytest.fixture
def ground(viewer, record):
    return ground_of(viewer, record)


@pytest.fixture
def address(kept):
    return reverse("review_what_if", args=[link_token(ViewerKind.REVIEW, kept.game)])


def outcome(ground, *tokens):
    found, wrong = wishes_of(ground, tokens)
    assert wrong == ()
    return outcome_of(ground, found)


def test_no_wish_is_the_record_itself(ground, record):
    same = outcome_of(ground, [])
    assert same.parting is None
    assert same.again == same.played
    assert [(each.void, each.revived, each.gaps) for each in same.rounds] == [((), (), ())] * ROUNDS
    end = record.states[-1].towns
    assert {row.town: row.account_again for row in same.towns} == {
        name: town.account for name, town in end.items()
    }


def test_wishing_what_was_played_is_the_record_too(ground, record):
    number, town, service, level = next(
        (number, town, service, level)
        for number, decided in enumerate(record.decisions, start=1)
        for town, each in decided.items()
        for service, level in each.levels.items()
    )
    assert outcome(ground, f"stufe:{town}:{service}:{number}:{level.value}").parting is None
    assert outcome(ground, "modell:alles").parting is None


def test_every_choice_of_the_page_can_be_reckoned(viewer, record, ground):
    page = what_if(viewer, record, [])
    tokens = [choice.value for group in page.offered.groups for choice in group.choices]
    assert len(tokens) == len(set(tokens)) > 20
    kinds = {token.split(":")[0] for token in tokens}
    assert {"modell", "fonds", "schluessel", "ohne", "allein", "beitritt"} <= kinds
    for token in tokens:
        compared = what_if(viewer, record, [token]).compared
        assert compared.finding
        assert compared.lines
        assert sum(row.row.difference for row in compared.towns) == (
            compared.outcome.again.result - compared.outcome.played.result
        )


def test_without_an_agreement_fewer_are_left(ground):
    first = ground.founded[0].agreement.id
    found = outcome(ground, f"ohne:{first}")
    assert found.again.agreements < found.played.agreements
    assert found.parting.round >= ground.founded[0].round
    ((_, then, now),) = found.services
    assert now.members < then.members


def test_single_members_can_stay_away_or_leave(ground, record):
    founded = next(each for each in ground.founded if each.round < ROUNDS)
    town = founded.agreement.members[-1]
    never = outcome(ground, f"nie:{founded.agreement.id}:{town}")
    leaving = outcome(ground, f"kuendigt:{founded.agreement.id}:{town}:{founded.round + 1}")
    assert never.parting.round == founded.round
    assert leaving.parting.round == founded.round + 1


def test_another_fund_none_and_nobody_in_it(ground):
    assert outcome(ground, "fonds:nein").again.fund == 0
    assert outcome(ground, "beitritt:nein").again.grants == 0
    other = outcome(ground, "fonds:rendsburg")
    assert [gap.item for gap in other.gaps] == ["fund"]


def test_a_rule_with_another_value_holds_from_the_first_round(ground):
    found = outcome(ground, "regel:finance.levy_rate:1000")
    assert found.parting.round == 1
    assert found.again.result > found.played.result


def test_several_wishes_hold_at_once_and_the_later_of_one_kind_counts(ground):
    found, wrong = wishes_of(ground, ["modell:verband", "fonds:nein", "modell:vertraege"])
    assert [wish.token for wish in found] == ["modell:vertraege", "fonds:nein"]
    assert wrong == ()
    change = change_of(ground, found)
    assert change.model == "vertraege"
    assert {model.fund for model in change.scenario.models.values()} == {""}


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("modell:quark", "Ein Modell „quark“ gibt es hier nicht."),
        ("fonds:quark", "Einen Fonds „quark“ gibt es hier nicht."),
        ("schluessel:quoten", "Einen Schlüssel „quoten“ gibt es hier nicht."),
        ("stufe:auestadt:kita:99:sparen", "Runde „99“ wurde nicht gespielt"),
        ("stufe:auestadt:kita:0:sparen", "Runde „0“ wurde nicht gespielt"),
        ("stufe:auestadt:kita:2:verschenken", "Eine Stufe „verschenken“ gibt es nicht."),
        ("stufe:auestadt:raumfahrt:2:sparen", "Eine Leistung „raumfahrt“ gibt es hier nicht."),
        ("stufe:atlantis:kita:2:sparen", "Eine Gemeinde „atlantis“ gibt es hier nicht."),
        ("ohne:freibad-77", "Einen Vertrag „freibad-77“ gab es im Spiel nicht."),
        ("regel:finance.levy_rate:99999999", "liegt außerhalb dessen, was die Regeln zulassen"),
        ("regel:finance.levy_rate:-5", "liegt außerhalb dessen, was die Regeln zulassen"),
        ("regel:finance.levy_rate:viel", "„viel“ ist keine Zahl"),
        ("regel:towns.geheim:1", "Eine Regel „towns.geheim“ gibt es hier nicht."),
        ("ausgleich:ja", "Hier ist nur „nein“ möglich"),
        ("modell", "ist hier unbekannt"),
        ("<b>x</b>", "ist hier unbekannt"),
        ("modell:a:b", "ist hier unbekannt"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(client, address, token, said):
    answer = client.get(address, {"anders": token}, headers={"accept-language": "de"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert said in text
    assert "<b>x</b>" not in text
    # The choices are still there.
    assert 'id="if-wish"' in text


def test_more_than_five_wishes_are_too_many(ground):
    tokens = [f"allein:{town}" for town in ground.scenario.municipalities]
    found, wrong = wishes_of(ground, tokens)
    assert len(found) == 5
    assert wrong == ("Höchstens 5 Dinge können zugleich anders sein.",)


def test_what_is_put_together_in_a_form_has_one_permanent_address(client, address):
    made = client.get(
        address, {"anders": "fonds:nein", "regel": "finance.levy_rate", "wert": "46,5 %"}
    )
    assert made.status_code == 302
    assert made.url == f"{address}?anders=fonds:nein&anders=regel:finance.levy_rate:4650"
    level = client.get(
        address, {"gemeinde": "auestadt", "leistung": "kita", "runde": "2", "stufe": "sparen"}
    )
    assert level.url == f"{address}?anders=stufe:auestadt:kita:2:sparen"
    member = client.get(address, {"vertrag": "freibad-1", "wer": "auestadt", "wann": "nie"})
    assert member.url == f"{address}?anders=nie:freibad-1:auestadt"
    first, second = client.get(made.url), client.get(made.url)
    assert first.status_code == 200
    assert _without_token(first) == _without_token(second)


def _without_token(answer):
    return re.sub(r'nonce="[^"]*"|csrf\w*" value="[^"]*"', "", answer.content.decode())


@pytest.mark.parametrize(
    ("path", "typed", "stored"),
    [
        ("finance.levy_rate", "46,5", "4650"),
        ("finance.levy_rate", "46.25 %", "4625"),
        ("finance.levy_rate", "50", "5000"),
        ("finance.levy_rate", "46,555", "46,555"),
        ("finance.levy_rate", "viel", "viel"),
        ("housing.land_profit", "12.500 €", "12500"),
        ("finance.cost_growth", "−1,5", "-150"),
    ],
)
def test_numbers_are_typed_as_people_write_them(path, typed, stored):
    assert typed_value(path, typed) == stored


def test_nothing_is_written(client, address, kept, viewer, ground):
    def stored():
        return (
            LogEntry.objects.count(),
            LogEntry.objects.filter(game=kept.game).order_by("-sequence").values_list("digest")[0],
            list(Settlement.objects.order_by("pk").values_list("digest", flat=True)),
            list(TeamDecision.objects.order_by("pk").values_list("content", flat=True)),
            Game.objects.values().get(pk=kept.game.pk),
        )

    before = stored()
    first = ground.founded[0].agreement.id
    for token in ("", "modell:allein", f"ohne:{first}", "allein:auestadt", "modell:quark"):
        client.get(address, {"anders": token})
    assert stored() == before


def test_the_page_asks_little_of_the_database(client, address, django_assert_max_num_queries):
    for query in ("", "?anders=modell:verband", "?anders=regel:finance.levy_rate:4650"):
        client.get(address + query)
        with django_assert_max_num_queries(12):
            assert client.get(address + query).status_code == 200


def test_leaving_shows_each_town_and_leads_to_its_comparison(viewer, record, ground):
    table = what_if(viewer, record, []).leaving
    for _more in ground.scenario.municipalities:
        if table.missing:
            assert table.finding == ""
            table = what_if(viewer, record, []).leaving
    assert [each.town.id for each in table.rows] == list(ground.scenario.municipalities)
    assert table.finding
    for each in table.rows:
        alone = outcome(ground, f"allein:{each.town.id}")
        row = next(row for row in alone.towns if row.town == each.town.id)
        assert each.gain == row.difference
        assert each.query == f"anders=allein:{each.town.id}"


def test_closed_ballots_stay_closed(viewer, record, ground):
    town = next(iter(ground.scenario.municipalities))
    card = next(iter(ground.scenario.projects))
    note = Note("not_voter", town, card, {"limit": 1, "wanted": 1})
    shown = replace(outcome_of(ground, []), rounds=(RoundFound(1, (note,), (), ()),))
    options = replace(ground.scenario.options, closed_ballot=True)
    assert uncompared(ground.scenario, shown)[0].count == 1
    assert uncompared(replace(ground.scenario, options=options), shown) == ()


def test_titles_tell_agreements_of_one_kind_apart(ground, record):
    titles = [ground.agreement_title(each) for each in ground.founded]
    assert len(set(titles)) == len(titles)
    assert foundings(record.settlements, record.decisions) == ground.founded
    assert wish_of(ground, f"ohne:{ground.founded[0].agreement.id}").title.startswith("Ohne ")


def test_where_the_ways_part_leads_to_that_moment_in_the_time_machine(client, address):
    page = client.get(address, {"anders": "fonds:nein"}, headers=GERMAN).content.decode()
    link = re.search(r'id="if-parting-moment" href="([^"]+)"', page)[1].replace("&amp;", "&")
    number = int(re.search(r"runde=(\d+)", link)[1])
    assert f"In <b>Runde {number}</b> wird zum ersten Mal anders abgerechnet" in page

    moment = client.get(link, headers=GERMAN, follow=True)

    assert moment.resolver_match.url_name == "review_time"
    assert "moment=" in moment.redirect_chain[-1][0]
    assert f"Abrechnung Runde {number}" in moment.content.decode()
