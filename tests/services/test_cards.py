"""Own cards, put by and played; refusals with figures; of two facilitators at once one acts."""

import re

import pytest

from games.enums import LogKind
from games.errors import Illegal, NotAllowed, TooLate
from games.models import LogEntry
from games.selectors.course import course_mark, course_of
from games.selectors.owncards import filled_in, saved_cards
from games.selectors.steering import Draft, dry_run
from games.services import cards, drafts, flow, seats
from games.services.steering import intervene, withdraw
from games.views.messages import sentence
from tests.cast import NOW, assemble
from tests.services.test_steering import RAIN, REASON, booked, event


def save(cast, table=RAIN, **named):
    return cards.save_card(cast.frieda.viewer, table, now=NOW, **named)


def play(cast, card, number=1, **named):
    draft = Draft("event", number, REASON, {"card": card, "towns": ()})
    return intervene(cast.frieda.viewer, draft, now=NOW, **named)


def names(cast):
    return [card.name for card in saved_cards(cast.fresh())]


class TestSaved:
    def test_a_card_is_put_by_before_the_start_and_played_twice_later(self, cast):
        number = save(cast, towns=("obertal",)).number
        cast.play_until("deciding")
        play(cast, f"eigene_{number}")
        play(cast, f"eigene_{number}", 2)
        cast.play_until("settled", round_number=2)
        assert ("obertal", "welt", 42_000) in booked(cast, 1, "X1")
        assert ("obertal", "welt", 42_000) in booked(cast, 2, "X1")
        ids = [entry.card.card.id for entry in course_of(cast.fresh()).entries]
        assert len(set(ids)) == 2

    def test_a_new_version_takes_the_place_of_the_old_one(self, cast):
        number = save(cast).number
        save(cast, RAIN | {"name": "Dürre"}, replaces=number)
        assert names(cast) == ["Dürre"]

    def test_what_was_played_stays_when_its_card_is_thrown_away(self, cast):
        number = save(cast).number
        cast.play_until("deciding")
        play(cast, f"eigene_{number}")
        cards.drop_card(cast.frieda.viewer, number, now=NOW)
        assert names(cast) == []
        assert len(course_of(cast.fresh()).entries) == 1
        with pytest.raises(Illegal, match="unknown_own_card"):
            cards.drop_card(cast.frieda.viewer, number, now=NOW)

    def test_the_form_is_filled_with_what_was_typed(self, cast):
        effects = [{"kind": "kosten", "service": "bauhof", "factor": 9_050}, *RAIN["effects"]]
        number = save(cast, RAIN | {"effects": effects}).number
        filled = filled_in(cast.frieda.viewer, f"eigene_{number}")
        assert (filled["effect_1"], filled["amount_1"]) == ("kosten", "−9,50")
        assert (filled["amount_2"], filled["amount_3"]) == ("−42.000", "2")

    def test_no_more_than_the_deck_holds(self, cast, monkeypatch):
        monkeypatch.setattr(cards, "MAX_CARDS", 1)
        save(cast)
        with pytest.raises(Illegal, match="too_many_own_cards"):
            save(cast)

    @pytest.mark.parametrize("who", ["franz", "anna"])
    def test_the_owner_alone_has_cards(self, cast, who):
        viewer = getattr(cast, who).viewer
        with pytest.raises(NotAllowed):
            cards.save_card(type(viewer)(viewer.kind, cast.game.pk, user_id=0), RAIN, now=NOW)


class TestRefused:
    def test_what_no_file_may_say_is_no_card(self, cast):
        with pytest.raises(Illegal) as caught:
            save(cast, RAIN | {"effects": [{"kind": "zuzug", "people": 20_000}]})
        assert sentence(caught.value).startswith("Das geht so nicht: Wirkung 1 = 20000.")

    @pytest.mark.parametrize("act", [dry_run, intervene])
    def test_an_event_that_would_empty_a_town_is_refused_with_the_figures(self, cast, act):
        cast.play_until("deciding")
        draft = event(1, own=RAIN | {"effects": [{"kind": "zuzug", "people": -6_000}]})
        with pytest.raises(Illegal, match="cannot_be_settled") as caught:
            act(cast.frieda.viewer, draft)
        assert re.match(
            r"In Obertal blieben [34]\.\d\d\d von 10\.000 Menschen", sentence(caught.value)
        )
        assert cast.fresh().steering == []

    def test_two_events_for_the_same_later_round_are_tried_together(self, cast):
        cast.play_until("deciding")
        draft = event(2, own=RAIN | {"effects": [{"kind": "zuzug", "people": -3_500}]})
        intervene(cast.frieda.viewer, draft, now=NOW)
        with pytest.raises(Illegal, match="cannot_be_settled"):
            intervene(cast.frieda.viewer, draft, now=NOW)

    def test_an_event_for_a_team_that_everybody_left_is_refused_until_somebody_plays_it(self, cast):
        cast.play_until("deciding")
        frieda, dora = cast.frieda.viewer, cast.dora.viewer
        draft = event(1, towns=("mittelbach",))
        seats.merge_people(
            frieda, source_id=dora.team_id, team_id=cast.anna.viewer.team_id, reason="-", now=NOW
        )
        with pytest.raises(Illegal, match="nobody_plays") as caught:
            intervene(frieda, draft, now=NOW)
        assert sentence(caught.value).startswith(
            "In Mittelbach sitzt seit 11:00\xa0Uhr niemand mehr"
        )
        seats.set_bot(frieda, team_id=dora.team_id, bot="allein")
        intervene(frieda, draft, now=NOW)

    def test_a_deputy_plays_a_team_that_was_left(self, cast):
        cast.play_until("deciding")
        frieda, dora = cast.frieda.viewer, cast.dora.viewer
        seats.remove_seat(frieda, seat_id=dora.seat_id, reason="krank", now=NOW)
        deputy = type(dora)(dora.kind, dora.game_id, team_id=dora.team_id, user_id=frieda.user_id)
        drafts.save_draft(deputy, round_number=1, revision=0, changes={"greenfield": 1}, now=NOW)
        intervene(frieda, event(1, towns=("mittelbach",)), now=NOW)

    def test_a_town_played_on_paper_from_the_start_can_be_hit(self, cast):
        flow.start_game(cast.frieda.viewer, now=NOW, fill_with_bots=False)
        cast.play_until("deciding")
        third = cast.teams[2].town
        intervene(cast.frieda.viewer, event(1, towns=(third,)), now=NOW)


class TestSeen:
    def test_who_previewed_before_somebody_else_intervened_looks_again(self, cast):
        cast.play_until("deciding")
        mark = course_mark(cast.fresh())
        number = intervene(cast.frieda.viewer, event(1), seen=mark, now=NOW).number
        with pytest.raises(TooLate, match="steering_moved"):
            intervene(cast.frieda.viewer, event(1), seen=mark, now=NOW)
        withdraw(cast.frieda.viewer, number, reason="Irrtum", now=NOW)
        intervene(cast.frieda.viewer, event(1), seen=course_mark(cast.fresh()), now=NOW)

    def test_the_same_request_is_answered_with_its_receipt_all_the_same(self, cast):
        cast.play_until("deciding")
        named = {"seen": course_mark(cast.fresh()), "request_id": "eins", "now": NOW}
        first = intervene(cast.frieda.viewer, event(1), **named)
        assert intervene(cast.frieda.viewer, event(1), **named) == first
        assert LogEntry.objects.filter(game=cast.game, kind=LogKind.EVENT_PLAYED).count() == 1


def test_five_effects_on_one_card_all_count(db):
    cast = assemble(scenario="mittelaue")
    cast.play_until("deciding", round_number=2)
    effects = [
        {"kind": "geld", "amount": 1_000},
        {"kind": "geld", "per_head": -3},
        {"kind": "gewerbe", "factor": 9_000},
        {"kind": "kosten", "service": "kita", "factor": 11_000},
        {"kind": "zustand", "service": "kita", "change": -500},
    ]
    run = dry_run(cast.frieda.viewer, event(2, own=RAIN | {"effects": effects}, towns=()))
    assert all(row.account < 0 for row in run.teams)
