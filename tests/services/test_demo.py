import json
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.urls import resolve

from games.access import ViewerKind, by_link
from games.models import Game, ScenarioVersion
from games.services import joining
from games.services.accounts import create_facilitator
from tests.cast import CLIENT

BASE = "http://localhost:8000"


def demo(*options):
    out = StringIO()
    call_command("demo", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def resolved(url):
    assert url.startswith(BASE + "/")
    return resolve(url.removeprefix(BASE))


def test_json_has_exactly_the_documented_keys(db):
    told = demo()
    assert {key: sorted(value) for key, value in told.items() if isinstance(value, dict)} == {
        "facilitator": ["login_url", "password", "username"],
        "game": ["cockpit_url", "id", "name"],
        "join": ["code", "url"],
    }
    assert set(told) == {"facilitator", "game", "join", "seats", "projector_url", "review_url"}
    assert {tuple(sorted(seat)) for seat in told["seats"]} == {("code", "team", "url")}


def test_fresh_game_waits_in_the_lobby_with_two_seats_a_team(db):
    told = demo("--rounds", "5", "--model", "verband")
    game = Game.objects.get(public_id=told["game"]["id"])
    assert (game.phase, game.rounds, game.cooperation_model) == ("lobby", 5, "verband")
    assert (game.scenario.slug, game.is_demo) == ("mittelaue", True)
    teams = [seat["team"] for seat in told["seats"]]
    assert len(teams) == 12
    assert teams[::2] == teams[1::2] == [team.name for team in game.teams.all()]


def test_addresses_lead_where_they_say(db):
    told = demo()
    game = Game.objects.get(public_id=told["game"]["id"])
    assert resolved(told["facilitator"]["login_url"]).url_name == "login"
    cockpit = resolved(told["game"]["cockpit_url"])
    assert (cockpit.url_name, *cockpit.kwargs.values()) == ("cockpit", game.public_id)
    join = resolved(told["join"]["url"])
    assert (join.url_name, *join.kwargs.values()) == ("join_code", game.join_code)
    for kind in (ViewerKind.PROJECTOR, ViewerKind.REVIEW):
        match = resolved(told[f"{kind}_url"])
        assert match.url_name == kind
        assert by_link(kind, *match.kwargs.values()).game_id == game.pk


def test_seat_codes_and_password_work(db, rf):
    told = demo()
    seat = told["seats"][3]
    joined = joining.claim_seat(code=seat["code"], client=CLIENT)
    assert str(joined.game_public_id) == told["game"]["id"]
    access = told["facilitator"]
    user = authenticate(rf.post("/"), username=access["username"], password=access["password"])
    assert Game.objects.get(public_id=told["game"]["id"]).owner == user


def test_each_demo_has_a_facilitator_of_its_own(db):
    assert demo()["facilitator"]["username"] != demo()["facilitator"]["username"]


def test_existing_facilitator_keeps_the_password_secret(db):
    create_facilitator(username="frieda", password="geheim-und-lang")
    told = demo("--facilitator", "frieda")
    assert told["facilitator"]["username"] == "frieda"
    assert told["facilitator"]["password"] is None
    assert get_user_model().objects.count() == 1


def test_base_url_is_taken_as_given(db):
    told = demo("--base-url", "https://spiel.example.org/")
    assert told["join"]["url"] == f"https://spiel.example.org/beitreten/{told['join']['code']}/"


def test_running_demo_waits_for_the_people_of_one_town(db):
    told = demo("--running", "--scenario", "einstieg")
    game = Game.objects.get(public_id=told["game"]["id"])
    assert (game.round_number, game.phase) == (1, "briefing")
    assert [bool(team.bot) for team in game.teams.all()] == [False, True, True]


def test_text_names_every_way_in(db):
    out = StringIO()
    call_command("demo", "--scenario", "einstieg", stdout=out)
    game = Game.objects.get()
    text = out.getvalue()
    for code in (game.join_code, *game.seats.values_list("code", flat=True)):
        assert f"/beitreten/{code}/" in text


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--scenario", "nirgendwo"), "unknown_scenario"),
        (("--model", "anarchie"), "unknown_model"),
        (("--rounds", "99"), "rounds_out_of_range"),
        (("--facilitator", "niemand"), "unknown_facilitator"),
    ],
)
def test_wrong_option_is_a_plain_sentence(db, options, code):
    with pytest.raises(CommandError, match=code):
        demo(*options)
    assert not get_user_model().objects.exists()


def test_load_scenarios_says_what_is_new(db):
    first, second = StringIO(), StringIO()
    call_command("load_scenarios", stdout=first)
    call_command("load_scenarios", stdout=second)
    count = ScenarioVersion.objects.count()
    assert first.getvalue().count(": neu\n") == count
    assert second.getvalue().count(": unverändert\n") == count


def test_create_facilitator_prints_a_password_that_works(db, rf):
    out = StringIO()
    call_command("create_facilitator", "frieda", stdout=out)
    password = out.getvalue().partition("Passwort: ")[2].strip()
    assert authenticate(rf.post("/"), username="frieda", password=password)


@pytest.mark.parametrize("name", ["frieda", " ", "x" * 151])
def test_create_facilitator_refuses_taken_and_impossible_names(db, name):
    create_facilitator(username="frieda")
    with pytest.raises(CommandError, match="username_"):
        call_command("create_facilitator", name)


def test_admin_changes_nothing(db, admin_user, rf):
    from django.contrib.admin import site

    request = rf.get("/")
    request.user = admin_user
    for model in (Game, ScenarioVersion):
        admin = site.get_model_admin(model)
        rights = admin.get_model_perms(request)
        assert rights == {"add": False, "change": False, "delete": False, "view": True}
        assert "join_code" not in admin.get_fields(request)
