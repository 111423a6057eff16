"""The board of the debrief while many act at once: nothing is lost, nothing counts twice."""

from functools import partial

import pytest

from games.enums import LogKind
from games.errors import GameError
from games.models import DebriefCard, DebriefDot, LogEntry, Resolution
from games.selectors.debrief import board
from games.selectors.debrief_state import steered
from games.services import debrief, debrief_cards, receipts
from games.services.receipts import Receipt
from tests import cast as people
from tests.cast import NOW
from tests.services.test_concurrency import at_once
from tests.services.test_debrief import write


@pytest.fixture
def hall(transactional_db):
    """Thirty people in a game whose board is open, with six cards."""
    game = people.found_game(people.UserFactory(), rounds=1)
    crowd = [people.sit_down(game, f"Person {number}", number % 3) for number in range(30)]
    hall = people.Cast(game, people.leader(game), *crowd[:3], crowd[3], crowd[4])
    hall.play_until("debrief")
    debrief.begin(hall.frieda.viewer, now=NOW)
    numbers = [write(hall, f"Karte {number}", crowd[number]) for number in range(6)]
    return hall, crowd, numbers


def test_thirty_people_voting_twice_at_once_never_have_more_than_their_dots(hall):
    cast, crowd, numbers = hall
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)

    def vote(person, start, request):
        chosen = [numbers[(start + step) % 6] for step in range(3)]
        return debrief_cards.vote(
            person.viewer, step="feel", cards=chosen, request_id=request, now=NOW
        )

    calls = [
        partial(vote, person, start + turn, f"{start}-{turn}")
        for start, person in enumerate(crowd)
        for turn in (0, 1)
    ]
    answers = at_once(calls)
    assert all(isinstance(answer, Receipt) for answer in answers)
    for person in crowd:
        assert DebriefDot.objects.filter(seat_id=person.viewer.seat_id).count() == 3
    debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)
    assert sum(card.dots for card in board(cast.game.pk).at(1).cards) == 90
    assert receipts.first_broken(cast.game.pk) is None


def test_votes_around_the_close_count_exactly_if_acknowledged(hall):
    cast, crowd, numbers = hall
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    calls = [
        partial(debrief_cards.vote, person.viewer, step="feel", cards=numbers[:1], now=NOW)
        for person in crowd[:12]
    ]
    close = partial(debrief.close_vote, cast.frieda.viewer, step="feel", now=NOW)
    answers = at_once([*calls[:6], close, *calls[6:]])
    voted = [answer for at, answer in enumerate(answers) if at != 6]
    counted = DebriefDot.objects.filter(card__game=cast.game).count()
    assert counted == sum(isinstance(answer, Receipt) for answer in voted)
    refused = [answer.code for answer in voted if isinstance(answer, GameError)]
    assert set(refused) <= {"vote_not_open"}


def test_two_facilitators_steering_leave_what_one_of_them_asked_for(hall):
    cast, _crowd, _numbers = hall
    wanted = [("learned", "chart", "finanzen"), ("next", "cards", "")]
    calls = [
        partial(
            debrief.steer, cast.frieda.viewer, step=step, kind=kind, item=item,
            request_id=f"{tab}-{step}", now=NOW,
        )
        for tab in range(10)
        for step, kind, item in wanted
    ]  # fmt: skip
    assert all(isinstance(answer, Receipt) for answer in at_once(calls))
    here = steered(cast.fresh())
    assert (here.step.value, here.kind.value, here.item) in wanted
    newest = LogEntry.objects.filter(kind=LogKind.DEBRIEF_STEERED).order_by("-sequence")[0]
    assert newest.payload["step"] == here.step.value
    assert receipts.first_broken(cast.game.pk) is None


def test_a_card_sent_ten_times_is_one_card_and_eight_is_the_most_of_a_person(hall):
    cast, crowd, _numbers = hall
    same = partial(write, cast, "Doppelt", crowd[20], request_id="doppelt")
    assert len(set(at_once([same] * 10))) == 1
    assert DebriefCard.objects.filter(text="Doppelt").count() == 1
    many = [partial(write, cast, f"Viele {number}", crowd[21]) for number in range(15)]
    answers = at_once(many)
    refused = [answer.code for answer in answers if isinstance(answer, GameError)]
    assert refused == ["too_many_cards"] * 7
    assert DebriefCard.objects.filter(seat_id=crowd[21].viewer.seat_id).count() == 8


def test_one_resolution_pressed_twice_is_one(hall):
    _cast, crowd, _numbers = hall
    press = partial(debrief_cards.resolve, crowd[0].viewer, text="Treffen", request_id="v", now=NOW)
    assert len(set(at_once([press] * 8))) == 1
    assert Resolution.objects.count() == 1


def test_two_devices_of_one_person_leave_one_of_their_ballots_whole(hall):
    cast, crowd, numbers = hall
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    ballots = [numbers[:3], numbers[3:]]
    calls = [
        partial(
            debrief_cards.vote, crowd[7].viewer, step="feel", cards=ballots[turn % 2],
            request_id=f"geraet-{turn}", now=NOW,
        )
        for turn in range(10)
    ]  # fmt: skip
    assert all(isinstance(answer, Receipt) for answer in at_once(calls))
    dots = DebriefDot.objects.filter(seat_id=crowd[7].viewer.seat_id)
    given = sorted(dots.values_list("card__sequence", flat=True))
    assert given in ballots
    assert DebriefDot.objects.count() == 3


def test_two_facilitators_grouping_at_once_leave_each_card_where_one_of_them_put_it(hall):
    cast, _crowd, numbers = hall
    wanted = [("Vertrauen", numbers[:4]), ("Geld", numbers[2:])]
    calls = [
        partial(
            debrief.group, cast.frieda.viewer, cards=cards, name=name,
            request_id=f"{tab}-{name}", now=NOW,
        )
        for tab in range(5)
        for name, cards in wanted
    ]  # fmt: skip
    assert all(isinstance(answer, Receipt) for answer in at_once(calls))
    newest = LogEntry.objects.filter(kind=LogKind.DEBRIEF_CARDS_GROUPED).order_by("-sequence")[0]
    last = "Vertrauen" if newest.payload["cards"] == numbers[:4] else "Geld"
    groups = {
        card.number: group.name
        for group in board(cast.game.pk).at(1).groups
        for card in group.cards
    }
    both = dict.fromkeys(numbers[2:4], last)
    assert groups == {
        **dict.fromkeys(numbers[:2], "Vertrauen"), **dict.fromkeys(numbers[4:], "Geld"), **both,
    }  # fmt: skip
    assert receipts.first_broken(cast.game.pk) is None


def test_one_groups_and_hides_while_another_renames_and_none_of_it_is_lost(hall):
    cast, _crowd, numbers = hall
    lead = cast.frieda.viewer
    calls = [
        partial(debrief.group, lead, cards=numbers[:3], name="Mut", now=NOW),
        partial(debrief.hide, lead, cards=numbers[1:4], now=NOW),
        partial(debrief.group, lead, cards=numbers[3:], name="Ruhe", now=NOW),
        partial(debrief.restore, lead, cards=numbers[4:], now=NOW),
    ]
    assert all(isinstance(answer, Receipt) for answer in at_once(calls))
    rows = DebriefCard.objects.filter(game=cast.game).order_by("sequence")
    assert [row.group for row in rows] == ["Mut"] * 3 + ["Ruhe"] * 3
    assert [row.hidden_at is not None for row in rows] == [False, True, True, True, False, False]


def test_cards_written_while_the_step_changes_hang_where_they_were_written_for(hall):
    cast, crowd, _numbers = hall
    writes = [
        partial(write, cast, f"Zu {step} {number}", crowd[10 + number], step)
        for number in range(5)
        for step in ("feel", "happened")
    ]
    steps = [
        partial(debrief.steer, cast.frieda.viewer, step=step, request_id=step, now=NOW)
        for step in ("happened", "learned", "feel")
    ]
    answers = at_once([*writes[:5], *steps, *writes[5:]])
    assert not [answer for answer in answers if isinstance(answer, GameError)]
    found = board(cast.game.pk)
    for number, step in ((1, "feel"), (2, "happened")):
        hanging = {card.text for card in found.at(number).cards}
        assert hanging >= {f"Zu {step} {each}" for each in range(5)}
    assert receipts.first_broken(cast.game.pk) is None


def test_cards_around_the_opening_of_a_vote_hang_exactly_if_acknowledged(hall):
    cast, crowd, _numbers = hall
    writes = [partial(write, cast, f"Eben {n}", crowd[10 + n]) for n in range(10)]
    opening = partial(debrief.open_vote, cast.frieda.viewer, step="feel", now=NOW)
    answers = at_once([*writes[:5], opening, *writes[5:]])
    del answers[5]
    for number, answer in enumerate(answers):
        hangs = DebriefCard.objects.filter(text=f"Eben {number}").exists()
        assert hangs == isinstance(answer, int)
        assert hangs or answer.code == "vote_runs"
