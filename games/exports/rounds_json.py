"""All rounds of a game as JSON: figures, decisions, events, postings, as they were settled."""

from collections.abc import Sequence
from typing import Any

from games.exports.applications_csv import applications_json
from games.selectors.applied import AppliedLine
from games.selectors.control_state import town_figures
from games.selectors.marks import Mark
from games.selectors.review_values import DecisionView, PostingLine, Review, RoundView
from games.selectors.rounds import BookedNote

FORMAT = 1

Json = dict[str, Any]


def rounds_json(
    page: Review, applied: Sequence[AppliedLine] = (), marks: Sequence[Mark] = ()
) -> Json:
    """The finished game with the applications to its fund, and the marks.

    Money in euro, values and shares in ten-thousandths, times in ISO 8601.
    """
    postings: dict[int, list[Json]] = {}
    for line in page.postings:
        postings.setdefault(line.round_number, []).append(_posting(line))
    return {
        "format": FORMAT,
        "game": page.stage.name,
        "region": page.stage.region,
        "rounds": page.stage.rounds,
        "options": [option.id for option in page.options],
        "towns": {town.id: town.name for town in page.towns},
        "rounds_played": [
            _round(each, postings.get(each.number, []))
            | {
                "applications": applications_json(
                    line for line in applied if line.round_number == each.number
                )
            }
            for each in page.rounds
        ],
        "phases": [
            {
                "at": line.at.isoformat(),
                "kind": line.kind,
                "phase": line.phase,
                "round": line.round_number,
            }
            for line in page.phases
        ],
        "marks": [_mark(each) for each in marks],
    }


def _mark(mark: Mark) -> Json:
    return {
        "number": mark.number,
        "round": mark.round_number,
        "phase": mark.phase,
        "by": mark.by or None,
        "text": mark.text,
        "questions": list(mark.questions),
    }


def _round(played: RoundView, postings: list[Json]) -> Json:
    return {
        "round": played.number,
        "year": played.year,
        "settled_at": played.settled_at.isoformat(),
        "engine_version": played.engine_version,
        "digest": played.digest,
        "region": dict(played.region),
        "event": {"name": played.event, "towns": list(played.event_towns)}
        if played.event
        else None,
        "interventions": [
            {
                "name": card.name,
                "text": card.text,
                "towns": list(card.towns),
                "correction": card.correction,
            }
            for card in played.interventions
        ],
        "fund_money": played.fund_money,
        "figures": {row.town.id: town_figures(row.now) for row in played.rows},
        "decisions": {each.town.id: _decision(each) for each in played.decisions},
        "notes": [_note(each.note) for each in played.notes],
        "postings": postings,
    }


def _note(note: BookedNote) -> Json:
    return {
        "code": note.code,
        "town": note.town,
        "item": note.item,
        "figures": dict(note.figures),
    }


def _decision(decision: DecisionView) -> Json:
    return {
        "missing": decision.missing,
        "source": decision.source.value,
        "submitted_at": decision.submitted_at.isoformat() if decision.submitted_at else None,
        "content": dict(decision.content),
    }


def _posting(line: PostingLine) -> Json:
    return {
        "number": line.number,
        "rule": line.rule,
        "source": line.source_id,
        "target": line.target_id,
        "amount": line.amount,
        "cause": line.cause_id,
        "inputs": dict(line.inputs),
        "parameters": dict(line.parameters),
    }
