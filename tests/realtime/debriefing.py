"""Every command of the debrief once, one after the other, as (name, call)."""

from functools import partial

from games.enums import LogKind
from games.services import debrief, debrief_cards, debrief_questions, notes
from tests.cast import NOW

KINDS = {kind for kind in LogKind if kind.startswith(("debrief_", "resolution_"))}
"""What all of them together write into the log."""


def debriefing(cast):
    """The board from its beginning to the resolutions; the game is in the debrief."""
    frieda, anna, ben, dora = (
        person.viewer for person in (cast.frieda, cast.anna, cast.ben, cast.dora)
    )
    cards, asked, kept = [], [], []
    yield "begin", lambda: debrief.begin(frieda, now=NOW)
    yield from questions(frieda, asked)
    for viewer in (anna, ben, dora):
        write = partial(debrief_cards.write, viewer, step="feel", text="Leise <b>Töne</b>", now=NOW)
        yield "a card", lambda write=write: cards.append(write().number)
    yield (
        "a group",
        lambda: debrief.group(frieda, cards=cards[:2], name="Lautstärke", now=NOW),
    )
    yield "a card off", lambda: debrief.hide(frieda, cards=cards[2:], now=NOW)
    yield "a card back", lambda: debrief.restore(frieda, cards=cards[2:], now=NOW)
    yield "the vote opens", lambda: debrief.open_vote(frieda, step="feel", now=NOW)
    yield (
        "dots",
        lambda: debrief_cards.vote(anna, step="feel", cards=cards[:2], now=NOW),
    )
    yield "the vote ends", lambda: debrief.close_vote(frieda, step="feel", now=NOW)
    yield from showing(frieda)
    yield "a step", lambda: debrief.steer(frieda, step="next", now=NOW)
    yield (
        "a resolution",
        lambda: kept.append(debrief_cards.resolve(anna, text="Reden", until="Mai", now=NOW)),
    )
    yield "for all", lambda: debrief_cards.resolve_for(frieda, town="", text="Treffen", now=NOW)
    number = lambda: kept[0].number  # noqa: E731 - it is there only once the command was given
    yield (
        "a resolution off",
        lambda: debrief_cards.hide_resolution(frieda, number=number(), now=NOW),
    )
    yield (
        "a resolution back",
        lambda: debrief_cards.restore_resolution(frieda, number=number(), now=NOW),
    )


def questions(frieda, asked):
    """A question of one's own comes and goes, others are worded anew, hidden and shown."""
    ask = partial(debrief_questions.ask, frieda, step="feel", text="Und jetzt?", now=NOW)
    yield "a question", lambda: asked.append(ask().number)
    show = partial(debrief_questions.show_question, frieda, key="usual:feel:1", now=NOW)
    reword = partial(debrief_questions.reword, frieda, key="usual:feel:2", now=NOW)
    yield "a question hidden", lambda: show(shown=False)
    yield "a question shown", lambda: show(shown=True)
    yield "other words", lambda: reword(text="Wann war es schwer?")
    yield "a question off", lambda: debrief_questions.unask(frieda, number=asked[0], now=NOW)


def showing(frieda):
    """What the facilitator puts before everybody, and whether all follow."""
    noted = []
    yield (
        "a moment kept",
        lambda: noted.append(notes.note_as_facilitator(frieda, text="Da!", now=NOW).number),
    )
    steer = partial(debrief.steer, frieda, now=NOW)
    yield "that moment", lambda: steer(kind="moment", item=str(noted[0]))
    yield "a chart", lambda: steer(kind="chart", item="finanzen")
    yield "a page", lambda: steer(kind="page", item="review_story")
    yield "nothing", lambda: steer(kind="blank")
    yield "everybody alone", lambda: debrief.set_mode(frieda, free=True, now=NOW)
    yield "all back", lambda: debrief.set_mode(frieda, free=False, now=NOW)
