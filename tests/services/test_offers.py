from functools import partial

import pytest
from django.db import connection

from games.enums import LogKind, OfferStatus
from games.errors import GameError, Illegal, NotAllowed, StaleRevision, TooLate
from games.models import LogEntry, Offer, OfferDraft, OfferRevision, Settlement, Team, TeamDecision
from games.rules.canonical import digest
from games.rules.codec import state_from_json, state_to_json
from games.selectors.scenarios import state_after
from games.services import drafts, offer_drafts, offers, receipts
from tests import cast as people
from tests.cast import NOW
from tests.services.bargaining import (
    YARD,
    accept,
    answers,
    counter,
    decline,
    draft,
    edit,
    offer,
    propose,
    send,
)
from tests.services.test_concurrency import at_once


@pytest.fixture
def talking(cast):
    """Round 1; a bot sits in the third municipality. Its own offers are out of the way."""
    cast.play_until("negotiating")
    Offer.objects.filter(game=cast.game).delete()
    return cast


def state_with(cast, **towns):
    """Change values of towns in the stored state before round 1."""
    row = Settlement.objects.get(game=cast.game, round_number=0)
    plain = dict(row.state_after)
    for town, values in towns.items():
        plain["towns"][town] |= values
    row.state_after = state_to_json(state_from_json(plain))
    # States are kept by digest and key for the life of the process.
    row.digest = digest(plain)
    row.save()


@pytest.fixture
def councils(db):
    """As ``talking`` in the region where councils are asked: Auestadt and Sonnenbrück."""
    cast = people.assemble(scenario="mittelaue")
    cast.play_until("negotiating")
    Offer.objects.filter(game=cast.game).delete()
    return cast


STRONG = {"services": ["bauhof"], "stage": 3, "members": ["auestadt", "sonnenbrueck"]}


class TestDrafting:
    def test_a_draft_concerns_the_team_alone_and_has_a_receipt(self, talking):
        before, others = talking.fresh().version, talking.teams[1].version
        saved = offer_drafts.create_offer(
            talking.anna.viewer, round_number=1, content={"services": ["bauhof"]}, now=NOW
        )
        row = OfferDraft.objects.get(offer__number=saved.number)
        assert row.content == {"services": ["bauhof"], "members": ["obertal"]}
        assert (talking.fresh().version, talking.teams[1].version) == (before, others)
        assert offer(talking.anna, saved.number).status == OfferStatus.DRAFT
        assert saved.receipt.number == talking.fresh().log_sequence

    def test_two_people_set_different_fields(self, talking):
        number = draft(talking.anna)
        edit(talking.anna, number, {"stage": 3}, revision=1)
        saved = edit(talking.ben, number, {"caps.mittelbach": 200_000}, revision=1)
        content = OfferDraft.objects.get(offer__number=number).content
        assert saved.revision == 3
        assert content == YARD | {"stage": 3, "caps": {"mittelbach": 200_000}}

    def test_the_same_field_comes_back_with_both_versions(self, talking):
        number = draft(talking.anna)
        edit(talking.anna, number, {"stage": 3}, revision=1)
        with pytest.raises(StaleRevision, match="stale_revision") as refusal:
            edit(talking.ben, number, {"stage": 4}, revision=1)
        told = refusal.value.context["conflicts"]
        assert told == ({"path": "stage", "mine": 4, "theirs": 3, "by": "Anna"},)
        assert OfferDraft.objects.get(offer__number=number).content["stage"] == 3

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"price": 3}, "unknown_field"),
            ({"stage": "hoch"}, "malformed"),
            ({"sites.freibad": True}, "unknown_field"),
            ({"caps.obertal": "viel"}, "malformed"),
        ],
    )
    def test_what_no_terms_have_is_refused(self, talking, changes, code):
        number = draft(talking.anna)
        with pytest.raises(Illegal, match=code):
            edit(talking.anna, number, changes, revision=1)
        assert OfferDraft.objects.get(offer__number=number).revision == 1

    def test_a_partner_named_in_a_draft_cannot_touch_it(self, talking):
        number = draft(talking.anna)
        for act in (
            partial(edit, talking.dora, number, {"stage": 3}, revision=1),
            partial(accept, talking.dora, number),
            partial(offer_drafts.drop_draft, talking.dora.viewer, number, now=NOW),
        ):
            with pytest.raises(NotAllowed, match="unknown_offer"):
                act()

    def test_a_draft_thrown_away_is_gone(self, talking):
        number = draft(talking.anna)
        offer_drafts.drop_draft(talking.anna.viewer, number, now=NOW)
        assert not OfferDraft.objects.exists()
        with pytest.raises(TooLate, match="offer_over"):
            send_nothing(talking.anna, number)

    def test_a_repeated_request_saves_once(self, talking):
        number = draft(talking.anna)
        first = edit(talking.anna, number, {"stage": 3}, revision=1, request_id="r")
        again = edit(talking.anna, number, {"stage": 3}, revision=1, request_id="r")
        assert first == again
        assert OfferDraft.objects.get(offer__number=number).revision == 2

    def test_only_open_offers_count_towards_the_most_of_a_round(self, talking, monkeypatch):
        monkeypatch.setattr(offer_drafts, "MOST_OFFERS", 2)
        thrown, taken_off = draft(talking.anna), propose(talking.anna)
        with pytest.raises(Illegal, match="too_many_offers"):
            draft(talking.anna)
        offer_drafts.drop_draft(talking.anna.viewer, thrown, now=NOW)
        draft(talking.anna)
        offers.withdraw_offer(talking.anna.viewer, taken_off, now=NOW)
        draft(talking.anna)

    def test_nothing_is_drafted_once_the_round_is_closed(self, cast):
        cast.play_until("settled")
        with pytest.raises(TooLate, match="round_closed"):
            draft(cast.anna)
        with pytest.raises(TooLate, match="round_closed"):
            draft(cast.anna, round_number=2)


def send_nothing(person, number):
    return offers.send_offer(person.viewer, number, draft_revision=1, now=NOW)


class TestSending:
    def test_a_sent_offer_is_signed_by_its_sender_and_reaches_the_partners(self, talking):
        dora = talking.teams[1].version
        number = propose(talking.anna)
        assert offer(talking.anna, number).status == OfferStatus.OFFERED
        assert answers(talking.anna, number) == {"obertal": "accepted"}
        assert talking.teams[1].version == dora + 1
        entry = LogEntry.objects.filter(game=talking.game).latest("sequence")
        assert entry.kind == LogKind.OFFER_SENT
        assert not OfferDraft.objects.exists()

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (YARD | {"members": ["obertal"]}, "illegal"),
            (YARD | {"members": ["mittelbach", "obertal", "paris"]}, "illegal"),
            (YARD | {"services": ["schloss"]}, "illegal"),
            (YARD | {"stage": 9}, "illegal"),
            (YARD | {"services": ["freibad"], "sites": {"freibad": ["niederau"]}}, "illegal"),
            (YARD | {"key": "quoten"}, "illegal"),
            (
                YARD | {"key": "quoten", "quotas": {"obertal": 4000, "mittelbach": 5000}},
                "quotas_sum",
            ),
        ],
    )
    def test_a_faulty_paper_stays_on_the_desk(self, talking, content, code):
        number = draft(talking.anna, content)
        with pytest.raises(Illegal, match=code):
            send(talking.anna, number)
        assert OfferDraft.objects.filter(offer__number=number).exists()
        assert not OfferRevision.objects.exists()

    def test_who_leaves_itself_out_is_told(self, talking):
        number = draft(talking.anna)
        edit(talking.anna, number, {"members.obertal": None}, revision=1)
        with pytest.raises(Illegal, match="left_out"):
            send(talking.anna, number)

    def test_an_offer_of_no_service_is_refused_and_stays(self, talking):
        number = draft(talking.anna, {"members": ["mittelbach", "obertal"]})
        with pytest.raises(Illegal, match="no_services"):
            send(talking.anna, number)
        assert OfferDraft.objects.filter(offer__number=number).exists()
        assert not OfferRevision.objects.exists()

    def test_a_note_of_ten_thousand_signs_is_refused_and_nothing_is_lost(self, talking):
        number = draft(talking.anna)
        with pytest.raises(Illegal, match="text_too_long"):
            send(talking.anna, number, note="x" * 10_000)
        assert OfferDraft.objects.filter(offer__number=number).exists()

    def test_a_draft_changed_by_a_mate_is_not_sent_unseen(self, talking):
        number = draft(talking.anna)
        edit(talking.ben, number, {"stage": 3}, revision=1)
        with pytest.raises(StaleRevision, match="draft_changed"):
            send_nothing(talking.anna, number)

    def test_an_own_council_that_refuses_keeps_the_offer_at_home(self, councils):
        state_with(councils, auestadt={"backing": 3000})
        number = draft(councils.anna, STRONG)
        with pytest.raises(Illegal, match="council_refuses") as refusal:
            send(councils.anna, number)
        assert refusal.value.context == {"backing": 3000, "limit": 3500}
        assert not OfferRevision.objects.exists()

    def test_offers_end_where_time_ends(self, talking):
        propose(talking.anna)
        propose(talking.anna, YARD | {"services": ["verwaltung"]})
        number = draft(talking.anna, YARD | {"stage": 3})
        with pytest.raises(Illegal, match="no_time") as refusal:
            send(talking.anna, number)
        assert refusal.value.context == {"limit": 1, "wanted": 2}


class TestAnswering:
    def test_partners_accept_a_version(self, talking):
        number = propose(talking.anna)
        receipt = accept(talking.dora, number, request_id="yes")
        assert answers(talking.anna, number) == {"obertal": "accepted", "mittelbach": "accepted"}
        assert accept(talking.dora, number, request_id="yes") == receipt

    def test_a_changed_offer_is_not_signed_by_mistake(self, talking):
        number = propose(talking.anna)
        counter(talking.anna, number, {"key": "gleich"})
        with pytest.raises(StaleRevision, match="offer_changed") as refusal:
            accept(talking.dora, number, 1)
        assert refusal.value.context == {"revision": 2, "offer": number}
        assert answers(talking.anna, number) == {"obertal": "accepted"}
        accept(talking.dora, number, 2)

    def test_a_counter_offer_waits_for_the_others(self, talking):
        number = propose(talking.anna)
        counter(talking.dora, number, {"key": "gleich"}, note="Gleiche Teile, dann sind wir dabei.")
        newest = OfferRevision.objects.get(offer__number=number, number=2)
        assert (newest.team.town, newest.note) == (
            "mittelbach",
            "Gleiche Teile, dann sind wir dabei.",
        )
        assert answers(talking.anna, number) == {"mittelbach": "accepted"}
        accept(talking.anna, number, 2)
        assert set(answers(talking.anna, number)) == {"mittelbach", "obertal"}

    def test_a_no_is_a_no_until_it_is_taken_back(self, talking):
        number = propose(talking.anna)
        decline(talking.dora, number)
        assert offer(talking.anna, number).status == OfferStatus.DECLINED
        offers.answer_offer(talking.dora.viewer, number, revision=1, answer=None, now=NOW)
        assert offer(talking.anna, number).status == OfferStatus.OFFERED
        assert answers(talking.anna, number) == {"obertal": "accepted"}

    def test_the_own_council_is_asked_before_the_yes_counts(self, councils):
        state_with(councils, sonnenbrueck={"backing": 3400})
        number = propose(councils.anna, STRONG)
        with pytest.raises(Illegal, match="council_refuses"):
            accept(councils.dora, number)
        assert answers(councils.anna, number) == {"auestadt": "accepted"}
        assert offer(councils.anna, number).status == OfferStatus.OFFERED

    def test_withdrawn_is_withdrawn(self, talking):
        number = propose(talking.anna)
        with pytest.raises(NotAllowed, match="unknown_offer"):
            offers.withdraw_offer(talking.dora.viewer, number, now=NOW)
        offers.withdraw_offer(talking.ben.viewer, number, now=NOW)
        with pytest.raises(TooLate, match="offer_over"):
            accept(talking.dora, number)

    def test_strangers_find_no_offer(self, talking):
        number = propose(talking.anna)
        with pytest.raises(NotAllowed, match="unknown_offer"):
            accept(talking.carl, number)

    def test_a_signed_offer_that_takes_the_time_does_not_lock_the_draft(self, talking):
        for service in ("bauhof", "verwaltung"):
            accept(talking.dora, propose(talking.anna, YARD | {"services": [service]}))
        drafts.save_draft(
            talking.dora.viewer,
            round_number=1,
            revision=0,
            changes={f"meetings.{town}": True for town in ("obertal", "niederau")},
            now=NOW,
        )
        number = propose(
            talking.dora, YARD | {"services": ["freibad"], "sites": {"freibad": ["obertal"]}}
        )
        assert offer(talking.dora, number).status == OfferStatus.OFFERED
        saved = drafts.save_draft(
            talking.dora.viewer, round_number=1, revision=1, changes={"inner": 3}, now=NOW
        )
        assert saved.content["inner"] == 3


class TestBots:
    def test_bots_put_their_plans_on_the_table_when_a_round_begins(self, cast):
        Team.objects.filter(game=cast.game).exclude(pk=cast.anna.viewer.team_id).update(
            bot="kooperativ"
        )
        cast.play_until("briefing")
        published = Offer.objects.filter(game=cast.game, status=OfferStatus.OFFERED)
        assert published.count() > 0
        for row in published:
            said = answers(cast.anna, row.number)
            assert said[row.team.town] == "accepted"
            assert "obertal" not in said
            content = row.revisions.get().content
            assert {"mittelbach", "niederau"} & set(content["members"]) <= set(said)
        assert receipts.first_broken(cast.game.pk) is None

    def test_what_a_bot_decides_says_nothing_about_offers(self, cast):
        Team.objects.filter(game=cast.game).update(bot="kooperativ")
        cast.play_until("settled")
        assert Offer.objects.filter(game=cast.game, status=OfferStatus.FOUNDED).exists()
        for row in TeamDecision.objects.filter(team__game=cast.game):
            assert "proposals" not in row.content
            assert not any("#" in each for each in row.content.get("consents", ()))
        founded = state_after(cast.game.pk, 1).agreements
        offered = Offer.objects.filter(game=cast.game, status=OfferStatus.FOUNDED)
        assert len(founded) == len(offered) == len({a.service for a in founded})

    def test_a_bot_answers_at_once(self, talking):
        with_bot = YARD | {"members": ["niederau", "obertal"], "key": "alleinkosten"}
        number = propose(talking.anna, with_bot)
        assert answers(talking.anna, number) == {"obertal": "accepted", "niederau": "accepted"}
        greedy = with_bot | {
            "services": ["verwaltung"],
            "key": "quoten",
            "quotas": {"niederau": 10_000},
        }
        number = propose(talking.anna, greedy)
        assert answers(talking.anna, number)["niederau"] == "declined"
        assert offer(talking.anna, number).status == OfferStatus.DECLINED
        newest = OfferRevision.objects.get(offer__number=number)
        assert newest.answers.get(team__town="niederau").reason == "loss"

    def test_a_team_given_to_a_bot_answers_when_deciding_starts(self, talking):
        number = propose(talking.anna, YARD | {"key": "alleinkosten"})
        Team.objects.filter(pk=talking.dora.viewer.team_id).update(bot="allein")
        talking.play_until("deciding")
        newest = OfferRevision.objects.get(offer__number=number)
        assert newest.answers.get(team__town="mittelbach").reason == "alone"


class TestTheRoundIsSettled:
    def test_a_signed_offer_becomes_an_agreement(self, talking):
        number = propose(talking.anna)
        accept(talking.dora, number)
        open_one = propose(talking.anna, YARD | {"services": ["verwaltung"]})
        kept = draft(talking.dora, YARD | {"stage": 4})
        talking.play_until("settled")
        agreement = state_after(talking.game.pk, 1).agreements[0]
        assert (agreement.service, agreement.members) == ("bauhof", ("mittelbach", "obertal"))
        row = offer(talking.anna, number)
        assert (row.status, row.outcome) == ("founded", {"bauhof": {"agreement": agreement.id}})
        assert offer(talking.anna, open_one).status == OfferStatus.EXPIRED
        moved = offer(talking.dora, kept)
        assert (moved.status, moved.round_number) == ("draft", 2)
        stored = Settlement.objects.get(game=talking.game, round_number=1).content["decisions"]
        assert stored["obertal"]["content"]["proposals"][0]["service"] == "bauhof"
        assert stored["mittelbach"]["content"]["consents"] == ["obertal#0"]

    def test_a_gate_that_is_not_reached_is_told(self, talking):
        number = propose(talking.anna, YARD | {"stage": 4})
        accept(talking.dora, number)
        talking.play_until("settled")
        row = offer(talking.anna, number)
        assert row.status == OfferStatus.REFUSED
        assert row.outcome["bauhof"]["figures"]["reason"] == "trust"

    def test_a_counter_offer_the_owner_never_saw_binds_nobody(self, talking):
        number = propose(talking.anna)
        counter(talking.dora, number, {"key": "gleich"})
        talking.play_until("settled")
        assert offer(talking.anna, number).status == OfferStatus.EXPIRED
        assert state_after(talking.game.pk, 1).agreements == ()

    def test_a_package_comes_under_one_roof(self, talking):
        number = propose(talking.anna, YARD | {"services": ["bauhof", "verwaltung"]})
        accept(talking.dora, number)
        talking.play_until("settled")
        found = {a.service: a for a in state_after(talking.game.pk, 1).agreements}
        assert found["verwaltung"].roof == found["bauhof"].id
        assert set(offer(talking.anna, number).outcome) == {"bauhof", "verwaltung"}


class TestAtTheSameInstant:
    @pytest.fixture
    def region(self, transactional_db):
        game = people.found_game(people.UserFactory(), scenario="mittelaue", rounds=8)
        players = [people.sit_down(game, f"Person {place}", place) for place in range(6)]
        cast = people.Cast(game, people.leader(game), *players[:3], players[3], players[4])
        cast.play_until("negotiating")
        return cast, players

    def test_five_partners_sign_at_once(self, region):
        cast, players = region
        towns = [team.town for team in cast.teams]
        number = propose(
            players[0], {"services": ["verwaltung"], "stage": 2, "members": sorted(towns)}
        )
        got = at_once([partial(accept, player, number) for player in players[1:]])
        assert not [each for each in got if isinstance(each, GameError)]
        assert answers(players[0], number) == dict.fromkeys(towns, "accepted")
        assert len({each.number for each in got}) == 5
        assert receipts.first_broken(cast.game.pk) is None

    def test_a_signature_and_a_new_version_never_meet(self, region):
        _, players = region
        towns = [t.town for t in Team.objects.filter(game_id=players[0].viewer.game_id)][:2]
        number = propose(players[0], {"services": ["bauhof"], "members": sorted(towns)})
        offer_drafts.draft_from_newest(players[0].viewer, number, now=NOW)
        edit(players[0], number, {"key": "gleich"}, revision=1)
        # Of its own: the thread's connection, not this one's.
        connection.close()
        signed, sent = at_once(
            [partial(accept, players[1], number), partial(send, players[0], number)]
        )
        assert not isinstance(sent, GameError)
        late = isinstance(signed, StaleRevision)
        old = OfferRevision.objects.get(offer__number=number, number=1)
        assert old.answers.filter(team__town=towns[1]).exists() is not late
        assert answers(players[0], number) == {towns[0]: "accepted"}
