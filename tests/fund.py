"""A round in which Anna's and Dora's municipalities are in the fund, and its postings by name."""

from games.models import TeamDecision
from games.rules.posting import FUND
from games.selectors.public_postings import EVENT, item_of, rounds_played
from games.selectors.scenarios import scenario_of
from games.services import drafts


def joined(cast):
    """Two municipalities join the fund in round 1, which is being decided afterwards."""
    cast.play_until("deciding")
    for person in (cast.anna, cast.dora):
        drafts.save_draft(person.viewer, round_number=1, revision=0, changes={"fund": "beitreten"})
    return cast


def stay_out(person):
    """This municipality thinks better of it in round 1."""
    row = TeamDecision.objects.filter(team=person.viewer.team_id).order_by("-attempt").first()
    changes = {"fund": "bleiben"}
    drafts.save_draft(person.viewer, round_number=1, revision=row.revision, changes=changes)


def posting_items(cast, number):
    """Names of a settled round's postings: those of fund and events, and all the others."""
    game = cast.fresh()
    played = next(each for each in rounds_played(game, scenario_of(game)) if each.number == number)
    public, private = [], []
    for posting in played.postings:
        shared = posting.rule == EVENT or FUND in (posting.source, posting.target)
        (public if shared else private).append(item_of(played, posting))
    return public, private
