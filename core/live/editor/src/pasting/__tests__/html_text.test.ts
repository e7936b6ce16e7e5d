// Pieces of pages as word processors, wikis and mail put them onto the clipboard, read as lines.
import assert from "node:assert/strict";
import { test } from "node:test";
import "../../testing/dom";
import { htmlAsText } from "../html_text";

for (const [name, html, text] of [
  ["words run together as on a page", "<p>The\n  <b>primary</b> was\tdown.</p>", "The primary was down."],
  [
    "paragraphs have a line between them",
    "<h2>Impact</h2><p>One.</p><p>Two.<br>Three.</p>",
    "Impact\n\nOne.\n\nTwo.\nThree.",
  ],
  ["lines of a mail stay lines", "<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"],
  ["bullets and numbers", "<ul><li>a</li><li>b</li></ul><ol start=3><li>c<li>d</ol>", "- a\n- b\n\n3. c\n4. d"],
  ["a list in a list", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"],
  [
    "boxes that are ticked",
    "<ul><li><input type=checkbox checked>a</li><li><input type=checkbox>b</ul>",
    "- [x] a\n- [ ] b",
  ],
  [
    "a table keeps its cells, and an empty one",
    "<table><tr><th>When</th><th>Who</th><th>What</th></tr><tr><td>10:02</td><td></td><td><p>down</p><p>again</p></td></tr></table>",
    "When\tWho\tWhat\n10:02\t\tdown again",
  ],
  ["code keeps its blanks", "<pre>a\n  b</pre>", "a\n  b"],
  [
    "an address stays with its words",
    'See <a href="https://x.example/1">the graph</a>.',
    "See [the graph](https://x.example/1).",
  ],
  [
    "an address that is written out stands once",
    '<a href="https://x.example/1">https://x.example/1</a>',
    "https://x.example/1",
  ],
  [
    "nothing that runs, and nothing hidden",
    "a<script>x()</script><style>p{}</style><i style='display: none'>h</i><b hidden>h</b>",
    "a",
  ],
  ["a picture alone is no text", '<meta charset="utf-8"><img src="https://x.example/a.png" alt="image">', ""],
  [
    "a document of Google",
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span>First.</span></p><br /><ul><li dir="ltr"><p dir="ltr" role="presentation"><span>one</span></p></li><li dir="ltr"><p dir="ltr"><span>two</span></p></li></ul></b>',
    "First.\n\n- one\n- two",
  ],
  [
    "a document of Word",
    "<html xmlns:o='urn:o'><head><style>@font-face{}</style><!--[if gte mso 9]><xml>x</xml><![endif]--></head><body lang=EN><!--StartFragment--><p class=MsoNormal>First.<o:p></o:p></p><p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>one<o:p></o:p></p><!--EndFragment--></body></html>",
    "First.\n\n· one",
  ],
] as const)
  test(name, () => assert.equal(htmlAsText(html), text));

test("a page nested deeper than calls can be is read all the same", () => {
  assert.equal(htmlAsText(`${"<b><i>".repeat(200)}deep${"</i></b>".repeat(200)} down`), "deep down");
});
