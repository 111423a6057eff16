"""Free steps of the run sheet (a break, the debrief): begun and ended by hand, kept in the log."""

from datetime import datetime

from games.access import Viewer, ViewerKind, WorkshopViewer
from games.agenda.steps import Step, StepKind
from games.enums import LogKind, Phase
from games.errors import Illegal, TooLate
from games.models import Game, LogEntry, Workshop
from games.selectors.agenda import agenda_of, course_in, step_title
from games.services.actors import leading
from games.services.phases import go_on_if_all_ready, run_clock, stop_clock
from games.services.receipts import Receipt, receipt_of
from games.services.writing import Writer


def begin_step(
    viewer: Viewer, *, step_id: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """Begin a free step; one that runs ends with it. A break stops the clock of a running phase.

    Running already: the receipt of its begin. Raises Illegal("unknown_agenda_step") for a step that
    is not in the run sheet (any more) or is none of the free ones.
    """
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.STEP_BEGUN):
            return writer.receipt
        game = writer.game
        step = agenda_of(game.workshop_id).step(step_id)
        if step is None or not step.is_free:
            raise Illegal("unknown_agenda_step")
        if course_in(game).current == step.id:
            return _last(writer, LogKind.STEP_BEGUN)
        stops = step.kind is StepKind.BREAK and _runs(writer)
        writer.log(LogKind.STEP_BEGUN, _payload(step) | {"stopped": stops})
        if stops:
            stop_clock(writer)
        writer.touch_game()
    return writer.receipt


def end_step(
    viewer: Viewer, *, step_id: str, request_id: str = "", now: datetime | None = None
) -> Receipt:
    """End a free step; a clock that it stopped goes on, the game itself goes nowhere.

    Ended before: the receipt of its end. Raises TooLate("step_not_running") where it never ran.
    """
    with leading(viewer, request_id=request_id, now=now) as writer:
        if writer.first_entry(LogKind.STEP_ENDED):
            return writer.receipt
        game = writer.game
        step = agenda_of(game.workshop_id).step(step_id)
        if step is None or course_in(game).current != step_id:
            return _last(writer, LogKind.STEP_ENDED)
        writer.log(LogKind.STEP_ENDED, _payload(step))
        if game.paused and _begin_of(writer, step).payload.get("stopped"):
            run_clock(writer)
            go_on_if_all_ready(writer)
        writer.touch_game()
    return writer.receipt


def step_everywhere(
    viewer: WorkshopViewer,
    *,
    step_id: str,
    begin: bool,
    request_id: str = "",
    now: datetime | None = None,
) -> int:
    """Begin or end a free step in every region of one clock; how many took part.

    A region in which the step does not run is left as it is when it ends elsewhere. Raises
    Illegal("own_clocks") where each region has a clock of its own, else as for one region.
    """
    if not Workshop.objects.filter(pk=viewer.workshop_id, one_clock=True).exists():
        raise Illegal("own_clocks")
    act = begin_step if begin else end_step
    done = 0
    for game_id in _regions(viewer.workshop_id):
        region = Viewer(ViewerKind.FACILITATOR, game_id, user_id=viewer.user_id, role=viewer.role)
        try:
            act(region, step_id=step_id, request_id=request_id, now=now)
        except TooLate:
            continue
        done += 1
    return done


def _regions(workshop_id: int) -> tuple[int, ...]:
    rows = Game.objects.filter(workshop_id=workshop_id, is_rehearsal=False).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def _runs(writer: Writer) -> bool:
    game = writer.game
    return not game.paused and game.phase not in (Phase.LOBBY, Phase.DEBRIEF, Phase.ENDED)


def _payload(step: Step) -> dict[str, object]:
    return {"step": step.id, "title": step_title(step), "minutes": step.minutes}


def _begin_of(writer: Writer, step: Step) -> LogEntry:
    begun = LogEntry.objects.filter(game=writer.game, kind=LogKind.STEP_BEGUN)
    entry = begun.order_by("-sequence").first()
    assert entry is not None, f"step {step.id} runs, so it was begun"
    return entry


def _last(writer: Writer, kind: LogKind) -> Receipt:
    entry = LogEntry.objects.filter(game=writer.game, kind=kind).order_by("-sequence").first()
    if entry is None:
        raise TooLate("step_not_running")
    return receipt_of(entry)
