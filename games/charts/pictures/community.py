"""Burden and benefit of working together, beside the Shapley reference."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from games.charts import cells
from games.charts.figure import COLOURS, Figure, Table, bars, base
from games.charts.pictures.forms import (
    END_LABEL,
    MOST_COLUMNS,
    burden_and_benefit,
    ended,
    heat,
    lying,
    more_thousands,
    thousands,
)
from games.charts.pictures.look import Look
from games.charts.pictures.shares import (
    FUND_SUBJECT,
    HELP_SUBJECT,
    NOTHING,
    Balance,
    balances,
    by_town,
)
from games.charts.pictures.spans import agreement_names, postings, town_names
from games.rules import fairness
from games.rules.fairness import Fairness
from games.rules.model import Scenario, State
from games.selectors import money
from games.selectors.memo import Same

Found = Mapping[tuple[str, str], Balance]
MOST_KEPT = 64


def draw(look: Look) -> tuple[Figure, ...]:
    """Of each municipality, of each agreement, against the reference, and against alone.

    Nothing where nobody did anything together.
    """
    found = balances(postings(look), town_names(look))
    if not found:
        return ()
    seen = lenses(look)
    return (
        _sides(look, found),
        _by_subject(look, found),
        _reference(look, seen),
        _alone(look, found, seen),
    )


def _sides(look: Look, found: Found) -> Figure:
    towns = town_names(look)
    own = {town: by_town(found, town) for town in towns}
    return Figure(
        id="lasten-nutzen",
        title=_("Lasten und Nutzen je Gemeinde, in Tausend Euro"),
        finding=_sides_finding({towns[town]: each.net for town, each in own.items()}),
        options=burden_and_benefit(
            list(towns.values()),
            (_("Lasten"), _("Nutzen")),
            [own[town].paid for town in towns],
            [own[town].benefit for town in towns],
            [more_thousands(own[town].net) for town in towns],
        ),
        table=_sides_table(look, found),
        height="l",
        note=_(
            "Summe aller Runden, nur gemeinsame Vorhaben: Umlagen, Gründung, Erneuerung, Fonds und "
            "Hilfe gegen das, was hereinkam, was allein zu zahlen gewesen wäre, und den Wert der "
            "Qualität. Eigene Projekte sind nicht dabei."
        ),
    )


def _sides_finding(nets: Mapping[str, int]) -> str:
    losers = [name for name, net in nets.items() if net < 0]
    most = max(nets, key=lambda name: nets[name])
    if not any(nets.values()):
        return _("Es gab keine gemeinsamen Vorhaben, bei denen Geld geflossen ist.")
    words = {"most": most, "amount": money.euro_change(nets[most]), "names": ", ".join(losers)}
    if not losers:
        return (
            _("Keine Gemeinde hat mehr Lasten als Nutzen; am meisten bleibt %(most)s (%(amount)s).")
            % words
        )
    return _("Am meisten bleibt %(most)s (%(amount)s). Mehr Lasten als Nutzen: %(names)s.") % words


def _sides_table(look: Look, found: Found) -> Table:
    towns, things = town_names(look), subjects(look, found)
    rows = []
    for town, name in towns.items():
        mine = {what: found[town, what] for what in things if (town, what) in found}
        rows += [_row(name, things[what], each) for what, each in mine.items()]
        rows.append(_row(name, _("zusammen"), by_town(found, town)))
    return cells.table(
        (
            _("Gemeinde"),
            _("Vorhaben"),
            _("gezahlt"),
            _("bekommen"),
            _("allein zu zahlen"),
            _("Wert der Qualität"),
            _("Saldo"),
        ),
        rows,
    )


def _row(town: str, what: str, each: Balance) -> list[cells.Cell]:
    return [
        cells.word(town),
        cells.word(what),
        cells.euro(each.paid),
        cells.euro(each.got),
        cells.euro(each.alone),
        cells.change(each.worth),
        cells.change(each.net),
    ]


def subjects(look: Look, found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What there was to share (``found`` by municipality), by id: in order of its beginning.

    Fund and help stand at the end.
    """
    known = list(dict.fromkeys(what for _town, what in found))
    ends = {FUND_SUBJECT: _("Fonds"), HELP_SUBJECT: _("Hilfe unter Nachbarn")}
    names = agreement_names(look, [each for each in known if each not in ends])
    return names | {what: name for what, name in ends.items() if what in known}


def _by_subject(look: Look, found: Found) -> Figure:
    towns, things = town_names(look), subjects(look, found)
    nets = [[_net(found, town, what) for what in things] for town in towns]
    drawn = [[None if each is None else thousands(each) for each in row] for row in nets]
    texts = [["" if each is None else more_thousands(each) for each in row] for row in nets]
    most = max((abs(each) for row in drawn for each in row if each is not None), default=0) or 1
    return Figure(
        id="je-vorhaben",
        title=_("Saldo je Gemeinde und Vorhaben, in Tausend Euro"),
        finding=_subject_finding(towns, things, nets),
        options=heat(list(things.values()), list(towns.values()), drawn, (-most, most), texts),
        table=cells.table(
            (_("Gemeinde"), *things.values(), _("zusammen")),
            [
                [
                    cells.word(name),
                    *(cells.nothing() if each is None else cells.change(each) for each in row),
                    cells.change(sum(each or 0 for each in row)),
                ]
                for (town, name), row in zip(towns.items(), nets, strict=True)
            ],
        ),
        height="l",
        dense=len(things) > MOST_COLUMNS,
        note=_("Nutzen weniger Lasten, Summe aller Runden. Ein leeres Feld: nicht beteiligt."),
    )


def _net(found: Found, town: str, what: str) -> int | None:
    each = found.get((town, what))
    return None if each is None else each.net


def _subject_finding(
    towns: Mapping[str, str], things: Mapping[str, str], nets: Sequence[Sequence[int | None]]
) -> str:
    sums = {
        name: sum(row[place] or 0 for row in nets) for place, name in enumerate(things.values())
    }
    if not sums:
        return _("Es gab keine gemeinsamen Vorhaben, bei denen Geld geflossen ist.")
    most = max(sums, key=lambda name: sums[name])
    return _("Den höchsten Saldo für alle zusammen hat %(name)s: %(amount)s.") % {
        "name": most,
        "amount": money.euro_change(sums[most]),
    }


def lenses(look: Look) -> dict[str, Fairness]:
    """Each agreement that ever charged shares, through the lens of the last state it stands in."""
    record, charged = look.record, dict[str, State]()
    for settled in record.settlements:
        for agreement in {each.cause for each in settled.postings if each.rule == "V1"}:
            for state in (record.states[settled.round - 1], settled.state_after):
                if any(each.id == agreement for each in state.agreements):
                    charged[agreement] = state
    scenario = Same(record.scenario)
    return {each: _lens(scenario, Same(charged[each]), each) for each in sorted(charged)}


@lru_cache(maxsize=MOST_KEPT)
def _lens(scenario: Same[Scenario], state: Same[State], agreement: str) -> Fairness:
    """Hundreds of groups are reckoned for the reference: a game's ones only once."""
    return fairness.of_agreement(scenario.value, state.value, agreement)


def _reference(look: Look, seen: Mapping[str, Fairness]) -> Figure:
    towns = town_names(look)
    names = agreement_names(look, list(seen))
    with_reference = {each: lens for each, lens in seen.items() if lens.shapley is not None}
    agreed, fair = dict.fromkeys(towns, 0), dict.fromkeys(towns, 0)
    rows = []
    for each, lens in with_reference.items():
        for town, value in (lens.shapley or {}).items():
            pays = lens.members[town].pays
            agreed[town] += pays
            fair[town] += value
            rows.append(
                [
                    cells.word(towns[town]),
                    cells.word(names[each]),
                    cells.euro(lens.members[town].alone),
                    cells.euro(pays),
                    cells.euro(value),
                    cells.change(pays - value),
                ]
            )
    taking_part = [town for town in towns if agreed[town] or fair[town]]
    gaps = [more_thousands(agreed[town] - fair[town]) for town in taking_part]
    return Figure(
        id="shapley",
        title=_("Anteile und Shapley-Wert im Jahr, in Tausend Euro"),
        finding=_reference_finding({towns[t]: agreed[t] - fair[t] for t in taking_part}),
        options=base(right=56)
        | lying([towns[town] for town in taking_part])
        | {
            "series": [
                bars(_("vereinbart"), [thousands(agreed[t]) for t in taking_part], COLOURS[0], 0),
                bars(
                    _("Shapley-Wert"),
                    ended([fair[t] for t in taking_part], gaps),
                    COLOURS[1],
                    1,
                    label=dict(END_LABEL),
                ),
            ]
        },
        table=cells.table(
            (
                _("Gemeinde"),
                _("Vorhaben"),
                _("allein"),
                _("vereinbart"),
                _("Shapley-Wert"),
                _("Abstand"),
            ),
            rows,
        ),
        height="m",
        note=_(
            "Am Balken steht der Abstand. Der Shapley-Wert fragt, was jede Gemeinde im Mittel an "
            "Kosten dazubringt. Er ist ein Maßstab, keine Regel. Gerechnet für ein Jahr, in dem "
            "alle ihre Dienste halten, nach dem letzten Stand jeder Vereinbarung."
        ),
    )


def _reference_finding(gaps: Mapping[str, int]) -> str:
    if not gaps:
        return _("Es gab keinen gemeinsamen Dienst, dessen Kosten geteilt wurden.")
    more, less = max(gaps, key=lambda name: gaps[name]), min(gaps, key=lambda name: gaps[name])
    return _(
        "Gemessen am Shapley-Wert zahlt %(more)s im Jahr am meisten darüber (%(plus)s), %(less)s "
        "am "
        "meisten darunter (%(minus)s)."
    ) % {
        "more": more,
        "plus": money.euro_change(gaps[more]),
        "less": less,
        "minus": money.euro_change(gaps[less]),
    }


def _alone(look: Look, found: Found, seen: Mapping[str, Fairness]) -> Figure:
    """Was it cheaper together than alone? In money, over the rounds played and in a year."""
    towns = town_names(look)
    joint = {
        town: sum(
            (each for (whose, what), each in found.items() if whose == town and what in seen),
            NOTHING,
        )
        for town in towns
    }
    yearly = {
        town: sum(lens.members[town].saves for lens in seen.values() if town in lens.members)
        for town in towns
    }
    members = [town for town in towns if joint[town] != NOTHING]
    saved = {town: joint[town].money for town in members}
    texts = [more_thousands(saved[town]) for town in members]
    return Figure(
        id="gegen-allein",
        title=_("Gemeinsame Dienste gegenüber allein, in Tausend Euro"),
        finding=_alone_finding({towns[town]: saved[town] for town in members}),
        options=base(legend=False, right=56)
        | lying([towns[town] for town in members])
        | {
            "series": [
                bars(
                    _("gespart"),
                    ended([saved[town] for town in members], texts),
                    COLOURS[5],
                    1,
                    barMaxWidth=26,
                    label=dict(END_LABEL),
                )
            ]
        },
        table=cells.table(
            (
                _("Gemeinde"),
                _("gespart, alle Runden"),
                _("mit Wert der Qualität"),
                _("in einem Jahr"),
            ),
            [
                [
                    cells.word(towns[town]),
                    cells.change(saved[town]),
                    cells.change(joint[town].net),
                    cells.change(yearly[town]),
                ]
                for town in members
            ],
        ),
        height="m",
        note=_(
            "Der eigene Dienst, wie er vorher war, gegen alle Zahlungen an gemeinsame Dienste. Was "
            "ein Ausstieg im ganzen Spiel gebracht hätte, steht unter „Was wäre, wenn“."
        ),
    )


def _alone_finding(saved: Mapping[str, int]) -> str:
    if not saved:
        return _("Es gab keinen gemeinsamen Dienst, dessen Kosten geteilt wurden.")
    dearer = [name for name, amount in saved.items() if amount < 0]
    words = {"total": money.euro_change(sum(saved.values())), "names": ", ".join(dearer)}
    if not dearer:
        return _("Gemeinsam war es für niemanden teurer; zusammen gespart: %(total)s.") % words
    return _("Teurer als allein war es für: %(names)s. Alle zusammen: %(total)s.") % words
