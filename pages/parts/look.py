"""How Debrief's own bits of HTML look, and the one way text that people typed gets into them.

Layout is Streamlit's; here are only rows, chips and quiet lines that Streamlit has no element for. Colours are
light-dark() pairs of the values in .streamlit/config.toml. Every word goes through ``esc`` or ``plain``.
"""

import re
from html import escape

import streamlit as st

ICON = ":material/timelapse:"

_CSS = """
.db{line-height:1.5;font-size:1rem}
.db *{box-sizing:border-box}
.db .quiet,.db.quiet{color:light-dark(#5d6874,#a9b4bd)}
.db .small,.db.small{font-size:.9rem}
.db .num{font-variant-numeric:tabular-nums}
.db a{color:light-dark(#0f6b6b,#58c2ba);text-underline-offset:3px}
.db h3{font-size:.82rem;font-weight:600;letter-spacing:.02em;margin:0 0 .4rem;color:light-dark(#5d6874,#a9b4bd)}
.db p{margin:0 0 .5rem}
.db ul.rows{list-style:none;margin:0;padding:0!important}
.db ul.rows>li{padding:.7rem 0;margin:0;border-bottom:1px solid light-dark(#e4e0d6,#2b343c)}
.db ul.rows>li:last-child{border-bottom:0}
.db .row{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline}
.db .row .grow{flex:1 1 14rem;min-width:0;overflow-wrap:anywhere}
.db .chip{display:inline-block;border-radius:99px;padding:.05rem .6rem;font-size:.82rem;font-weight:600;white-space:nowrap}
.db .chip.P1{background:light-dark(#fae6ea,#3d1a22);color:light-dark(#8f2436,#f3a3b0)}
.db .chip.P2{background:light-dark(#fdeedd,#3a2713);color:light-dark(#8f4207,#f5b878)}
.db .chip.P3,.db .chip.plain{background:light-dark(#efece5,#222b32);color:light-dark(#55606b,#b4bec6)}
.db .chip.now{background:light-dark(#dff0ee,#123534);color:light-dark(#0d5b5b,#79d0c9)}
.db .chip.late{background:light-dark(#fdeedd,#3a2713);color:light-dark(#8f4207,#f5b878)}
.db .chip.done{background:light-dark(#e3f1e5,#15301d);color:light-dark(#265b33,#93d4a1)}
.db .avatar{display:inline-grid;place-items:center;width:1.9rem;height:1.9rem;border-radius:50%;font-size:.75rem;
font-weight:650;color:#fff;margin-right:.5rem;flex:none}
.db .who{display:flex;align-items:center;padding:.3rem 0;overflow-wrap:anywhere}
.db .code{font-size:1.9rem;font-weight:700;letter-spacing:.06em;font-variant-numeric:tabular-nums;line-height:1.2}
.db.entry{border-bottom:1px solid light-dark(#e4e0d6,#2b343c);padding:.6rem 0 .8rem}
.db a.strong{font-weight:650;font-size:1.05rem}
.db .snippet{margin:.3rem 0 0}
.db .after-bar{margin-top:.4rem}
.db ul.spaced{padding-left:1.1rem!important}.db ul.spaced li{margin:0 0 .5rem}
.db.note{border-left:3px solid light-dark(#b4540a,#f2a65a);padding-left:.8rem}
.db table{border-collapse:collapse;width:100%;font-size:.95rem}
.db th{text-align:left;font-weight:600;color:light-dark(#5d6874,#a9b4bd);font-size:.82rem}
.db th,.db td{padding:.4rem .6rem .4rem 0;border-bottom:1px solid light-dark(#e4e0d6,#2b343c);vertical-align:top}
.db td.right,.db th.right{text-align:right}
.db .pre{white-space:pre-line;overflow-wrap:anywhere}
.db .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:.6rem 0}
.db .card{border:1px solid light-dark(#e4e0d6,#2b343c);border-radius:.7rem;padding:.8rem 1rem;background:light-dark(#fff,#1a2127)}
.db .card.sunk{background:light-dark(#f3f1eb,#151b20);border-color:transparent}
.db h1.title{font-size:2rem;font-weight:700;margin:0 0 .3rem;padding:0;overflow-wrap:anywhere;line-height:1.25}
.db h1.title .chip{vertical-align:middle;font-size:.95rem}
.db .sums{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem}
.db .sums .card>*{display:block}.db .big{font-size:1.5rem;font-weight:650}
.db .missing,.db .over{color:light-dark(#8f4207,#f5b878)}
.db.doc{max-width:46rem;overflow-wrap:anywhere}
.db.doc h1{font-size:1.6rem}.db.doc h2{font-size:1.3rem;margin:1.8rem 0 .5rem;padding:0}
.db.doc h3{font-size:1.02rem;color:inherit;letter-spacing:0;margin:1.2rem 0 .3rem}
.db.doc blockquote{margin:.5rem 0;padding-left:.9rem;border-left:3px solid light-dark(#e4e0d6,#2b343c)}
.db.doc pre{overflow-x:auto}
.db mark{background:light-dark(#fbf0c8,#4a3d12);color:inherit;border-radius:3px;padding:0 .15em}
.db .bar{height:.5rem;border-radius:99px;background:light-dark(#e4e0d6,#2b343c);overflow:hidden}
.db .bar i{display:block;height:100%;border-radius:99px;background:light-dark(#0f6b6b,#58c2ba)}
"""

# Everything Markdown, Streamlit's directives, emoji codes and maths could take for theirs.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^=&])")


def css() -> None:
    """The classes above, once a page; they touch nothing outside .db."""
    st.html(f"<style>{_CSS}</style>")


def esc(text: object) -> str:
    """Text into HTML, as text."""
    return escape(str(text), quote=True)


def plain(text: object) -> str:
    """Text into a Streamlit label or Markdown, as text: no image, link, colour, icon or formula can come of it."""
    one_line = " ".join(str(text).split())
    # A colon starts directives and icon codes even when it is escaped, unless an invisible joiner follows it.
    return _SPECIAL.sub(r"\\\1", one_line).replace(":", ":\u2060")


def block(html: str, extra: str = "") -> None:
    st.html(f'<div class="db {extra}">{html}</div>')


def severity_chip(severity: object) -> str:
    return f'<span class="chip {esc(severity)}">{esc(severity)}</span>' if severity else ""


def chip(text: object, kind: str = "plain") -> str:
    return f'<span class="chip {kind}">{esc(text)}</span>'


def avatar(name: str, color: str) -> str:
    words = name.split()
    initials = (words[0][:1] + words[-1][:1] if len(words) > 1 else name[:2]).upper()
    safe = color if re.fullmatch(r"#[0-9a-fA-F]{6}", color) else "#5d6874"
    return f'<span class="avatar" style="background:{safe}" aria-hidden="true">{esc(initials)}</span>'


def marked(snippet: str) -> str:
    """A search's snippet into HTML: its two marking signs become a highlight, and everything else is text."""
    return esc(snippet).replace("\x02", "<mark>").replace("\x03", "</mark>")
