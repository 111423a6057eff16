"""Who may do what in a workshop: the one table from role to right, and from address to right.

A role is given for a whole workshop (a coach's may be limited to one region). Views look an
address up here, services ask again under the lock, and screens show what is left over.
"""

from collections.abc import Mapping
from enum import StrEnum

from games.enums import Role


class Right(StrEnum):
    """Something that a role may do or see."""

    LOOK = "look"
    """The cockpit: who is there, how far they are, what happened."""
    COURSE = "course"
    """Start, next phase, time, pause, run sheet."""
    UNDO = "undo"
    """Take rounds back, end the game."""
    STEER = "steer"
    """Interventions: events, figures, rules, the model; planned ones are seen with it."""
    PEOPLE = "people"
    """Lobby, bots, moving, merging and removing people."""
    CODES = "codes"
    """Join code, seat codes and devices, printed cards."""
    SCREENS = "screens"
    """The projector, its link, the rehearsal."""
    REVIEW = "review"
    """The link of the review before the end."""
    TALK = "talk"
    """Messages to and from the facilitators."""
    CALLS = "calls"
    """What a team asks for when it calls, and that it is seen to."""
    STEAD = "stead"
    """A team's screens, to look at."""
    DEPUTY = "deputy"
    """Decide for a team that cannot."""
    NOTES = "notes"
    """The facilitators' notes."""
    WORKSHOP = "workshop"
    """The workshop itself: settings, members, regions, deletion."""


_EVERYBODY = frozenset({Right.LOOK})

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.LEAD: frozenset(Right),
    Role.COACH: _EVERYBODY
    | {Right.CODES, Right.TALK, Right.CALLS, Right.STEAD, Right.DEPUTY, Right.NOTES},
    Role.TECHNICIAN: _EVERYBODY | {Right.CODES, Right.SCREENS},
    Role.OBSERVER: _EVERYBODY,
}
"""A coach helps at a table and types in what is on paper; a technician sees to devices, codes and
the projector and decides nothing; an observer sees what the room could see, and changes nothing."""

ROUTES: Mapping[str, Right] = {
    "cockpit": Right.LOOK,
    "cockpit_live": Right.LOOK,
    "cockpit_state": Right.LOOK,
    "cockpit_start": Right.COURSE,
    "cockpit_advance": Right.COURSE,
    "cockpit_scoring": Right.COURSE,
    "cockpit_time": Right.COURSE,
    "cockpit_pause": Right.COURSE,
    "cockpit_mode": Right.COURSE,
    "cockpit_wait": Right.COURSE,
    "cockpit_wait_end": Right.COURSE,
    "cockpit_agenda": Right.LOOK,
    "cockpit_step": Right.COURSE,
    "cockpit_undo": Right.UNDO,
    "cockpit_restore": Right.UNDO,
    "cockpit_end": Right.UNDO,
    "cockpit_projector_link": Right.SCREENS,
    "rehearsal": Right.SCREENS,
    "rehearsal_part": Right.SCREENS,
    "rehearsal_start": Right.SCREENS,
    "rehearsal_cancel": Right.SCREENS,
    "rehearsal_check": Right.SCREENS,
    "rehearsal_browser": Right.SCREENS,
    "cockpit_show": Right.SCREENS,
    "cockpit_darken": Right.SCREENS,
    "cockpit_review_link": Right.REVIEW,
    "review_links": Right.REVIEW,
    "review_link_revoke": Right.REVIEW,
    "cockpit_bundle": Right.REVIEW,
    "cockpit_why": Right.LOOK,
    "cockpit_timemachine": Right.REVIEW,
    "cockpit_lobby": Right.PEOPLE,
    "cockpit_bot": Right.PEOPLE,
    "cockpit_merge": Right.PEOPLE,
    "cockpit_help": Right.CALLS,
    "cockpit_note": Right.NOTES,
    "cockpit_release": Right.NOTES,
    "lead_talks": Right.TALK,
    "lead_talks_live": Right.TALK,
    "lead_talks_state": Right.TALK,
    "lead_send": Right.TALK,
    "lead_read": Right.TALK,
    "lead_plenary": Right.TALK,
    "lead_message": Right.TALK,
    "lead_messages_csv": Right.TALK,
    "lead_messages_json": Right.TALK,
    "lead_debrief": Right.LOOK,
    "lead_debrief_live": Right.LOOK,
    "lead_debrief_state": Right.LOOK,
    "debrief_begin": Right.COURSE,
    "debrief_steer": Right.COURSE,
    "debrief_mode": Right.COURSE,
    "debrief_poll": Right.COURSE,
    "debrief_ask": Right.COURSE,
    "debrief_unask": Right.COURSE,
    "debrief_question": Right.COURSE,
    "debrief_cards": Right.TALK,
    "debrief_resolve_for": Right.TALK,
    "debrief_keep": Right.TALK,
    "look": Right.STEAD,
    "look_start": Right.STEAD,
    "deputy": Right.DEPUTY,
    "deputy_start": Right.DEPUTY,
    "deputy_check": Right.DEPUTY,
    "deputy_undo": Right.DEPUTY,
    "print_kit": Right.CODES,
    "print_sheet": Right.CODES,
    "seat": Right.CODES,
    "seat_code": Right.CODES,
    "seat_add": Right.PEOPLE,
    "seat_move": Right.PEOPLE,
    "seat_readmit": Right.PEOPLE,
    "seat_remove": Right.PEOPLE,
    "steering": Right.STEER,
    "steering_form": Right.STEER,
    "steering_withdraw": Right.STEER,
    "card_drop": Right.STEER,
    "card_save": Right.STEER,
    "workshop": Right.LOOK,
    "workshop_compare": Right.LOOK,
    "workshop_compare_csv": Right.LOOK,
    "workshop_settings": Right.WORKSHOP,
    "workshop_region": Right.WORKSHOP,
    "workshop_copy": Right.WORKSHOP,
    "workshop_delete": Right.WORKSHOP,
    "workshop_keep": Right.WORKSHOP,
    "workshop_archive": Right.WORKSHOP,
    "workshop_anonymise": Right.WORKSHOP,
    "workshop_members": Right.WORKSHOP,
    "workshop_member_add": Right.WORKSHOP,
    "workshop_member_change": Right.WORKSHOP,
    "workshop_member_remove": Right.WORKSHOP,
    "workshop_invite": Right.WORKSHOP,
    "workshop_uninvite": Right.WORKSHOP,
    "workshop_live": Right.LOOK,
    "workshop_state": Right.LOOK,
    "workshop_start": Right.COURSE,
    "workshop_advance": Right.COURSE,
    "workshop_time": Right.COURSE,
    "workshop_pause": Right.COURSE,
    "agenda": Right.LOOK,
    "agenda_strip": Right.LOOK,
    "agenda_paper": Right.LOOK,
    "agenda_save": Right.COURSE,
    "agenda_propose": Right.COURSE,
    "agenda_apply": Right.COURSE,
    "agenda_back": Right.COURSE,
    "agenda_step": Right.COURSE,
}
"""What every address of cockpit and workshop takes; an address that is not here is the lead's."""


_READING = frozenset(
    {Right.LOOK, Right.REVIEW, Right.TALK, Right.CALLS, Right.NOTES, Right.WORKSHOP}
)
"""Rights with which there is something to read in the archive."""

ARCHIVE_ROUTES = frozenset(
    {
        "cockpit_why",
        "cockpit_timemachine",
        "cockpit_review_link",
        "review_links",
        "workshop_compare",
        "workshop_settings",
        "workshop_delete",
        "workshop_keep",
        "workshop_archive",
        "workshop_anonymise",
    }
)
"""Pages whose forms work in the archive, too: they choose what is shown, share it, or end it."""

CLOCK_ROUTES = frozenset({"cockpit_start", "cockpit_advance", "cockpit_time", "cockpit_pause"})
"""What a workshop with one clock does from its own page, for all regions at once."""


def rights_of(role: Role | None) -> frozenset[Right]:
    """What a role may; nobody's role may nothing."""
    return RIGHTS[role] if role is not None else frozenset()


def offered(role: Role | None, *, archived: bool) -> frozenset[Right]:
    """The rights whose controls a screen shows: in the archive nothing but what is read."""
    return rights_of(role) & _READING if archived else rights_of(role)


def right_for(route: str) -> Right:
    """The right that an address takes, by its name."""
    return ROUTES.get(route, Right.WORKSHOP)
