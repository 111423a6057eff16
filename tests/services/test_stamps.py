import pytest

from games.access import Viewer, ViewerKind
from games.live.screens import SCREENS, audience_of, concerns
from games.models import Game
from games.selectors.stamps import stamp
from games.services import drafts, notes, talks
from games.services.poke import FACILITATORS
from tests.cast import NOW


@pytest.fixture
def audiences(cast):
    game_id = cast.game.pk
    return {
        "anna": cast.anna.viewer,
        "dora": cast.dora.viewer,
        "frieda": cast.frieda.viewer,
        "projector": Viewer(ViewerKind.PROJECTOR, game_id),
        "review": Viewer(ViewerKind.REVIEW, game_id),
    }


def stamps(audiences):
    return {name: stamp(viewer) for name, viewer in audiences.items()}


def risen(audiences, action):
    before = stamps(audiences)
    action()
    after = stamps(audiences)
    assert all(after[name] >= before[name] for name in after)
    return {name for name in after if after[name] > before[name]}


def test_draft_of_a_team_concerns_the_team_and_the_facilitator(cast, audiences):
    cast.play_until("deciding")

    def save():
        drafts.save_draft(
            cast.anna.viewer, round_number=1, revision=0, changes={"inner": 3}, now=NOW
        )

    assert risen(audiences, save) == {"anna", "frieda"}


def test_submission_concerns_everybody(cast, audiences):
    cast.play_until("deciding")

    def submit():
        drafts.submit(cast.anna.viewer, round_number=1, revision=0, now=NOW)

    assert risen(audiences, submit) == set(audiences)


def test_next_phase_concerns_everybody(cast, audiences):
    assert risen(audiences, lambda: cast.play_until("briefing")) == set(audiences)


def test_notes_of_the_facilitator_and_what_they_have_read_concern_them_alone(cast, audiences):
    cast.play_until("briefing")
    talks.send(cast.anna.viewer, to="spielleitung", text="Hallo", round_number=1, now=NOW)
    lead = cast.frieda.viewer
    assert risen(audiences, lambda: notes.note_as_facilitator(lead, text="", now=NOW)) == {"frieda"}
    assert cast.fresh().unread == 1
    assert risen(audiences, lambda: talks.read_as_facilitator(lead, now=NOW)) == {"frieda"}
    assert cast.fresh().unread == 0


def test_what_concerns_the_facilitator_alone_pokes_no_team(cast, audiences):
    cast.play_until("briefing")
    screens = [audience_of(viewer, SCREENS[name], "de") for viewer, name in (
        (audiences["anna"], "board"), (audiences["projector"], "projector"),
        (audiences["frieda"], "cockpit"),
    )]  # fmt: skip
    assert [concerns(each, FACILITATORS) for each in screens] == [False, False, True]


@pytest.mark.parametrize("who", ["anna", "frieda", "projector"])
def test_stamp_costs_one_query(audiences, who, django_assert_num_queries):
    with django_assert_num_queries(1):
        stamp(audiences[who])


def test_stamp_without_the_seat_is_the_same(cast):
    import dataclasses

    without = dataclasses.replace(cast.anna.viewer, seat_id=None)
    assert stamp(without) == stamp(cast.anna.viewer)


def test_game_that_is_gone_has_no_stamp(db):
    with pytest.raises(Game.DoesNotExist):
        stamp(Viewer(ViewerKind.PROJECTOR, 4711))
