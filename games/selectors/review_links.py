"""The links to a review that the facilitator gave away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from games.access import Viewer, ViewerKind, link_token, require_facilitator, shared_token
from games.models import Game, ReviewLink
from games.selectors.stage import Stage, stage_of


@dataclass(frozen=True, slots=True)
class SharedLink:
    """One link; ``over``: its last day has passed."""

    number: int
    label: str
    token: str
    made_at: datetime
    until: date | None
    over: bool


@dataclass(frozen=True, slots=True)
class ReviewLinks:
    """All links to a game's review.

    ``lasting`` is the token of the built-in link that the participants find in their own pages.
    ``until`` is the last day proposed for a new link: that of the workshop's deletion.
    """

    stage: Stage
    lasting: str
    until: date | None
    today: date
    links: Collection[SharedLink]


def review_links(viewer: Viewer, now: datetime) -> ReviewLinks:
    """Links that were not revoked, the newest first; two queries. Raises NotAllowed."""
    require_facilitator(viewer)
    game = Game.objects.select_related("scenario", "workshop").get(pk=viewer.game_id)
    rows = ReviewLink.objects.filter(game=game, revoked_at=None).order_by("-number")
    today = timezone.localdate(now)
    return ReviewLinks(
        stage=stage_of(game, game.scenario.name, None),
        lasting=link_token(ViewerKind.REVIEW, game),
        until=game.workshop.delete_on,
        today=today,
        links=tuple(_shown(row, today) for row in rows),
    )


def _shown(row: ReviewLink, today: date) -> SharedLink:
    over = row.until is not None and row.until < today
    return SharedLink(row.number, row.label, shared_token(row), row.made_at, row.until, over)
