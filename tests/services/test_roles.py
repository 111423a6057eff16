"""What a role does not include is refused under the lock, too; a coach may have one region."""

import pytest

from games.access import Viewer, ViewerKind, facilitator
from games.enums import Role
from games.errors import NotAllowed, RoleMayNot
from games.models import WorkshopMember
from games.services import actors, calls, flow, links, looks, notes, seats, talks
from tests.cast import NOW, assemble, found_game
from tests.factories import UserFactory, WorkshopMemberFactory


@pytest.fixture
def cast(db):
    return assemble()


def helper(of, role, **more):
    """An account with a role in the game's workshop, as a viewer of the game."""
    member = WorkshopMemberFactory(workshop=of.workshop, role=role, **more)
    return facilitator(of.public_id, member.user_id)


def test_a_coach_answers_helps_notes_and_decides_for_a_team_and_leaves_the_course_alone(cast):
    cast.play_until("deciding")
    coach, team = helper(cast.game, "coach"), cast.teams[0]

    talks.send_as_facilitator(coach, to="plenum", text="Noch Fragen?", now=NOW)
    notes.note_as_facilitator(coach, text="Tisch 2 lacht", now=NOW)
    looks.look(coach, team_id=team.pk, screen="board", now=NOW)
    looks.look(coach, team_id=team.pk, screen="board", deputy=True, now=NOW)
    seats.renew_seat_code(coach, seat_id=cast.anna.viewer.seat_id, now=NOW)
    deputy = Viewer(ViewerKind.PLAYER, cast.game.pk, team_id=team.pk, user_id=coach.user_id)
    with actors.playing(deputy, now=NOW) as (_, hand):
        assert hand.team == team

    with pytest.raises(RoleMayNot):
        flow.pause(coach, now=NOW)
    with pytest.raises(RoleMayNot):
        seats.set_bot(coach, team_id=team.pk, bot="reziprok", now=NOW)


def test_a_technician_sees_to_codes_and_projector_and_decides_nothing(cast):
    technician, team = helper(cast.game, "technician"), cast.teams[0]

    seats.renew_seat_code(technician, seat_id=cast.anna.viewer.seat_id, now=NOW)
    links.renew_projector_link(technician, now=NOW)

    for refused in (
        lambda: flow.start_game(technician, now=NOW),
        lambda: links.renew_review_link(technician, now=NOW),
        lambda: seats.lock_lobby(technician, locked=True, now=NOW),
        lambda: talks.send_as_facilitator(technician, to="plenum", text="Ton?", now=NOW),
        lambda: looks.look(technician, team_id=team.pk, screen="board", now=NOW),
    ):
        with pytest.raises(RoleMayNot):
            refused()


def test_an_observer_changes_nothing(cast):
    observer = helper(cast.game, "observer")

    for refused in (
        lambda: notes.note_as_facilitator(observer, text="Aha", now=NOW),
        lambda: calls.done(observer, team_id=cast.teams[0].pk, now=NOW),
        lambda: links.renew_projector_link(observer, now=NOW),
    ):
        with pytest.raises(RoleMayNot):
            refused()


def test_a_role_taken_away_meanwhile_counts_no_more(cast):
    technician = helper(cast.game, "technician")
    WorkshopMember.objects.filter(user_id=technician.user_id).update(role="observer")

    with pytest.raises(RoleMayNot):
        links.renew_projector_link(technician, now=NOW)

    WorkshopMember.objects.filter(user_id=technician.user_id).delete()
    with pytest.raises(NotAllowed):
        links.renew_projector_link(technician, now=NOW)


def test_a_coach_of_one_region_is_a_stranger_in_the_next_one(cast):
    other = found_game(UserFactory(), name="Zweite Region")
    other.workshop = cast.game.workshop
    other.save(update_fields=["workshop"])
    coach = helper(cast.game, "coach", game=cast.game)
    stranger = Viewer(ViewerKind.FACILITATOR, other.pk, user_id=coach.user_id, role=Role.COACH)

    assert facilitator(cast.game.public_id, coach.user_id) == coach
    assert facilitator(other.public_id, coach.user_id) is None
    with pytest.raises(NotAllowed):
        notes.note_as_facilitator(stranger, text="Nebenan", now=NOW)


def test_each_account_gets_its_own_role(cast):
    coach, observer = (helper(cast.game, role) for role in ("coach", "observer"))

    assert facilitator(cast.game.public_id, coach.user_id).role == Role.COACH
    assert facilitator(cast.game.public_id, observer.user_id).role == Role.OBSERVER
    assert facilitator(cast.game.public_id, cast.frieda.viewer.user_id).role == Role.LEAD
    assert facilitator(cast.game.public_id, UserFactory().pk) is None
