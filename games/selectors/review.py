"""The review of a finished game: all rounds, figures, postings, decisions, phases.

Until the game has ended the review holds nothing but where the game stands.
"""

from collections.abc import Mapping, Sequence

from django.db.models import Max

from games.access import Viewer
from games.models import Game, LogEntry, Settlement
from games.rules.model import Scenario
from games.rules.posting import RULES
from games.selectors.choices import choices_of
from games.selectors.explain import calculation
from games.selectors.labels import (
    account_label,
    rule_formula,
    rule_title,
    subject_label,
    value_label,
)
from games.selectors.logkinds import PUBLIC
from games.selectors.nameless import nameless_round, nameless_scenario, nameless_stage
from games.selectors.news import cards_news
from games.selectors.notes import note_sentence
from games.selectors.options import options_of
from games.selectors.reading import game_row
from games.selectors.regionmap import mark_of
from games.selectors.review_values import (
    ALL,
    Cell,
    DecisionView,
    FigureRow,
    Filters,
    IndexRow,
    NoteLine,
    PhaseLine,
    PostingLine,
    Review,
    RoundView,
    TownColumn,
)
from games.selectors.rounds import VALUES, BookedPosting, Figures, Round, settled_rounds
from games.selectors.scenarios import scenario_of
from games.selectors.settlement import parameters_of
from games.selectors.stage import Stage, stage_of


def review_stage(viewer: Viewer) -> Stage:
    """Where the game stands; one query."""
    return _stage(game_row(viewer.game_id))


def last_round(viewer: Viewer) -> int | None:
    """The last round that was settled, None before the first; one query."""
    live = Settlement.objects.filter(game_id=viewer.game_id, superseded_at__isnull=True)
    return live.aggregate(last=Max("round_number"))["last"] or None


def _stage(game: Game) -> Stage:
    scenario = scenario_of(game)
    return stage_of(game, scenario.name, scenario.first_year)


def review(
    viewer: Viewer,
    filters: Filters = ALL,
    chosen: int | None = None,
    *,
    explained: bool = False,
    nameless: bool = False,
) -> Review:
    """The review for whoever may see it; ``chosen`` is the round whose details are shown.

    ``explained``: the postings come with their calculation and the sources of their numbers.
    ``nameless``: nothing that people wrote is in it, and no log.
    """
    game = game_row(viewer.game_id)
    stage = _stage(game)
    if not stage.is_over:
        return Review(stage=stage, open=False)
    scenario = scenario_of(game)
    rounds = settled_rounds(game.pk, scenario)
    if nameless:
        stage, scenario = nameless_stage(stage), nameless_scenario(scenario)
        rounds = tuple(nameless_round(scenario, each) for each in rounds)
    towns = town_columns(scenario)
    views = tuple(_round_view(scenario, towns, rounds, index) for index in range(len(rounds)))
    shown = next((view for view in views if view.number == chosen), views[-1] if views else None)
    lines = _lines(scenario, rounds, filters, digest=game.scenario.digest if explained else "")
    return Review(
        stage=stage,
        open=True,
        towns=tuple(towns.values()),
        rounds=views,
        totals=_totals(towns, rounds),
        chosen=shown,
        index_names=tuple(value_label(name) for name in VALUES),
        indices=tuple(
            IndexRow(each.number, tuple(each.region.get(name, 0) for name in VALUES))
            for each in rounds
        ),
        filters=filters,
        rules=_used_rules(rounds),
        postings=lines,
        balance=sum(line.signed or 0 for line in lines) if filters.town else None,
        phases=() if nameless else _phases(game.pk),
        options=options_of(scenario),
    )


def _lines(
    scenario: Scenario, rounds: Sequence[Round], wanted: Filters, digest: str
) -> tuple[PostingLine, ...]:
    return tuple(
        posting_line(scenario, posting, wanted.town, digest)
        for each in rounds
        for posting in each.postings
        if wanted.admits(posting)
    )


def _totals(towns: Mapping[str, TownColumn], rounds: Sequence[Round]) -> tuple[FigureRow, ...]:
    """The figures at the end against the start."""
    if not rounds:
        return ()
    return tuple(figure_row(towns[each.town], each, rounds[0]) for each in rounds[-1].figures)


def town_columns(scenario: Scenario) -> dict[str, TownColumn]:
    """The municipalities in seating order, by id."""
    return {
        town.id: TownColumn(town.id, town.name, mark_of(position))
        for position, town in enumerate(scenario.municipalities.values())
    }


def posting_line(
    scenario: Scenario, posting: BookedPosting, town: str = "", digest: str = ""
) -> PostingLine:
    """A posting in words; with a town its amount gets the sign that the town sees.

    With the scenario's ``digest`` the calculation and the sources of its numbers come along.
    """
    rule = RULES[posting.rule]
    signed = None
    if town:
        signed = posting.amount if posting.target == town else -posting.amount
    return PostingLine(
        round_number=posting.round_number,
        number=posting.number,
        rule=posting.rule,
        rule_title=rule_title(rule.id),
        formula=rule_formula(rule.id),
        section=rule.section,
        source=account_label(scenario, posting.source),
        target=account_label(scenario, posting.target),
        source_id=posting.source,
        target_id=posting.target,
        amount=posting.amount,
        signed=signed,
        subject=subject_label(scenario, posting.cause),
        cause_id=posting.cause,
        inputs=posting.inputs,
        parameters=posting.parameters,
        calculation=calculation(
            scenario, posting.rule, posting.cause, posting.inputs, posting.parameters
        )
        if digest
        else None,
        settings=parameters_of(digest, posting.parameters) if digest else (),
    )


def _round_view(
    scenario: Scenario, towns: Mapping[str, TownColumn], rounds: Sequence[Round], index: int
) -> RoundView:
    played = rounds[index]
    before = rounds[index - 1] if index else None
    card = scenario.events.get(played.event)
    return RoundView(
        number=played.number,
        year=scenario.first_year + played.number - 1,
        settled_at=played.settled_at,
        rows=tuple(figure_row(towns[each.town], each, before) for each in played.figures),
        region=played.region,
        event=card.name if card else "",
        event_text=card.text if card else "",
        event_towns=tuple(towns[town].name for town in played.event_towns),
        interventions=cards_news(scenario, played.played),
        decisions=tuple(
            DecisionView(
                towns[each.town],
                each.missing,
                each.source,
                each.submitted_at,
                choices_of(scenario, each.content),
                each.content,
            )
            for each in played.decisions
        ),
        notes=tuple(
            NoteLine(towns.get(note.town), note_sentence(scenario, note), note)
            for note in played.notes
        ),
        fund_money=played.fund_money,
        engine_version=played.engine_version,
        digest=played.digest,
    )


def figure_row(town: TownColumn, now: Figures, before: Round | None) -> FigureRow:
    """A municipality's figures after a round against those after the one before."""
    old = before.figures_of(town.id) if before else None
    return FigureRow(
        town=town,
        now=now,
        account_change=now.account - old.account if old else None,
        inhabitants_change=now.inhabitants - old.inhabitants if old else None,
        values=tuple(
            Cell(now.values[name], now.values[name] - old.values[name] if old else None, name)
            for name in VALUES
        ),
    )


def _used_rules(rounds: Sequence[Round]) -> tuple[tuple[str, str], ...]:
    used = {posting.rule for each in rounds for posting in each.postings}
    return tuple((rule.id, rule_title(rule.id)) for rule in RULES.values() if rule.id in used)


def _phases(game_id: int) -> tuple[PhaseLine, ...]:
    rows = LogEntry.objects.filter(game_id=game_id, kind__in=PUBLIC).order_by("sequence")
    return tuple(
        PhaseLine(*row)
        for row in rows.values_list("at", "kind", "phase", "round_number", "payload")
    )
