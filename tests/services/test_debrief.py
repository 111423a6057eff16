"""The board of the debrief: who may what and when, and what never gets out of hand."""

from dataclasses import replace
from functools import partial

import pytest

from games.access import Viewer, ViewerKind
from games.charts.shown.otherwise import query_in
from games.enums import LogKind, Role
from games.errors import Illegal, NotAllowed, RoleMayNot, TooLate, TooManyAttempts
from games.models import DebriefCard, DebriefDot, LogEntry
from games.selectors.debrief import board, choice
from games.selectors.debrief_lead import live_context
from games.services import debrief, debrief_cards, debrief_questions, flow, receipts
from games.services.forgetting import forget_game
from tests import cast as people
from tests.cast import NOW
from tests.recorded import recorded
from tests.views.matrix import Browsers


def finished(**options):
    cast = people.assemble(rounds=1, **options)
    cast.play_until("debrief")
    return cast


@pytest.fixture
def cast(db):
    """A game in the debrief whose board is open."""
    cast = finished()
    debrief.begin(cast.frieda.viewer, now=NOW)
    return cast


def write(cast, text, person=None, step="feel", **more):
    person = person or cast.anna
    return debrief_cards.write(person.viewer, step=step, text=text, now=NOW, **more).number


def give(person, *cards):
    debrief_cards.vote(person.viewer, step="feel", cards=list(cards), now=NOW)


def dots(cast):
    return {card.number: card.dots for card in board(cast.game.pk).at(1).cards}


def shown(cast, step=1):
    return [card.text for card in board(cast.game.pk).at(step).cards]


def test_the_board_is_closed_before_the_last_round_is_over(db):
    cast = people.assemble()
    cast.play_until("deciding")
    with pytest.raises(TooLate, match="debrief_closed"):
        debrief.begin(cast.frieda.viewer, now=NOW)
    with pytest.raises(TooLate, match="debrief_closed"):
        write(cast, "Zu früh")


def test_until_the_facilitator_begins_nobody_writes(db):
    cast = finished()
    with pytest.raises(TooLate, match="debrief_not_begun"):
        write(cast, "Zu früh")
    assert board(cast.game.pk) is None


def test_begun_twice_is_begun_once(cast):
    again = debrief.begin(cast.frieda.viewer, request_id="andere", now=NOW)
    assert again == receipts.receipt_of(LogEntry.objects.get(kind=LogKind.DEBRIEF_BEGUN))


def test_after_the_end_everything_can_be_read_and_nothing_changed(cast):
    write(cast, "Bleibt stehen")
    flow.end_game(cast.frieda.viewer, now=NOW)
    for refused in (
        lambda: write(cast, "Zu spät"),
        lambda: debrief.steer(cast.frieda.viewer, step="next", now=NOW),
        lambda: debrief.hide(cast.frieda.viewer, cards=[1], now=NOW),
        lambda: debrief_cards.resolve(cast.anna.viewer, text="Zu spät", now=NOW),
    ):
        with pytest.raises(TooLate, match="debrief_closed"):
            refused()
    assert board(cast.game.pk).over
    assert shown(cast) == ["Bleibt stehen"]


def test_a_card_names_the_municipality_and_the_log_holds_no_text(cast):
    number = write(cast, "  Wir waren\nzu <b>still</b> ")
    (card,) = board(cast.game.pk).at(1).cards
    assert (card.text, card.town) == ("Wir waren zu <b>still</b>", cast.teams[0].name)
    entry = LogEntry.objects.get(sequence=number, game=cast.game)
    assert entry.payload == {"step": "feel", "signs": len("Wir waren zu <b>still</b>")}


@pytest.mark.parametrize(("length", "code"), [(0, "text_missing"), (281, "text_too_long")])
def test_a_card_has_a_text_of_at_most_280_signs(cast, length, code):
    with pytest.raises(Illegal, match=code):
        write(cast, "x" * length)
    write(cast, "x" * 280)
    assert len(shown(cast)) == 1


def test_nobody_fills_the_board_alone(cast):
    for number in range(debrief_cards.MOST_CARDS):
        write(cast, f"Karte {number}")
    with pytest.raises(TooManyAttempts, match="too_many_cards"):
        write(cast, "Noch eine")
    write(cast, "Von nebenan", cast.ben)
    write(cast, "Nächster Schritt", step="next")


def test_the_same_request_is_one_card(cast):
    assert write(cast, "Einmal", request_id="k1") == write(cast, "Einmal", request_id="k1")
    assert shown(cast) == ["Einmal"]


def test_strangers_and_devices_without_a_seat_write_nothing(cast):
    for viewer in (cast.carl.viewer, Viewer(ViewerKind.PROJECTOR, cast.game.pk)):
        foreign = Viewer(viewer.kind, cast.game.pk, viewer.team_id, viewer.seat_id)
        with pytest.raises(NotAllowed):
            debrief_cards.write(foreign, step="feel", text="Hallo", now=NOW)
    with pytest.raises(NotAllowed):
        debrief.steer(cast.anna.viewer, step="next", now=NOW)
    franz = replace(cast.frieda.viewer, user_id=cast.franz.user.pk)
    with pytest.raises(NotAllowed):
        debrief.hide(franz, cards=[1], now=NOW)


@pytest.mark.parametrize(
    ("role", "steers", "moderates"),
    [("coach", False, True), ("technician", False, False), ("observer", False, False)],
)
def test_a_coach_orders_cards_and_leads_nobody(cast, role, steers, moderates):
    number = write(cast, "Karte")
    user = Browsers(cast)._helper(role)
    helper = Viewer(ViewerKind.FACILITATOR, cast.game.pk, user_id=user.pk, role=role)
    for allowed, act in (
        (steers, lambda: debrief.steer(helper, step="next", now=NOW)),
        (moderates, lambda: debrief.group(helper, cards=[number], name="Mut", now=NOW)),
    ):
        if allowed:
            act()
        else:
            with pytest.raises(RoleMayNot):
                act()


def test_hidden_cards_are_on_no_screen_and_come_back_with_their_dots(cast):
    first, second = write(cast, "Eins"), write(cast, "Zwei", cast.dora)
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    give(cast.ben, first)
    give(cast.dora, first)
    debrief.hide(cast.frieda.viewer, cards=[first], now=NOW)
    assert shown(cast) == ["Zwei"]
    with pytest.raises(Illegal, match="unknown_card"):
        debrief_cards.vote(cast.anna.viewer, step="feel", cards=[first], now=NOW)
    debrief.restore(cast.frieda.viewer, cards=[first], now=NOW)
    give(cast.anna, second)
    debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)
    assert dots(cast) == {first: 2, second: 1}


def test_groups_come_with_their_first_card_and_go_with_their_last(cast):
    numbers = [write(cast, f"Karte {number}") for number in range(3)]
    lead = partial(debrief.group, cast.frieda.viewer, now=NOW)
    lead(cards=numbers[1:], name=" Vertrauen ")
    groups = board(cast.game.pk).at(1).groups
    assert [(each.name, len(each.cards)) for each in groups] == [("Vertrauen", 2), ("", 1)]
    lead(cards=numbers, name="")
    assert [each.name for each in board(cast.game.pk).at(1).groups] == [""]
    with pytest.raises(Illegal, match="no_cards_chosen"):
        lead(cards=[], name="Leer")
    with pytest.raises(Illegal, match="unknown_card"):
        lead(cards=[*numbers, 999_999], name="Fremd")


def test_dots_show_only_once_the_vote_is_closed(cast):
    one, two = write(cast, "Eins"), write(cast, "Zwei")
    with pytest.raises(TooLate, match="vote_not_open"):
        debrief_cards.vote(cast.anna.viewer, step="feel", cards=[one], now=NOW)
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    give(cast.anna, two)
    give(cast.ben, two)
    give(cast.dora, one, two)
    step = board(cast.game.pk).at(1)
    assert (step.voted, [card.dots for card in step.cards]) == (3, [None, None])
    with pytest.raises(TooLate, match="vote_runs"):
        write(cast, "Mittendrin")
    debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)
    assert [(card.text, card.dots) for card in board(cast.game.pk).at(1).cards] == [
        ("Zwei", 3),
        ("Eins", 1),
    ]
    with pytest.raises(TooLate, match="vote_not_open"):
        debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)


def test_the_dots_of_one_or_two_are_never_shown(cast):
    """They would be those of a person, or to either of two those of the other."""
    one, two = write(cast, "Eins"), write(cast, "Zwei")
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    give(cast.anna, one)
    give(cast.dora, two)
    debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)
    assert dots(cast) == {one: None, two: None}
    assert board(cast.game.pk).at(1).too_few
    flow.end_game(cast.frieda.viewer, now=NOW)
    assert dots(cast) == {one: None, two: None}


def test_voting_once_more_all_begin_anew(cast):
    """If dots stayed, two looks at the counts would tell those of the one who changed theirs."""
    one, two = write(cast, "Eins"), write(cast, "Zwei")
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    for person in (cast.anna, cast.ben, cast.dora):
        give(person, one)
    debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)
    assert dots(cast) == {one: 3, two: 0}

    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    assert not DebriefDot.objects.exists()
    give(cast.anna, two)
    debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)

    assert dots(cast) == {one: None, two: None}


def test_who_opens_it_twice_at_once_takes_no_dot_away(cast):
    one = write(cast, "Eins")
    write(cast, "Zwei")
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    give(cast.anna, one)
    debrief.open_vote(cast.frieda.viewer, step="feel", request_id="andere", now=NOW)
    assert DebriefDot.objects.count() == 1


def test_a_resolution_taken_off_is_gone_for_who_only_looks(cast):
    number = debrief_cards.resolve(cast.anna.viewer, text="Peinlich", now=NOW).number
    debrief_cards.hide_resolution(cast.frieda.viewer, number=number, now=NOW)
    for role, sees in ((Role.LEAD, 1), (Role.COACH, 1), (Role.TECHNICIAN, 0), (Role.OBSERVER, 0)):
        looks = replace(cast.frieda.viewer, role=role)
        assert len(live_context(looks)["resolutions"]) == sees, role


def test_a_ballot_takes_the_place_of_the_one_before_and_has_three_dots(cast):
    numbers = [write(cast, f"Karte {number}") for number in range(5)]
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    vote = partial(debrief_cards.vote, cast.anna.viewer, step="feel", now=NOW)
    vote(cards=numbers[:3])
    vote(cards=[numbers[4], numbers[4]])
    assert list(DebriefDot.objects.values_list("card__sequence", flat=True)) == [numbers[4]]
    with pytest.raises(Illegal, match="too_many_dots"):
        vote(cards=numbers[:4])
    vote(cards=[])
    assert not DebriefDot.objects.exists()


def test_the_result_of_a_vote_begins_on_the_first_page_of_the_wall(cast):
    """Dots put the cards in another order: whoever turned pages before sees the winners."""
    for person in (cast.anna, cast.dora):
        for number in range(8):
            write(cast, f"Gedanke {number}: " + "Das war anders, als wir dachten. " * 6, person)
    debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)
    debrief.steer(cast.frieda.viewer, kind="cards", item="2", now=NOW)
    assert board(cast.game.pk).subject.item == "2"
    debrief.close_vote(cast.frieda.viewer, step="feel", now=NOW)
    assert board(cast.game.pk).subject.item == ""


def test_a_vote_needs_something_to_choose_from(cast):
    write(cast, "Die einzige")
    with pytest.raises(Illegal, match="nothing_to_vote"):
        debrief.open_vote(cast.frieda.viewer, step="feel", now=NOW)


def test_steering_leads_the_projector_back_to_the_phase(cast):
    game = cast.game
    type(game).objects.filter(pk=game.pk).update(projector_view="map", projector_blank="dark")
    debrief.steer(cast.frieda.viewer, kind="chart", item="finanzen", now=NOW)
    fresh = cast.fresh()
    assert (fresh.projector_view, fresh.projector_blank) == ("auto", "")
    found = board(cast.game.pk)
    assert (found.step.number, found.subject.kind, found.subject.item) == (1, "chart", "finanzen")


@pytest.mark.parametrize(
    ("kind", "item", "code"),
    [
        ("chart", "geheim", "nothing_to_show"),
        ("moment", "1", "nothing_to_show"),
        ("moment", "x" * 60, "nothing_to_show"),
        ("page", "../admin", "nothing_to_show"),
        ("page", "review_theme/vertrauen", "nothing_to_show"),
        ("chart", "vertrauen/geheim", "nothing_to_show"),
        ("chart", "vertrauen/netz?runde=9", "nothing_to_show"),
        ("turning", "99", "nothing_to_show"),
        ("what_if", "anders=modell:atlantis", "nothing_to_show"),
        ("what_if", "", "nothing_to_show"),
        ("cards", "zwei", "nothing_to_show"),
        ("blank", "1", "nothing_to_show"),
        ("film", "", "unknown_view"),
    ],
)
def test_only_what_there_is_can_be_shown(cast, kind, item, code):
    with pytest.raises(Illegal, match=code):
        debrief.steer(cast.frieda.viewer, kind=kind, item=item, now=NOW)


def test_pages_pictures_and_another_game_are_shown_with_the_way_there(cast):
    for kind, item, part in (
        ("page", "review_story", "/geschichte/"),
        ("chart", "vertrauen/netz?runde=1", "/bilder/vertrauen/?runde=1#netz-karte"),
        ("what_if", query_in("https://x.example/was-waere/?anders=modell:allein"), "?anders="),
    ):
        debrief.steer(cast.frieda.viewer, kind=kind, item=item, now=NOW)
        subject = board(cast.game.pk).subject
        assert (subject.kind, bool(subject.title), part in subject.url) == (kind, True, True)


def test_turning_points_of_the_record_can_be_shown(db):
    cast = recorded(2)
    debrief.begin(cast.frieda.viewer, now=NOW)
    (number, text), *_more = choice(cast.frieda.viewer).turning
    debrief.steer(cast.frieda.viewer, kind="turning", item="1", now=NOW)
    subject = board(cast.game.pk).subject
    assert subject.text == text
    assert subject.url.endswith(f"/geschichte/#runde-{number}")


def test_resolutions_say_who_and_until_when_and_can_be_taken_off(cast):
    debrief_cards.resolve(cast.anna.viewer, text="Zum Bauhof reden", until="Ostern", now=NOW)
    lead = partial(debrief_cards.resolve_for, cast.frieda.viewer, now=NOW)
    number = lead(town="", text="Treffen im Herbst").number
    with pytest.raises(Illegal, match="unknown_town"):
        lead(town="atlantis", text="Nein")
    kept = board(cast.game.pk).resolutions
    assert [(each.town, each.until) for each in kept] == [(cast.teams[0].name, "Ostern"), ("", "")]
    debrief_cards.hide_resolution(cast.frieda.viewer, number=number, now=NOW)
    assert len(board(cast.game.pk).resolutions) == 1
    debrief_cards.restore_resolution(cast.frieda.viewer, number=number, now=NOW)
    assert len(board(cast.game.pk).resolutions) == 2


def test_anonymising_takes_out_what_was_written(cast):
    number = write(cast, "Frau Geheim war still")
    debrief.group(cast.frieda.viewer, cards=[number], name="Geheim", now=NOW)
    debrief_questions.ask(cast.frieda.viewer, step="feel", text="Geheim?", now=NOW)
    debrief_cards.resolve(cast.anna.viewer, text="Geheim", until="Geheim", now=NOW)
    forget_game(cast.game.pk, "Probe", user_id=cast.frieda.user.pk, now=NOW)
    assert "Geheim" not in str(board(cast.game.pk))
    assert not DebriefCard.objects.filter(seat__isnull=False).exists()
