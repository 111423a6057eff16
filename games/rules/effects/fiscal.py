"""Income of the towns: taxes, grant, county levy and the rest (rules section 4.1)."""

from games.rules.money import FULL, part, rdiv
from games.rules.posting import COUNTY, LAND, WORLD
from games.rules.work import Round, Town


def tax_base(game: Round, town: Town) -> int:
    """Tax base S of this year in euro: taxes and business less what vacancy costs."""
    finance = game.scenario.finance
    too_empty = max(0, town.vacancy - finance.vacancy_free)
    return (
        part(town.inhabitants * town.data.tax_per_head, game.revenue)
        + part(town.data.business, game.revenue, game.shock("gewerbe", town.id))
        - rdiv(town.inhabitants * finance.vacancy_loss_per_head * too_empty, 100)
    )


def need(game: Round, town: Town) -> int:
    """Need B in euro that the fiscal equalisation grants a town."""
    return part(
        town.inhabitants * game.scenario.finance.base_amount, town.data.need_weight, game.revenue
    )


def grant(game: Round, town: Town) -> int:
    """Grant E2 in euro, from last year's tax base."""
    finance = game.scenario.finance
    needed = need(game, town)
    base = town.before.tax_base
    if base >= needed:
        return 0
    return max(part(needed - base, finance.sz_rate), part(needed, finance.sz_floor) - base)


def levy_base(game: Round, town: Town, granted: int) -> int:
    """Levy base U in euro: last year's tax base and most of the grant."""
    return town.before.tax_base + part(granted, game.scenario.finance.levy_sz_share)


def assess(game: Round) -> None:
    """Work out every town's bases of the year; agreements and fund rest on them."""
    for town in game.towns.values():
        town.base = tax_base(game, town)
        town.grant = grant(game, town)
        town.levy = levy_base(game, town, town.grant)


def income(game: Round) -> None:
    """Book E1 to E4 for every town."""
    for town in game.towns.values():
        _book_taxes(game, town)
        _book_equalisation(game, town)
        _book_rest(game, town)


def _book_taxes(game: Round, town: Town) -> None:
    finance = game.scenario.finance
    path = f"municipalities.{town.id}"
    game.ledger.book(
        "E1",
        WORLD,
        town.id,
        town.base,
        "steuern",
        {
            "inhabitants": town.inhabitants,
            "revenue_index": game.revenue,
            "business_factor": game.shock("gewerbe", town.id),
            "vacancy": town.vacancy,
        },
        {
            f"{path}.tax_per_head": town.data.tax_per_head,
            f"{path}.business": town.data.business,
            "finance.vacancy_free": finance.vacancy_free,
            "finance.vacancy_loss_per_head": finance.vacancy_loss_per_head,
        },
    )


def _book_equalisation(game: Round, town: Town) -> None:
    finance = game.scenario.finance
    game.ledger.book(
        "E2",
        LAND,
        town.id,
        town.grant,
        "schluesselzuweisung",
        {
            "need": need(game, town),
            "base": town.before.tax_base,
            "inhabitants": town.inhabitants,
            "revenue_index": game.revenue,
        },
        {
            "finance.base_amount": finance.base_amount,
            "finance.sz_rate": finance.sz_rate,
            "finance.sz_floor": finance.sz_floor,
            f"municipalities.{town.id}.need_weight": town.data.need_weight,
        },
    )
    game.ledger.book(
        "E3",
        town.id,
        COUNTY,
        county_levy(game, town),
        "kreisumlage",
        {"levy_base": town.levy, "base": town.before.tax_base, "grant": town.grant},
        {"finance.levy_rate": finance.levy_rate, "finance.levy_sz_share": finance.levy_sz_share},
    )


def county_levy(game: Round, town: Town) -> int:
    """County levy E3 in euro."""
    return part(town.levy, game.scenario.finance.levy_rate)


def county_levies(game: Round) -> int:
    """County levy of all towns together in euro."""
    return sum(county_levy(game, town) for town in game.towns.values())


def _book_rest(game: Round, town: Town) -> None:
    rest = part(town.inhabitants * town.data.other_per_head, game.revenue)
    game.ledger.book(
        "E4",
        WORLD,
        town.id,
        rest,
        "uebriges",
        {"inhabitants": town.inhabitants, "revenue_index": game.revenue},
        {f"municipalities.{town.id}.other_per_head": town.data.other_per_head},
    )


def grow_indices(game: Round) -> None:
    """Let the price indices of income and cost grow into the next year (step 13)."""
    finance = game.scenario.finance
    game.revenue = part(game.revenue, FULL + finance.revenue_growth)
    game.cost = part(game.cost, FULL + finance.cost_growth)
