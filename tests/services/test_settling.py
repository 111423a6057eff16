from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from games.enums import LogKind, MissingRule
from games.models import LogEntry, ScenarioVersion, Settlement, TeamDecision
from games.rules.codec import decision_from_json, settlement_to_json, state_from_json
from games.rules.settle import settle
from games.rules.stored import settlement_digest
from games.scenarios.load import build
from games.selectors.scenarios import scenario_of, state_after
from games.services import drafts, flow, seats
from tests import cast as people
from tests.cast import NOW


@pytest.fixture
def deciding(cast):
    """Anna's team has submitted, Dora's only drafted, the third is empty without a bot."""
    decide_in_round_1(cast)
    return cast


def decide_in_round_1(cast):
    flow.start_game(cast.frieda.viewer, fill_with_bots=False, now=NOW)
    cast.play_until("deciding")
    for person in (cast.anna, cast.dora):
        drafts.save_draft(
            person.viewer, round_number=1, revision=0, changes={"greenfield": 9}, now=NOW
        )
    drafts.submit(cast.anna.viewer, round_number=1, revision=1, now=NOW)


def close(cast, rule=None):
    flow.advance(
        cast.frieda.viewer,
        expected_round=1,
        expected_phase="deciding",
        missing_rule=rule,
        now=NOW,
    )
    return Settlement.objects.get(game=cast.game, round_number=1)


def test_submitted_and_drafted_count_and_the_rest_is_missing(deciding):
    settlement = close(deciding)
    saved = {"content": {"greenfield": 9}, "source": "team"}
    assert settlement.content["decisions"] == {
        "obertal": {**saved, "status": "submitted"},
        "mittelbach": {**saved, "status": "draft"},
        "niederau": {"content": {}, "source": "default", "status": "missing"},
    }


def test_drafts_do_not_count_under_the_other_rule(deciding):
    settlement = close(deciding, MissingRule.DEFAULT)
    assert {
        town: (made["status"], made["content"])
        for town, made in settlement.content["decisions"].items()
    } == {
        "obertal": ("submitted", {"greenfield": 9}),
        "mittelbach": ("missing", {}),
        "niederau": ("missing", {}),
    }


def test_rule_of_the_game_holds_where_none_is_named(db):
    cast = people.assemble(missing_rule="default")
    cast.play_until("deciding")
    drafts.save_draft(
        cast.anna.viewer, round_number=1, revision=0, changes={"greenfield": 9}, now=NOW
    )
    assert close(cast).content["decisions"]["obertal"]["status"] == "missing"


def test_a_region_without_any_decision_is_closed_in_one_go(db):
    cast = people.assemble()
    flow.start_game(cast.frieda.viewer, fill_with_bots=False, now=NOW)
    cast.play_until("deciding")
    before = {team.pk: team.version for team in cast.game.teams.all()}
    with CaptureQueriesContext(connection) as queries:
        close(cast)
    writes = [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]
    assert sum('INTO "games_teamdecision"' in sql for sql in writes) == 1
    assert sum(sql.startswith('UPDATE "games_team" ') for sql in writes) == 1
    rows = TeamDecision.objects.filter(team__game=cast.game)
    assert {row.status for row in rows} == {"missing"}
    after = {team.pk: team.version for team in cast.game.teams.all()}
    assert after == {pk: version + 1 for pk, version in before.items()}


def test_missing_is_a_status_and_never_a_zero(deciding):
    close(deciding)
    row = TeamDecision.objects.get(team__game=deciding.game, team__town="niederau")
    assert (row.status, row.source, row.content) == ("missing", "default", {})
    assert row.submitted_at is None


def test_log_names_settlement_engine_and_missing_towns(deciding):
    settlement = close(deciding)
    entry = LogEntry.objects.get(game=deciding.game, kind=LogKind.ROUND_SETTLED)
    assert entry.payload == {
        "settlement": settlement.digest,
        "engine": settlement.engine_version,
        "missing": ["niederau"],
    }
    assert (entry.round_number, entry.phase) == (1, "deciding")


def test_stored_settlement_is_what_the_engine_says(deciding):
    stored = close(deciding)
    scenario = build(ScenarioVersion.objects.get(pk=deciding.game.scenario_id).content)
    before = Settlement.objects.get(game=deciding.game, round_number=0)
    decisions = {
        town: decision_from_json(made["content"])
        for town, made in stored.content["decisions"].items()
    }
    again = settlement_to_json(settle(scenario, state_from_json(before.state_after), decisions))
    assert stored.state_after == again["state_after"]
    for key in ("postings", "notes", "event", "services"):
        assert stored.content[key] == again[key]
    assert stored.engine_version == again["engine_version"]


def test_digest_covers_everything_stored(deciding):
    stored = close(deciding)
    parts = (stored.round_number, stored.engine_version, stored.state_after, stored.content)
    assert stored.digest == settlement_digest(*parts)
    changed = {**stored.content, "notes": ["changed"]}
    assert stored.digest != settlement_digest(*parts[:3], changed)


def test_next_round_goes_on_from_the_stored_state(deciding):
    close(deciding)
    deciding.play_until("settled", round_number=2)
    states = [state_after(deciding.game.pk, number) for number in (0, 1, 2)]
    assert [state.round for state in states] == [1, 2, 3]


def test_bots_decide_when_deciding_starts(cast):
    cast.play_until("deciding")
    row = TeamDecision.objects.get(team__game=cast.game)
    assert (row.team.town, row.status, row.source) == ("niederau", "submitted", "bot")
    assert row.submitted_at == NOW


def test_bot_set_while_deciding_submits_at_once(deciding):
    team = deciding.teams[2]
    seats.set_bot(deciding.frieda.viewer, team_id=team.pk, bot="reziprok", now=NOW)
    row = TeamDecision.objects.get(team=team)
    assert (row.status, row.source) == ("submitted", "bot")


def test_bot_leaves_what_people_have_submitted(deciding):
    team = deciding.teams[0]
    seats.set_bot(deciding.frieda.viewer, team_id=team.pk, bot="reziprok", now=NOW)
    row = TeamDecision.objects.get(team=team)
    assert (row.content, row.source) == ({"greenfield": 9}, "team")


def test_scenario_is_built_once_and_read_without_a_query(cast, django_assert_num_queries):
    game = cast.fresh()
    first = scenario_of(game)
    assert game.scenario.digest
    with django_assert_num_queries(0):
        assert scenario_of(game) is first


def test_same_seed_and_decisions_settle_to_the_same_digest(deciding):
    first = close(deciding)
    other = people.found_game(deciding.game.owner)
    twin = replace(
        deciding,
        game=other,
        frieda=people.leader(other),
        anna=people.sit_down(other, "Eva", 0),
        dora=people.sit_down(other, "Fritz", 1),
    )
    decide_in_round_1(twin)
    assert close(twin).digest == first.digest


def test_fund_is_dissolved_after_the_last_round_of_this_game(db):
    cast = people.assemble(rounds=1)
    flow.start_game(cast.frieda.viewer, fill_with_bots=False, now=NOW)
    cast.play_until("deciding")
    for person in (cast.anna, cast.dora):
        drafts.save_draft(
            person.viewer, round_number=1, revision=0, changes={"fund": "beitreten"}, now=NOW
        )
    settlement = close(cast)
    assert scenario_of(cast.game).rounds == 1
    assert {row["target"] for row in settlement.content["postings"] if row["rule"] == "F7"} == {
        "kreis",
        "mittelbach",
        "obertal",
    }
