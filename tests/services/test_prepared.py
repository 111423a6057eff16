"""Queries compiled once give the rows that the query set gives."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from games.models import Game, LogEntry, Seat, Team
from games.models.prepared import Prepared


@pytest.fixture
def game(cast):
    return cast.game


rows = Prepared(lambda game: Team.objects.filter(game_id=game).order_by("-position"))
values = Prepared(
    lambda game, town: Team.objects.filter(town=town, game_id=game).values_list(
        "name", "game__name"
    ),
    2,
)
seats = Prepared(lambda game: Seat.objects.filter(game_id=game).select_related("team__game"))


def test_whole_rows_with_their_types(game):
    whole = Prepared(lambda pk: Game.objects.filter(pk=pk))
    expected = Game.objects.get(pk=game.pk)
    found = whole.first(game.pk)
    assert found == expected
    fields = [field.attname for field in Game._meta.concrete_fields]
    assert [getattr(found, name) for name in fields] == [getattr(expected, name) for name in fields]


def test_order_and_other_arguments(game):
    assert rows(game.pk) == list(Team.objects.filter(game=game).order_by("-position"))
    assert rows(game.pk + 1000) == []
    assert rows.first(game.pk + 1000) is None


def test_values_in_the_order_asked_for_and_arguments_where_they_belong(game):
    team = Team.objects.filter(game=game).last()
    assert values(game.pk, team.town) == [(team.name, game.name)]


def test_joined_rows_come_along(game, django_assert_num_queries):
    rows(game.pk)
    seats(game.pk)
    with django_assert_num_queries(1):
        found = seats(game.pk)
        assert {seat.team.game.name for seat in found} == {game.name}


def test_json_is_read(game):
    payloads = Prepared(lambda pk: LogEntry.objects.filter(game_id=pk).values_list("payload"))
    expected = LogEntry.objects.filter(game=game).values_list("payload")
    assert payloads(game.pk) == list(expected)
    assert isinstance(payloads(game.pk)[0][0], dict)


def test_each_thread_compiles_for_its_own_connection(game):
    """The converters belong to a connection, and a connection to a thread."""
    rows(game.pk)
    with ThreadPoolExecutor(1) as pool:
        # The other thread only compiles: its connection opens no transaction.
        other = pool.submit(lambda: rows._compiled().connection).result()
    assert rows._compiled().connection is connections["default"]
    assert other is not connections["default"]
