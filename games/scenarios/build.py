"""From the checked file to the values the engine plays with."""

from typing import Any

from games.rules import model
from games.scenarios.fields import Table
from games.scenarios.schema import ScenarioFile
from games.scenarios.schema_catalogue import ServiceTable
from games.scenarios.schema_region import EventTable, MunicipalityTable, SiteTable


def scenario(file: ScenarioFile) -> model.Scenario:
    """The engine's scenario: only the services played, sites complete, lists as tuples."""
    head = file.scenario
    played = {service.id: service for service in file.played_services()}
    return model.Scenario(
        id=head.id,
        name=head.name,
        text=head.text,
        rounds=head.rounds,
        model=head.model,
        first_year=head.first_year,
        finance=model.Finance(**_values(file.finance)),
        people=_people(file),
        housing=model.Housing(**_values(file.housing)),
        quality=model.Quality(**_values(file.quality)),
        trust=model.Trust(**_values(file.trust)),
        coordination=model.Coordination(**_values(file.coordination)),
        backing=model.Backing(**_values(file.backing)),
        stages={stage.level: model.Stage(**_values(stage)) for stage in file.stages},
        services={name: _service(service) for name, service in played.items()},
        keys=dict(file.keys),
        funds={name: model.Fund(id=name, **_values(fund)) for name, fund in file.funds.items()},
        scoring=dict(file.scoring),
        models={
            name: model.CooperationModel(id=name, **_values(preset))
            for name, preset in file.models.items()
        },
        modules=model.Modules(**_values(file.modules)),
        options=model.Options(**_values(file.options)),
        index=model.Index(**_values(file.index)),
        distances=_distances(file),
        municipalities={town.id: _town(town, played) for town in file.municipalities},
        projects={card.id: model.Project(**_values(card)) for card in file.projects},
        events={card.id: _event(card) for card in file.events},
        goals={goal.id: model.Goal(**_values(goal)) for goal in file.goals},
        threshold=model.Threshold(**_values(file.threshold)) if file.threshold else None,
    )


def _values(table: Table) -> dict[str, Any]:
    values = {name: getattr(table, name) for name in type(table).model_fields}
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }


def _people(file: ScenarioFile) -> model.People:
    values = _values(file.people)
    values["migration"] = {name: tuple(rates) for name, rates in file.people.migration.items()}
    return model.People(**values)


def _service(service: ServiceTable) -> model.Service:
    values = _values(service)
    values["mode"] = model.Mode(service.mode)
    return model.Service(**values)


def _distances(file: ScenarioFile) -> dict[str, dict[str, int]]:
    order = file.distances.order
    return {
        town: dict(zip(order, row, strict=True))
        for town, row in zip(order, file.distances.minutes, strict=True)
    }


def _town(town: MunicipalityTable, played: dict[str, ServiceTable]) -> model.Municipality:
    values = _values(town)
    values["services"] = {name: _site(site, played[name]) for name, site in town.services.items()}
    return model.Municipality(**values)


def _site(site: SiteTable, service: ServiceTable) -> model.Site:
    return model.Site(
        condition=site.condition,
        places=site.places or 0,
        fixed=service.fixed if site.fixed is None else site.fixed,
        value=service.value if site.value is None else site.value,
    )


def _event(card: EventTable) -> model.Event:
    values = _values(card)
    values["effects"] = tuple(
        model.Effect(**effect.model_dump(exclude_none=True)) for effect in card.effects
    )
    return model.Event(**values)
