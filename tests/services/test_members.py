"""People join a workshop by name or by a link that works once; it is never without a lead."""

from datetime import timedelta

import pytest

from games.access import facilitator, workshop_member
from games.enums import Role
from games.errors import GameError, Illegal, RoleMayNot, TooLate
from games.models import Game, Workshop, WorkshopMember
from games.services import members, poke
from tests.cast import NOW
from tests.factories import UserFactory, WorkshopMemberFactory
from tests.services.test_concurrency import at_once
from tests.services.test_workshop_clock import gather


@pytest.fixture
def lead(db):
    return gather()


def workshop(viewer):
    return Workshop.objects.get(pk=viewer.workshop_id)


def roles(viewer):
    rows = WorkshopMember.objects.filter(workshop_id=viewer.workshop_id).exclude(
        user_id=viewer.user_id
    )
    return dict(rows.values_list("user__username", "role"))


def test_added_changed_and_removed_with_an_entry_each(lead):
    UserFactory(username="ada")

    members.add_member(lead, username=" ada ", role=Role.COACH, now=NOW)
    assert roles(lead) == {"ada": "coach"}
    ada = WorkshopMember.objects.get(user__username="ada")
    members.change_member(lead, member_id=ada.pk, role=Role.TECHNICIAN, now=NOW)
    assert roles(lead) == {"ada": "technician"}
    members.remove_member(lead, member_id=ada.pk, now=NOW)
    assert roles(lead) == {}

    kinds = [entry.kind for entry in workshop(lead).entries.all()]
    assert kinds == ["created", "member_added", "member_changed", "member_removed"]


def test_open_cockpits_ask_anew_once_a_role_is_taken_away(
    lead, monkeypatch, django_capture_on_commit_callbacks
):
    member = WorkshopMemberFactory(workshop=workshop(lead))
    said = []
    monkeypatch.setattr(poke, "_senders", [lambda *what: said.append(what)])

    with django_capture_on_commit_callbacks(execute=True):
        members.remove_member(lead, member_id=member.pk, now=NOW)

    games = Game.objects.filter(workshop=workshop(lead)).values_list("pk", flat=True)
    assert said == [(game, None, poke.NO_CHANGE) for game in games]


def test_a_coach_of_one_region_sees_that_one(lead):
    ada, north = UserFactory(username="ada"), Game.objects.get(name="Nord")

    members.add_member(lead, username="ada", role=Role.COACH, region=north.pk, now=NOW)

    assert facilitator(north.public_id, ada.pk).role == Role.COACH
    assert facilitator(Game.objects.get(name="Süd").public_id, ada.pk) is None
    assert workshop_member(workshop(lead).public_id, ada.pk).game_id == north.pk


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("unknown_facilitator", lambda v: members.add_member(v, username="x", role=Role.COACH)),
        ("last_lead", lambda v: members.remove_member(v, member_id=_own(v))),
        ("last_lead", lambda v: members.change_member(v, member_id=_own(v), role=Role.COACH)),
        ("region_of_coach", lambda v: members.invite(v, role=Role.OBSERVER, region=_north())),
        ("region_of_coach", lambda v: members.invite(v, role=Role.COACH, region=999_999)),
    ],
)
def test_refusals(lead, code, act):
    with pytest.raises(Illegal, match=code):
        act(lead)


def _own(viewer):
    return WorkshopMember.objects.get(user_id=viewer.user_id).pk


def _north():
    return Game.objects.get(name="Nord").pk


def test_only_a_lead_changes_members(lead):
    coach = WorkshopMemberFactory(workshop=workshop(lead), role="coach")
    viewer = workshop_member(workshop(lead).public_id, coach.user_id)

    with pytest.raises(RoleMayNot):
        members.invite(viewer, role=Role.LEAD, now=NOW)


class TestInvitations:
    def test_the_first_who_uses_a_link_is_in_and_the_second_is_not(self, lead):
        token = members.invite(lead, role=Role.OBSERVER, now=NOW)
        ada, bea = UserFactory(username="ada"), UserFactory(username="bea")

        members.accept(token, ada.pk, now=NOW)

        with pytest.raises(TooLate, match="invitation_over"):
            members.accept(token, bea.pk, now=NOW)
        assert roles(lead) == {"ada": "observer"}

    def test_the_token_itself_is_stored_nowhere(self, lead):
        token = members.invite(lead, role=Role.OBSERVER, now=NOW)

        stored = workshop(lead).invitations.values_list("token_hash", flat=True)
        assert token not in stored
        assert all(token not in str(entry.payload) for entry in workshop(lead).entries.all())

    def test_a_new_account_comes_in_with_it(self, lead):
        token = members.invite(lead, role=Role.COACH, now=NOW)

        account = members.accept_as_new(token, username="neu", password="Fluss-und-Tal-7", now=NOW)

        assert roles(lead) == {"neu": "coach"}
        assert account.username == "neu"

    def test_a_name_that_is_taken_uses_up_nothing(self, lead):
        UserFactory(username="ada")
        token = members.invite(lead, role=Role.COACH, now=NOW)

        with pytest.raises(Illegal, match="username_taken"):
            members.accept_as_new(token, username="ada", password="Fluss-und-Tal-7", now=NOW)

        assert members.invited(token, NOW).role == "coach"

    @pytest.mark.parametrize("later", [timedelta(days=14), timedelta(days=15)])
    def test_after_a_fortnight_it_is_over(self, lead, later):
        token = members.invite(lead, role=Role.COACH, now=NOW)

        with pytest.raises(TooLate):
            members.invited(token, NOW + later)

    def test_withdrawn_it_is_dead(self, lead):
        token = members.invite(lead, role=Role.COACH, now=NOW)

        members.withdraw_invitation(lead, invitation_id=workshop(lead).invitations.get().pk)

        with pytest.raises(TooLate):
            members.invited(token, NOW)

    def test_whoever_is_in_already_leaves_it_for_somebody_else(self, lead):
        token = members.invite(lead, role=Role.OBSERVER, now=NOW)

        members.accept(token, lead.user_id, now=NOW)

        assert members.invited(token, NOW).role == "observer"
        assert workshop_member(workshop(lead).public_id, lead.user_id).role == Role.LEAD


def test_two_at_once_use_a_link_once(transactional_db):
    lead = gather()
    token = members.invite(lead, role=Role.COACH, now=NOW)
    people = [UserFactory().pk for _ in range(4)]

    answers = at_once([lambda pk=pk: members.accept(token, pk, now=NOW) for pk in people])

    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert sum(isinstance(answer, GameError) for answer in answers) == 3
    assert len(roles(lead)) == 1
