"""Our texts become HTML and come back; HTML of others becomes the text that it shows."""

from __future__ import annotations

import pytest

from grader.exchange.markup import Plain, html_of, plain_of, program_html
from grader.models import Pack

HTML = [
    ("a < b & `x<y>`", "a &lt; b &amp; <code>x&lt;y&gt;</code>"),
    ("first\nsecond", "first<br>second"),
    ("one ` backtick", "one ` backtick"),
    ("two  blanks\n  and two before", "two&nbsp; blanks<br>&nbsp; and two before"),
]


@pytest.mark.parametrize(("text", "html"), HTML)
def test_a_text_becomes_html_and_comes_back(text: str, html: str) -> None:
    """Nothing in it is taken for a tag, and its blanks and line breaks stay."""
    assert html_of(text) == html
    assert plain_of(html).text == text


OTHERS = [
    ("<p>One.</p>\r\n<p>Two <b>bold</b>.</p>", "One.\nTwo bold."),
    ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
    ("a&nbsp;b &lt;c&gt; &#8594; &eacute;", "a b <c> → é"),
    ("a List<int> is no tag</int>", "a List<int> is no tag</int>"),
    ("if a < b", "if a < b"),
    ("one<br/>two<br><br>four", "one\ntwo\n\nfour"),
    ("seen<!-- not seen -->", "seen"),
    ("an unclosed <b>tag", "an unclosed tag"),
    ("wrapped\n   by hand", "wrapped by hand"),
]


@pytest.mark.parametrize(("html", "text"), OTHERS)
def test_html_of_others_becomes_the_text_that_it_shows(html: str, text: str) -> None:
    """Paragraphs and lists by lines, and without tags."""
    assert plain_of(html) == Plain(text)


def test_programs_links_and_pictures_are_kept_apart() -> None:
    """A program keeps its blanks; a picture is named, so that its loss can be told."""
    html = (
        "<p>What?</p><pre><code>if a &lt; b:<br>    pass\n\n# end\n</code></pre>"
        '<img src="a.png"><a href="https://docs.python.org/3/">docs</a>'
    )
    assert plain_of(html) == Plain(
        "What?\ndocs", ("if a < b:\n    pass\n\n# end",), ("https://docs.python.org/3/",), ("img",)
    )


def test_every_text_of_the_bank_comes_back(bank: Pack) -> None:
    """Prompts, explanations and programs."""
    for question in bank.questions:
        for text in (question.prompt, question.explanation):
            assert plain_of(html_of(text)) == Plain(text)
        if question.code:
            assert plain_of(program_html(question.code)).programs == (question.code,)
