"""Constant parts of templates are written out once, for each language its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.template import Context, Template, engines
from django.template.base import TextNode
from django.utils import translation

from planspiel.folding import Loader, folded

HEAD = "{% load i18n figures %}"


def rendered(source, language="de", **values):
    """What a folded template shows; how many nodes it has left; what it shows unfolded."""
    with translation.override(language):
        plain = Template(source).render(Context(values))
        template = Template(source)
        template.nodelist = folded(template.nodelist, template)
        assert template.render(Context(values)) == plain
        return plain, len(template.nodelist)


def test_text_sentences_and_icons_become_one():
    source = HEAD + '<p>{% icon "check" %} {% translate "abgegeben" %}</p>{% mark 3 "s" %}'
    shown, nodes = rendered(source)
    assert "#i-check" in shown
    assert "abgegeben" in shown
    # What is left beside the text is the tag that loads the libraries.
    assert nodes == 2


@pytest.mark.parametrize(
    "source",
    [
        "{% translate word %}",
        '{% translate "abgegeben" as said %}{{ said }}',
        '{% translate "abgegeben"|upper %}',
        "{% icon word %}",
        '{% icon "check" as sign %}{{ sign }}',
        "{% mark number %}",
    ],
)
def test_what_hangs_on_values_stays(source):
    rendered(HEAD + source, word="Fonds", number=1)
    template = Template(HEAD + source)
    template.nodelist = folded(template.nodelist, template)
    assert not any(isinstance(node, TextNode) for node in template.nodelist)


def test_the_insides_of_conditions_and_loops_are_folded():
    source = HEAD + (
        '{% for each in many %}{% if each %}<b>{% translate "abgegeben" %}</b>'
        '{% else %}{% translate "offen" %}{% endif %}{% empty %}{% icon "x" %}{% endfor %}'
    )
    rendered(source, many=[True, False])
    rendered(source, many=[])
    template = Template(source)
    loop = folded(template.nodelist, template)[-1]
    kinds = [
        type(node) for _, nodes in loop.nodelist_loop[0].conditions_nodelists for node in nodes
    ]
    assert kinds == [TextNode, TextNode]


def test_another_language_within_a_template_is_left_alone():
    source = HEAD + '{% language "en" %}{% translate "Abmelden" %}{% endlanguage %}'
    with translation.override("en"):
        english = translation.gettext("Abmelden")
    assert rendered(source)[0] == english != "Abmelden"


def test_the_loader_keeps_one_template_for_each_language():
    loader = engines["django"].engine.template_loaders[0]
    assert isinstance(loader, Loader)
    found = {}
    for language in ("de", "en", "de"):
        with translation.override(language):
            found.setdefault(language, []).append(loader.get_template("parts/regions/timer.html"))
    assert found["de"][0] is found["de"][1]
    assert found["de"][0] is not found["en"][0]


def test_threads_that_load_the_same_template_get_the_same_text():
    loader = Loader(engines["django"].engine, ["django.template.loaders.filesystem.Loader"])
    with ThreadPoolExecutor(4) as pool:
        templates = list(pool.map(lambda _: loader.get_template("fehler/fragment.html"), range(8)))
    shown = {template.render(Context({"title": "Halt", "text": "Nein"})) for template in templates}
    assert len(shown) == 1
