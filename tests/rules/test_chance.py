from games.rules.chance import draw, shuffled


def test_draw_is_a_function_of_its_name():
    assert [draw("v", number, "wanderung", "region", 61) for number in (1, 2, 3)] == [14, 13, 37]


def test_draw_depends_on_every_part_of_the_name():
    span = 1 << 60
    values = {
        draw("v", 1, "a", "b", span),
        draw("w", 1, "a", "b", span),
        draw("v", 2, "a", "b", span),
        draw("v", 1, "c", "b", span),
        draw("v", 1, "a", "d", span),
    }
    assert len(values) == 5


def test_shuffled_keeps_all_names_whatever_their_order():
    names = [f"karte{number}" for number in range(14)]
    order = shuffled("v", 0, "karte", names)
    assert sorted(order) == sorted(names)
    assert order != names
    assert shuffled("v", 0, "karte", reversed(names)) == order
    assert shuffled("w", 0, "karte", names) != order
