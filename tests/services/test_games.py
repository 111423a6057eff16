import pytest

from games.enums import LogKind
from games.errors import Illegal, ScenarioError
from games.models import Game, LogEntry, ScenarioVersion, Seat
from games.rules.model import Options
from games.scenarios import load
from games.selectors.scenarios import scenario_of
from games.services.games import GamePlan, create_game
from games.services.scenarios import load_scenarios
from tests.cast import NOW, found_game
from tests.factories import ScenarioVersionFactory, UserFactory


@pytest.fixture
def owner(db):
    ScenarioVersionFactory()
    return UserFactory()


def create(owner, *, request_id="", **options):
    plan = GamePlan(**{"name": "Übung", "scenario_slug": "einstieg", "rounds": 3, **options})
    public_id = create_game(owner.pk, plan, request_id=request_id, now=NOW)
    return Game.objects.get(public_id=public_id)


class TestCreating:
    def test_new_game_waits_in_the_lobby(self, owner):
        game = create(owner)
        assert (game.phase, game.round_number, game.lobby_locked) == ("lobby", 0, False)
        assert (game.owner, game.created_at) == (owner, NOW)

    def test_teams_are_the_towns_of_the_scenario(self, owner):
        teams = create(owner).teams.values_list("town", "name")
        assert list(teams) == [
            ("obertal", "Obertal"),
            ("mittelbach", "Mittelbach"),
            ("niederau", "Niederau"),
        ]

    def test_model_and_seed_have_defaults(self, owner):
        game, other = create(owner), create(owner)
        assert game.cooperation_model == load.build(game.scenario.content).model
        assert len(game.seed) == 12
        assert game.seed != other.seed

    def test_options_hold_in_this_game_alone(self, owner):
        plain, game = create(owner), create(owner, options={"mean_scores": True})
        assert scenario_of(game).options == Options(mean_scores=True)
        assert scenario_of(plain).options == Options()
        entry = LogEntry.objects.get(game=game)
        assert entry.payload["options"] == game.options == {"mean_scores": True}

    def test_an_option_can_be_taken_back_from_the_scenario(self, owner):
        content = load.read("einstieg")
        content["options"] = {**content["options"], "own_shares": True}
        ScenarioVersionFactory(content=content, loaded_at=NOW)
        assert scenario_of(create(owner)).options.own_shares
        assert not scenario_of(create(owner, options={"own_shares": False})).options.own_shares

    def test_seats_are_prepared_with_codes(self, owner):
        game = create(owner, seats_per_team=2)
        seats = Seat.objects.filter(game=game)
        assert len({seat.code for seat in seats}) == 6
        assert {seat.name for seat in seats} == {""}

    def test_log_starts_with_what_the_game_is_made_of(self, owner):
        game = create(owner, seed="s", phase_minutes={"deciding": 10, "recap": 0})
        entry = LogEntry.objects.get(game=game)
        assert (entry.sequence, entry.kind) == (1, LogKind.GAME_CREATED)
        assert entry.payload["scenario"] == game.scenario.digest
        assert entry.payload["minutes"] == game.phase_minutes == {"deciding": 10}
        assert game.log_digest == entry.digest

    def test_phases_are_kept_in_the_order_of_play(self, owner):
        game = create(owner, round_phases=("settled", "deciding", "briefing"))
        assert game.round_phases == ["briefing", "deciding", "settled"]

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            ({"scenario_slug": "nirgendwo"}, "unknown_scenario"),
            ({"cooperation_model": "anarchie"}, "unknown_model"),
            ({"options": {"freibier": True}}, "unknown_option"),
            ({"rounds": 0}, "rounds_out_of_range"),
            ({"rounds": 13}, "rounds_out_of_range"),
            ({"name": " "}, "text_missing"),
            ({"name": "x" * 121}, "text_too_long"),
            ({"seed": "x" * 65}, "text_too_long"),
            ({"advance_mode": "magic"}, "unknown_advance_mode"),
            ({"missing_rule": "würfeln"}, "unknown_missing_rule"),
            ({"seats_per_team": 9}, "seats_out_of_range"),
            ({"round_phases": ("briefing", "deciding")}, "round_phases"),
            ({"round_phases": ("deciding", "settled", "debrief")}, "round_phases"),
            ({"phase_minutes": {"deciding": -1}}, "phase_minutes"),
            ({"phase_minutes": {"lobby": 5}}, "phase_minutes"),
        ],
    )
    def test_value_out_of_place_is_refused(self, owner, options, code):
        with pytest.raises(Illegal, match=f"^{code}$"):
            create(owner, **options)
        assert not Game.objects.exists()

    def test_request_sent_again_makes_one_game(self, owner):
        first, again = create(owner, request_id="g"), create(owner, request_id="g")
        assert again == first
        assert Game.objects.count() == 1
        other = UserFactory()
        assert create(other, request_id="g") != first

    def test_new_games_use_the_newest_version(self, owner):
        old = create(owner).scenario
        content = load.read("einstieg")
        content["scenario"]["name"] = "Einstieg neu"
        newer = ScenarioVersionFactory(content=content, loaded_at=NOW)
        assert create(owner).scenario == newer
        assert old != newer


class TestLoading:
    def test_every_delivered_scenario_is_stored_once(self, db):
        first = load_scenarios(now=NOW)
        assert {scenario.slug for scenario in first} == set(load.available())
        assert all(scenario.created for scenario in first)
        second = load_scenarios(now=NOW)
        assert not any(scenario.created for scenario in second)
        assert ScenarioVersion.objects.count() == len(load.available())

    def test_changed_file_becomes_a_new_version_and_may_come_back(self, db, monkeypatch):
        load_scenarios()
        before = ScenarioVersion.objects.get(slug="einstieg")
        read = load.read

        def changed(slug):
            content = read(slug)
            if slug == "einstieg":
                content["scenario"]["name"] = "Einstieg neu"
            return content

        monkeypatch.setattr(load, "read", changed)
        load_scenarios()
        assert found_names() == ["Einstieg neu", before.name]
        monkeypatch.setattr(load, "read", read)
        load_scenarios()
        assert found_names() == [before.name, "Einstieg neu"]

    def test_broken_file_stores_nothing(self, db, monkeypatch):
        def broken(slug):
            raise ScenarioError(f"{slug}/scenario.toml", "scenario.rounds", 0, "1 bis 12")

        monkeypatch.setattr(load, "read", broken)
        with pytest.raises(ScenarioError, match=r"scenario\.rounds"):
            load_scenarios()
        assert not ScenarioVersion.objects.exists()

    def test_order_of_the_file_survives_the_database(self, db):
        load_scenarios()
        stored = ScenarioVersion.objects.get(slug="mittelaue").content
        written = load.read("mittelaue")
        assert list(stored["municipalities"]) == list(written["municipalities"])
        assert list(stored["services"]) == list(written["services"])


def found_names():
    """Names of the versions of "einstieg", newest first."""
    versions = ScenarioVersion.objects.filter(slug="einstieg").order_by("-loaded_at")
    return list(versions.values_list("name", flat=True))


def test_game_keeps_its_seed_and_owner(owner):
    game = found_game(owner, seed="fest")
    assert (game.seed, game.owner) == ("fest", owner)


def test_a_joint_building_needs_a_scenario_that_describes_one(db):
    ScenarioVersionFactory(slug="einstieg")
    ScenarioVersionFactory(slug="mittelaue")
    owner = UserFactory()
    joint = {"joint_building": True}
    with pytest.raises(Illegal, match="nothing_to_build"):
        create(owner, options=joint)
    built = create(owner, scenario_slug="mittelaue", options=joint)
    plain = create(owner, scenario_slug="mittelaue")
    modules = [scenario_of(game).modules for game in (built, plain)]
    assert [each.threshold for each in modules] == [True, False]
