"""Factories without surprises: each makes one row, and only what a row needs to be valid.

A game that can be played is made by the services (``tests.cast``), not here.
"""

from datetime import UTC, datetime

import factory
from django.contrib.auth import get_user_model

from games.models import (
    Device,
    Game,
    LogEntry,
    ScenarioVersion,
    Seat,
    Team,
    TeamDecision,
    Workshop,
    WorkshopMember,
)
from games.rules.canonical import digest
from games.scenarios.load import read

MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"leitung{n}")


class ScenarioVersionFactory(factory.django.DjangoModelFactory):
    """The delivered scenario "einstieg": three towns, quick to settle."""

    class Meta:
        model = ScenarioVersion
        django_get_or_create = ("digest",)

    slug = "einstieg"
    content = factory.LazyAttribute(lambda version: read(version.slug))
    name = factory.LazyAttribute(lambda version: version.content["scenario"]["name"])
    digest = factory.LazyAttribute(lambda version: digest(version.content))
    loaded_at = MOMENT


class WorkshopFactory(factory.django.DjangoModelFactory):
    """A workshop without regions, led by its owner."""

    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    title = "Übung"
    owner = factory.SubFactory(UserFactory)
    created_at = MOMENT

    @factory.post_generation
    def led(self, create, _extracted, **_kwargs):
        if create:
            WorkshopMember.objects.create(
                workshop=self, user=self.owner, role="lead", since=self.created_at
            )


class WorkshopMemberFactory(factory.django.DjangoModelFactory):
    """Somebody who watches."""

    class Meta:
        model = WorkshopMember

    workshop = factory.SubFactory(WorkshopFactory)
    user = factory.SubFactory(UserFactory)
    role = "observer"
    since = MOMENT


class GameFactory(factory.django.DjangoModelFactory):
    """A game in the lobby without teams."""

    class Meta:
        model = Game

    name = "Übung"
    owner = factory.SubFactory(UserFactory)
    workshop = factory.SubFactory(WorkshopFactory, owner=factory.SelfAttribute("..owner"))
    scenario = factory.SubFactory(ScenarioVersionFactory)
    cooperation_model = "alles"
    seed = "einstieg"
    rounds = 3
    round_phases = factory.LazyFunction(
        lambda: ["briefing", "negotiating", "deciding", "settled", "recap"]
    )
    phase_minutes = factory.LazyFunction(dict)
    join_code = factory.Sequence(lambda n: f"GAME{n:04d}")
    created_at = MOMENT


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    game = factory.SubFactory(GameFactory)
    town = factory.Sequence(lambda n: f"town{n}")
    name = factory.LazyAttribute(lambda team: team.town.title())
    position = factory.Sequence(lambda n: n)


class SeatFactory(factory.django.DjangoModelFactory):
    """A seat that somebody has taken."""

    class Meta:
        model = Seat

    team = factory.SubFactory(TeamFactory)
    game = factory.SelfAttribute("team.game")
    name = factory.Sequence(lambda n: f"Person {n}")
    code = factory.Sequence(lambda n: f"SEAT{n:04d}")
    joined_at = MOMENT


class DeviceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Device

    seat = factory.SubFactory(SeatFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064d}")
    created_at = MOMENT


class LogEntryFactory(factory.django.DjangoModelFactory):
    """An entry as such; its digest fits no chain."""

    class Meta:
        model = LogEntry

    game = factory.SubFactory(GameFactory)
    sequence = factory.Sequence(lambda n: n + 1)
    kind = "game_created"
    at = MOMENT
    round_number = 0
    phase = "lobby"
    digest = "0" * 64


class TeamDecisionFactory(factory.django.DjangoModelFactory):
    """A first draft."""

    class Meta:
        model = TeamDecision

    team = factory.SubFactory(TeamFactory)
    round_number = 1
    revision = 1
    updated_at = MOMENT
