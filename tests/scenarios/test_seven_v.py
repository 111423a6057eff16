import pytest

from games.errors import ScenarioError
from games.rules.debrief import FORMULAS
from games.scenarios import seven_v

ENTRY = '[[v]]\nid = "a"\nname = "A"\ntext = "B?"\nformula = "promises_kept"\n'


def write(folder, text):
    path = folder / "liste.toml"
    path.write_text(text)
    return path


def test_delivered_list_names_every_formula_once_and_says_that_it_is_reconstructed():
    listed = seven_v.read()
    assert sorted(virtue.formula for virtue in listed.virtues) == sorted(FORMULAS)
    assert len(listed.virtues) == 7
    assert all(virtue.name.startswith("V") for virtue in listed.virtues)
    assert all(virtue.text.endswith("?") for virtue in listed.virtues)
    assert "Rekonstruktion" in listed.hint
    assert "Verfahren" in listed.replacements


def test_another_list_may_take_its_place(tmp_path):
    listed = seven_v.read(write(tmp_path, 'hinweis = "eigene Liste"\n' + ENTRY))
    assert listed == seven_v.SevenV(
        "eigene Liste", (seven_v.Virtue("a", "A", "B?", "promises_kept"),), ()
    )


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        (ENTRY, "hinweis", None),
        ('hinweis = ""\n' + ENTRY, "hinweis", ""),
        ('hinweis = "x"\n', "v", None),
        ('hinweis = "x"\nv = []\n', "v", []),
        ('hinweis = "x"\n' + ENTRY.replace("promises_kept", "mut"), "v[0].formula", "mut"),
        ('hinweis = "x"\n' + ENTRY.replace('"B?"', "3"), "v[0].text", 3),
        ('hinweis = "x"\n' + ENTRY.replace('name = "A"\n', ""), "v[0].name", None),
        ('hinweis = "x"\n' + ENTRY + ENTRY, "v[1].id", "a"),
    ],
)
def test_broken_lists_are_refused_with_path_and_value(tmp_path, text, path, value):
    with pytest.raises(ScenarioError) as refused:
        seven_v.read(write(tmp_path, text))
    assert (refused.value.path, refused.value.value) == (path, value)
    assert refused.value.expected
