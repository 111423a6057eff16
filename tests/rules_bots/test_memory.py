from dataclasses import replace

from games.rules.bots.memory import once_a_state


def test_same_state_is_asked_once_and_another_anew(mittelaue, first_day):
    asked = []

    @once_a_state
    def plan(scenario, state):
        asked.append(state.round)
        return (scenario.id, state.round)

    later = replace(first_day, round=2)
    answers = [plan(mittelaue, state) for state in (first_day, first_day, later, first_day)]
    assert answers == [("mittelaue", 1), ("mittelaue", 1), ("mittelaue", 2), ("mittelaue", 1)]
    assert asked == [1, 2, 1]


def test_equal_states_that_are_not_the_same_are_asked_anew(mittelaue, first_day):
    plan = once_a_state(lambda scenario, state: object())
    assert plan(mittelaue, first_day) is plan(mittelaue, first_day)
    assert plan(mittelaue, first_day) is not plan(replace(mittelaue), first_day)
