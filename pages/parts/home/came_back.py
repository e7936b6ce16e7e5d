"""On Home: incidents that came back while what was promised the last time is still open."""

import streamlit as st

from core.services.access import Visitor
from core.services.memory import left_open
from core.services.postmortems import Card, Home
from pages.parts.frame import html, state

MOST = 3
LOOKED_AT = 200


def still_open(home: Home, visitor: Visitor) -> None:
    """For what has no meeting yet or is in it: nothing while nothing came back."""
    cards = {card.id: card for card in (*home.running, *home.upcoming, *home.waiting)}
    found = left_open.left_open(state.app(), list(cards)[:LOOKED_AT], visitor)
    if found:
        rows = "".join(f'<li class="row" dir="auto">{_row(cards[item.later_id], item)}</li>' for item in found[:MOST])
        st.header("This came back", anchor=False)
        html.block(f'<ul class="rows">{rows}</ul>', "came-back")


def _row(card: Card, item: left_open.LeftOpen) -> str:
    what = "one action is" if item.open == 1 else f"{item.open} actions are"
    page = f"compare?pm={html.esc(card.id)}&with={html.esc(item.earlier_id)}"
    return (
        f'<span class="grow"><b>{html.esc(card.title)}</b> is a recurrence of “{html.esc(item.title)}”, '
        f'of which {what} <b>still open</b>.</span><a href="{page}">Compare the two</a>'
    )
