"""A postmortem as one HTML file that needs nothing else: no network, no script, light and dark.

The body is the Markdown export through the one renderer, so both say the same. Around it stand our own
head, our own style and the incident picture (in two widths, of which a reader sees the one that fits); the
file's policy forbids it to load or to run anything, whoever opens it.
"""

import base64
from html import escape

from core.domain.content.evidence import Figure
from core.domain.postmortem import Postmortem
from core.export.markdown.inline_text import visible
from core.export.markdown.sanitise import render
from core.export.markdown.writer import UNTITLED, around_figures
from core.export.meta import NOT_KEPT, ExportMetadata, PictureFile
from core.export.picture_svg import NARROW, WIDE, picture_svg

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #55606e; --line: #d9dee5; --page: #fff; --tint: #f5f7fa;
  --accent: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a3adba; --line: #3a4451; --page: #14191f;
  --tint: #1c232b; --accent: #7db8f5; } }
html { background: var(--page); color: var(--ink); font: 17px/1.6 system-ui, sans-serif; }
body { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1.5rem; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; color: var(--soft); }
p, ul, ol, pre, table, blockquote { margin: 0 0 1rem; }
li { margin: .2rem 0; }
a { color: var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
th, td { text-align: start; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line);
  unicode-bidi: plaintext; }
th { color: var(--soft); font-weight: 600; }
th, td { min-width: 6rem; }
td:first-child { font-variant-numeric: tabular-nums; }
code { background: var(--tint); border-radius: .3rem; padding: .1em .3em; font-size: .9em; }
pre { background: var(--tint); border-radius: .5rem; padding: .9rem 1rem; overflow-x: auto; white-space: pre-wrap; }
pre code { background: none; padding: 0; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
hr { border: 0; border-top: 1px solid var(--line); margin: 3rem 0 1rem; }
hr + p { color: var(--soft); font-size: .88rem; }
.shot { margin: 0 0 1.5rem; break-inside: avoid; }
.shot img { display: block; max-width: 100%; width: auto; height: auto; border: 1px solid var(--line); }
.shot figcaption { margin-top: .4rem; color: var(--soft); font-size: .94rem; }
.picture { margin: 0 0 2rem; }
.picture svg { display: block; max-width: 100%; height: auto; }
.picture .slim { display: none; }
@media (max-width: 40rem) { html { font-size: 16px; } table { display: block; overflow-x: auto; }
  .picture .wide { display: none; } .picture .slim { display: block; } }
@media print { html { font-size: 11pt; background: #fff; color: #000; } body { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; } tr, li { break-inside: avoid; } }
"""


def to_html(pm: Postmortem, meta: ExportMetadata) -> str:
    title = " ".join(visible(pm.title).split()) or UNTITLED
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{_with_picture(_body(pm, meta), pm)}\n</main>\n</body>\n</html>\n"
    )


def _body(pm: Postmortem, meta: ExportMetadata) -> str:
    before, shown, after = around_figures(pm, meta)
    if not shown:
        return render(before)
    return "".join((render(before), *(_figure(item, meta.picture(item.id)) for item in shown), render(after)))


def _figure(item: Figure, picture: PictureFile | None) -> str:
    """The picture is part of the file; its bytes were written by us, so that base64 is all that stands there."""
    text = escape(visible(item.text))
    if picture is None:
        return (
            f'<figure class="shot"><figcaption><b>{item.title}:</b> {text} <em>({NOT_KEPT})</em></figcaption></figure>'
        )
    data = base64.b64encode(base64.b64decode(picture.data)).decode()
    return (
        f'<figure class="shot"><img src="data:{picture.mime};base64,{data}" width="{picture.width}" '
        f'height="{picture.height}" alt="{text}">'
        f'<figcaption dir="auto"><b>{item.title}:</b> {text}</figcaption></figure>\n'
    )


def _with_picture(body: str, pm: Postmortem) -> str:
    """The picture stands between the head and the first section."""
    wide, slim = picture_svg(pm, WIDE), picture_svg(pm, NARROW)
    if not wide:
        return body
    head, section, rest = body.partition("<h2")
    figure = f'<figure class="picture"><div class="wide">{wide}</div><div class="slim">{slim}</div></figure>\n'
    return f"{head}{figure}{section}{rest}"
