"""What of the debrief's board hangs on the wall: whole cards, on as many pages as it takes."""

import pytest

from games.errors import Illegal
from games.models import DebriefCard, Resolution
from games.selectors.debrief_groups import Card, Group
from games.selectors.debrief_hanging import GAP, Room, newest, pages
from games.selectors.debrief_wall import wall_board
from games.selectors.wall_letters import lines
from games.services import debrief, debrief_questions
from tests import cast as people
from tests.cast import NOW

ROOM = Room(1824, 640)
NARROW = Room(1029, 640, narrow=True)
LENGTHS = (8, 280, 35, 120, 60, 11, 200)
WORDS = "Wir haben lange gerechnet und wenig geredet, beim nächsten Mal reden wir zuerst. " * 4


def cards(count, *, group="", first=1):
    return tuple(
        Card(number, WORDS[: LENGTHS[number % len(LENGTHS)]], "Auestadt", 0, group, None)
        for number in range(first, first + count)
    )


def hung(found):
    return [card.card.number for page in found for card in hung_on(page)]


def hung_on(page):
    return [card for column in page.columns for block in column for card in block.cards]


@pytest.mark.parametrize("room", [ROOM, NARROW])
@pytest.mark.parametrize("count", [1, 2, 3, 9, 25, 80])
def test_every_card_hangs_once_and_whole(room, count):
    found = pages((Group("", cards(count)),), room)
    assert sorted(hung(found)) == list(range(1, count + 1))
    for page in found:
        width = (room.width - GAP * (page.look.columns - 1)) // page.look.columns - 56
        for card in hung_on(page):
            assert card.lines == lines(card.card.text, width, page.look.size)


@pytest.mark.parametrize("room", [ROOM, NARROW])
def test_groups_keep_their_order_and_say_where_they_go_on(room):
    groups = (
        Group("Geld", cards(12, group="Geld")),
        Group("Zeit", cards(3, group="Zeit", first=13)),
        Group("", cards(10, first=16)),
    )
    found = pages(groups, room)
    assert sorted(hung(found)) == list(range(1, 26))
    blocks = [block for page in found for column in page.columns for block in column]
    money = [block for block in blocks if block.group.name == "Geld"]
    assert [block.again for block in money] == [False] + [True] * (len(money) - 1)
    assert len(money) > 1
    assert [card.card.number for block in money for card in block.cards] == list(range(1, 13))


@pytest.mark.parametrize("name", ["", "Geld"])
def test_few_cards_hang_in_large_letters(name):
    found = [pages((Group(name, cards(count, group=name)),), ROOM) for count in (1, 2, 4, 8, 12)]
    sizes = [each[0].look.size for each in found]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] >= 48
    assert min(sizes) >= 30


def test_one_long_card_takes_the_whole_wall():
    (page,) = pages((Group("", cards(1)),), ROOM)
    assert (page.look.columns, len(page.columns)) == (1, 1)
    assert len(hung_on(page)[0].card.text) == 280


def test_a_card_higher_than_the_wall_ends_at_a_whole_line():
    (page,) = pages((Group("", (Card(1, "W" * 280, "Auestadt", 0, "", None),)),), Room(700, 300))
    (card,) = hung_on(page)
    assert card.lines * page.look.size * 1.22 <= 300
    assert card.lines < lines("W" * 280, 700, page.look.size)


def test_the_newest_cards_hang_in_the_end():
    page = newest(Group("", cards(60)), ROOM)
    count = len(hung_on(page))
    assert sorted(card.card.number for card in hung_on(page)) == list(range(61 - count, 61))
    assert 4 <= count < 60


@pytest.mark.parametrize("text", ["", "Ja", "Straße " * 30, "W" * 100, "😀" * 40])
def test_a_text_never_takes_fewer_lines_in_larger_letters(text):
    counted = [lines(text, 500, size) for size in (30, 40, 60)]
    assert counted == sorted(counted)
    assert counted[0] >= 1


# --- in a game --------------------------------------------------------------------------------


@pytest.fixture
def cast(db):
    cast = people.assemble(rounds=1)
    cast.play_until("debrief")
    debrief.begin(cast.frieda.viewer, now=NOW)
    return cast


def hang(cast, count, step="feel", groups=("",)):
    DebriefCard.objects.bulk_create(
        DebriefCard(
            game=cast.game, sequence=10_000 + number, at=NOW, step=step,
            team=cast.teams[number % len(cast.teams)], group=groups[number % len(groups)],
            text=WORDS[: LENGTHS[number % len(LENGTHS)]],
        )
        for number in range(count)
    )  # fmt: skip


def test_what_is_not_there_is_counted(cast):
    assert wall_board(cast.game.pk).page is None
    hang(cast, 25)
    board = wall_board(cast.game.pk)
    assert board.more == 25 - board.page.count > 0
    assert list(board.numbers) == list(range(1, board.pages + 1))
    assert len(board.questions) == 1


def test_the_facilitator_turns_the_pages_until_all_was_there(cast):
    hang(cast, 25)
    seen = set()
    for number in wall_board(cast.game.pk).numbers:
        debrief.steer(cast.frieda.viewer, kind="cards", item=str(number), now=NOW)
        board = wall_board(cast.game.pk)
        assert board.number == number
        seen |= {card.card.number for card in hung_on(board.page)}
    assert seen == set(range(10_000, 10_025))
    debrief.steer(cast.frieda.viewer, step="happened", now=NOW)
    assert wall_board(cast.game.pk).number == 0


def test_a_page_that_is_gone_shows_the_last_one(cast):
    hang(cast, 25)
    debrief.steer(cast.frieda.viewer, kind="cards", item="99", now=NOW)
    board = wall_board(cast.game.pk)
    assert board.number == board.pages
    DebriefCard.objects.filter(sequence__gt=10_001).delete()
    board = wall_board(cast.game.pk)
    assert (board.number, board.pages, board.more) == (0, 1, 0)


@pytest.mark.parametrize("item", ["0", "-1", "zwei", "1e3"])
def test_what_is_no_page_is_refused(cast, item):
    with pytest.raises(Illegal, match="nothing_to_show"):
        debrief.steer(cast.frieda.viewer, kind="cards", item=item, now=NOW)


def test_cards_without_a_group_hang_beside_the_groups(cast):
    hang(cast, 4, groups=("Geld", ""))
    board = wall_board(cast.game.pk)
    blocks = [block for column in board.page.columns for block in column]
    assert [(block.group.name, block.group.count) for block in blocks] == [("Geld", 2), ("", 2)]
    assert board.more == 0


def test_as_many_resolutions_as_fit_the_newest_last(cast):
    debrief.steer(cast.frieda.viewer, step="next", now=NOW)
    Resolution.objects.bulk_create(
        Resolution(
            game=cast.game, sequence=20_000 + n, at=NOW, text=WORDS[:200], until="bald " * 12
        )
        for n in range(12)
    )
    board = wall_board(cast.game.pk)
    assert [each.number for each in board.resolutions][-1] == 20_011
    assert len(board.resolutions) + board.more_resolutions == 12
    assert board.more_resolutions > 0
    seen = []
    for number in board.numbers:
        debrief.steer(cast.frieda.viewer, kind="cards", item=str(number), now=NOW)
        seen += [each.number for each in wall_board(cast.game.pk).resolutions]
    assert seen == list(range(20_000, 20_012))


def test_of_many_pages_those_around_can_be_turned_to(cast):
    hang(cast, 120)
    pages = wall_board(cast.game.pk).pages
    seen, number = {1}, 1
    while number < pages:
        debrief.steer(cast.frieda.viewer, kind="cards", item=str(number), now=NOW)
        found = wall_board(cast.game.pk).numbers
        assert number in found
        assert len(found) <= 12
        seen |= set(found)
        number = found[-1]
    assert seen == set(range(1, pages + 1))


def test_what_the_facilitator_asks_now_stands_before_all_else(cast):
    for text in ("Zuerst gefragt?", "Jetzt gefragt?"):
        debrief_questions.ask(cast.frieda.viewer, step="feel", text=text, now=NOW)
    board = wall_board(cast.game.pk)
    assert [each.text for each in board.questions][:2] == ["Jetzt gefragt?", "Zuerst gefragt?"]
    assert board.questions == board.step.questions[:3]
