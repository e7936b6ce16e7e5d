"""What people write as Markdown reads in our outputs as it reads on GitHub: compared with GitHub's own parser.

Three comparisons: our reading of a text with GitHub's; both of the export of that text; and GitHub's reading of the
export with that of the text as it was typed. What differs on purpose is in docs/decisions/markdown.md.
"""

from random import Random
from urllib.parse import unquote

import pytest

from core.export.markdown.blocks import Node, Run, blocks
from core.export.markdown.prose import prose
from core.export.markdown.sanitise import render
from tests.support.github import Reading, on_github, reading, without_breaks

ADDRESS = "https://kibana.example/app/d#/?_g=(t:(from:now-1h))&_a=(c:!('*'),q:'a|b',f:[{k:~x}])&u=%7B"

# Written by hand as people write: in chats, in editors that indent by two or three or four, half in a hurry.
HABITS = (
    "1) one\n2) two\n3) three",
    "1. one\n2. two",
    "1. one\n1. two\n1. three",
    "3. three\n4. four",
    "0. zero\n1. one",
    "1) one\n   more of one\n2) two",
    "- a\n- b\n- c",
    "* a\n* b",
    "+ a\n+ b",
    "- a\n\n- b",
    "- a\n  - b\n  - c\n- d",
    "- a\n   - b\n   - c",
    "- a\n    - b\n        - c",
    "- a\n  - b\n    - c\n      - d",
    "- a\n\t- b",
    "1. a\n   - b\n   - c\n2. d",
    "1. a\n  - b",
    "1. a\n    - b\n2. c",
    "- a\n  1. b\n  2. c\n- d",
    "- a\n   1) b\n   2) c\n- d",
    "- a\n    1. b\n    2. c",
    "1. a\n   1. b\n   2. c\n2. d",
    "1) a\n   a) b\n2) c",
    "- a\n\n  second paragraph\n- b",
    "- a\n\n    second paragraph\n- b",
    "1. a\n\n   second paragraph\n2. b",
    "1. a\n\n  outside\n2. b",
    "- a\n1. b",
    "- a\n* b\n+ c",
    "1. a\n1) b",
    "1. a\n2. b\n\n- c\n- d",
    "- a\n- b\n\n1. c\n2. d",
    "- a\nlazy\n- b",
    "- a\n- b\nlazy",
    "> a\nlazy",
    "> a\n> b\n\nafter",
    "> - a\n> - b\n>   - c",
    "- > a\n  > b\n- c",
    "> a\n\n> b",
    "> > a\n> b",
    "text\n- a\n- b",
    "text\n1. a\n2. b",
    "text\n2. a",
    "text:\n* a\n* b\n\ntext",
    "-",
    "- \n- a",
    "1.\n2. b",
    "-a\n-b",
    "1.a\n2.b",
    "*a\n*b",
    "- a\n  ```\n  code\n  ```\n- b",
    "- a\n\n  ```sh\n  code\n    more\n  ```\n\n  text",
    "1. a\n   ```\n   code\n   ```\n2. b",
    "1. a\n```\ncode\n```\n2. b",
    "```\ncode\n```",
    "```sql\nSELECT *\nFROM _t_;\n```\ntext",
    "~~~\ncode\n~~~",
    "````\n```\n````",
    "```\nnever closed\n- a",
    "text\n```\ncode\n```\ntext",
    "    indented code\n    more",
    "text\n    more text",
    "- [ ] to do\n- [x] done\n- [X] done",
    "- [ ] a\n  - [x] b",
    "1. [ ] a\n2. [x] b",
    "- [x]a\n- [] b\n- [ ]",
    "- [ ] a\n\n- [x] b",
    "one\ntwo",
    "one  \ntwo",
    "one\n\n\n\ntwo",
    "  one\n   two",
    "*a* **b** ***c*** _d_ `e`",
    "**a *b* c** and *a **b** c*",
    "**a\nb**",
    "* not a list*",
    "5 * 3 * 2 and 5 *3* 2",
    "snake_case_name and /var/log_files/a_b.log",
    "_a_ and _a b_c",
    "`` a ` b `` and `a``b`",
    "`a\nb`",
    "unpaired ` tick and *star and _under",
    "**bold**text and **bold**, then",
    '"**quoted**" (**in brackets**)',
    "~~gone~~ and ~~gone `code` too~~",
    "a ~~~ b",
    "see https://x.example/a_b_c. And https://x.example/d, then (https://x.example/e).",
    "https://en.wikipedia.org/wiki/Foo_(bar) and (https://en.wikipedia.org/wiki/Foo_(bar))",
    f"{ADDRESS}\nand text",
    f"[words]({ADDRESS.replace('(', '%28').replace(')', '%29')})",
    "[wiki](https://en.wikipedia.org/wiki/Foo_(bar)) and more",
    "[wiki](<https://en.wikipedia.org/wiki/Foo_(bar>)",
    '[a **b** `c`](https://x.example "title") text',
    "[a](mailto:x@y.example) <https://x.example/a*b*c>",
    "**https://x.example/a** *https://x.example/b*",
    "- https://x.example/a_(b)\n- [x](https://x.example)",
    "a < b and c > d & e",
    "a [b] c (d) [e] (f)",
    "100 % of #3 – done! :) ;-)",
    "10:15 restart\n10:20 up again",
    "$5 and $10, 5–10 min, C# and C++",
    "数据库磁盘已满。\n- 一\n- 二",
    "القرص ممتلئ\n- نعم",
)
# The outline of the document is ours: in a field these are text. Read as Markdown they are what they are on GitHub.
OUTLINES = (
    "# one\n## two\n### three ###",
    "text\n# head\nmore text",
    "- a\n# head",
    "head\n====\nhead two\n---",
    "a\n\n---\n\nb",
    "a\n***\nb",
    "- a\n- - -\n- b",
    "| a | b |\n|---|---|\n| 1 | 2 |\n| `x \\| y` | **z** |",
    "| a | b |\n|:--|--:|\n| 1 |",
    "a | b\n--|--\n1 | 2\n\ntext",
    "text\n| a |\n|---|\n| 1 |",
    "- a\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |",
)
# These mean what they say in a field (a backslash is a letter, and so on); the export says so to GitHub, too.
MEANT = (
    "C:\\temp and \\*stars\\*",
    "2*3*4 and __init__ and 5~10 to 20~30",
    "1. a\n3. c",
    "1. a\n2. b\n1. c",
    "02. two",
    "a &lt; b &copy;",
    "<b>bold</b> <!-- note -->",
    "![picture](https://x.example/p.png)",
    "line ends with a backslash\\\nnext",
)


@pytest.mark.parametrize("text", HABITS + OUTLINES)
def test_it_is_read_as_on_github(text: str) -> None:
    """Blocks, lists and their numbers, emphasis, links and where they lead."""
    assert reading(render(text)) == on_github(text)


@pytest.mark.parametrize("text", HABITS + OUTLINES + MEANT)
def test_the_export_is_read_as_on_github(text: str) -> None:
    """Somebody who puts the Markdown file on GitHub sees what the page, the PDF and Word show."""
    assert reading(render(prose(text))) == on_github(prose(text))


@pytest.mark.parametrize("text", HABITS)
def test_the_export_reads_as_what_was_typed(text: str) -> None:
    """Nothing is glued, flattened or renumbered on its way through a field."""
    assert without_breaks(on_github(prose(text))) == without_breaks(on_github(text))


@pytest.mark.parametrize("text", HABITS + OUTLINES)
def test_paper_and_word_are_given_the_same(text: str) -> None:
    """The blocks for outputs that are not HTML say the same, with nothing in between."""
    assert without_breaks(from_blocks(blocks(render(text)))) == without_breaks(on_github(text))


def from_blocks(made: list[Node]) -> Reading:
    return [part for block in made for part in _block(block)]


def _block(block: Node, *, glued: bool = False) -> Reading:
    match block["is"]:
        case "p":
            return _runs(block["runs"]) if glued else [("p", "", _runs(block["runs"]))]
        case "h":
            return [(f"h{block['level']}", "", _runs(block["runs"]))]
        case "code":
            return [("pre", "", [("code", "", [block["text"].rstrip()] if block["text"] else [])])]
        case "rule":
            return [("hr", "", [])]
        case "quote":
            return [("blockquote", "", from_blocks(block["blocks"]))]
        case "list":
            tag, start = ("ol", str(block["start"])) if block["ordered"] else ("ul", "")
            items = [
                ("li", "", [part for entry in item for part in _block(entry, glued=block["tight"])])
                for item in block["items"]
            ]
            return [(tag, start, items)]
    rows = [("tr", "", [("td", "", _runs(cell)) for cell in row]) for row in block["rows"]]
    return [("table", "", [("tr", "", [("th", "", _runs(cell)) for cell in block["head"]]), *rows])]


def _runs(runs: list[Run]) -> Reading:
    tags = {"b": "strong", "i": "em", "s": "del", "link": "a", "code": "code", "br": "br"}
    made: Reading = []
    for run in runs:
        if isinstance(run, str):
            made.append(run)
        elif run["is"] == "plain":
            made += _runs(run["runs"])
        else:
            made.append((tags[run["is"]], unquote(run.get("to", "")), _runs(run.get("runs", []))))
    return made


HEADS = ("- ", "* ", "+ ", "1. ", "1) ", "2. ", "3. ", "10. ", "> ", "- [ ] ", "- [x] ", "", "", "", "")
BODIES = (
    "alpha",
    "beta *em* gamma",
    "**bold** words",
    "`code`",
    "snake_case_name",
    "see https://x.example/a_(b)?q=1.",
    "[text](https://x.example/a(b))",
    "~~gone~~",
    "one  ",
    "5 * 3",
    "_under_",
    "**b *i* b**",
)
MARKS = ("```", "```py", "~~~", "", "", "", "# head", "| a | b |", "|---|---|", "---", "***", "text:", "-", "===")
INDENTS = ("", "", "", "", "  ", "   ", "    ", " ", "     ", "      ", "\t")
SAMPLES = 1_200


def generated() -> list[str]:
    """Texts of up to seven lines, each with some indent, some mark and some words; the same each time."""
    dice = Random(20261129)
    texts = []
    for _ in range(SAMPLES):
        lines = [
            dice.choice(INDENTS)
            + (dice.choice(MARKS) if dice.random() < 0.35 else dice.choice(HEADS) + dice.choice(BODIES))
            for _ in range(dice.randint(1, 7))
        ]
        texts.append("\n".join(lines))
    return texts


def test_what_nobody_would_write_is_read_as_on_github_too() -> None:
    """Less than one in a hundred of such mixtures is read otherwise: odd indents inside quotes and lists."""
    texts = generated()
    as_typed = [text for text in texts if reading(render(text)) != on_github(text)]
    exported = [text for text in map(prose, texts) if reading(render(text)) != on_github(text)]
    print(f"of {len(texts)}, {len(as_typed)} read otherwise as typed and {len(exported)} as exported")  # noqa: T201  # the figure
    assert len(as_typed) < len(texts) / 100
    assert len(exported) < len(texts) / 200
