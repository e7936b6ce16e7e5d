"""How each hint rule fares here, which are silent, and which phrases were no blame. No name stands here."""

from collections.abc import Callable

import streamlit as st

from core.domain import template
from core.domain.guide_hints import EXPLAINED
from core.services import hint_rules as services
from core.services.hint_rules import NOT_HELPFUL_MUTES, Dismissal, RuleState, Team
from core.store.visitors import Visitor
from pages.parts import commands, look, state, times

SAID = "hint-rules-said"
OFF = "hint-rule-off"


def known() -> Team:
    commands.say(SAID)
    return services.team(state.app())


def muted(team: Team, visitor: Visitor) -> None:
    """What the team does not hear any more, with the way back."""
    for trouble in team.trouble:
        st.warning(look.plain(trouble))
    for rule in team.rules:
        if rule.silent:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"silent-{rule.id}"):
                look.block(_why_silent(rule))
                st.button(
                    "Bring it back",
                    key=f"back-{rule.id}",
                    type="tertiary",
                    on_click=_obey,
                    args=(services.bring_back, rule.id, visitor, "It speaks again."),
                )


def _why_silent(rule: RuleState) -> str:
    why = f"{NOT_HELPFUL_MUTES} times it did not help" if rule.silent == "muted" else "switched off"
    chip = look.chip("muted" if rule.silent == "muted" else "off", "late")
    return f"<b>{look.esc(rule.id)}</b> {chip}<br><span class='quiet small'>{why} · “{look.esc(rule.example)}”</span>"


def table(team: Team, visitor: Visitor) -> None:
    """Counted per rule and for everybody together: which ones help, and which only disturb."""
    look.block(
        "<h3>What the hints did here</h3><p>How often a rewrite was taken, and how often a hint was waved away. "
        "This is counted per rule and never per person.</p>"
    )
    speaking = [rule.id for rule in team.rules if not rule.silent]
    with st.form("switch-off", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Switch a rule off", speaking, index=None, placeholder="Choose a rule", key=OFF)
        st.form_submit_button("Switch off", on_click=_switch_off, args=(visitor,))
    look.block("".join(_group(category, told.title, team) for category, told in EXPLAINED.items()))


def _group(category: str, title: str, team: Team) -> str:
    """One category, folded; its sums stand outside."""
    rules = [rule for rule in team.rules if rule.category == category]
    if not rules:
        return ""
    taken, waved = sum(rule.accepted for rule in rules), sum(rule.dismissed for rule in rules)
    sums = f"{taken} taken, {waved} waved away" if taken or waved else f"{len(rules)} rules"
    heads = "<tr><th>Rule</th><th class='right'>Taken</th><th class='right'>Waved away</th><th>Now</th></tr>"
    return (
        f"<details><summary>{look.esc(title)} <span class='quiet small'>· {sums}</span></summary>"
        f"<table class='hint-rules'><thead>{heads}</thead><tbody>{''.join(map(_row, rules))}</tbody></table></details>"
    )


def _row(rule: RuleState) -> str:
    now = {"muted": look.chip("muted", "late"), "off": look.chip("off", "late")}.get(rule.silent, "on")
    own = look.chip("yours", "now") if rule.own else ""
    numbers = "".join(f'<td class="right num">{count or "·"}</td>' for count in (rule.accepted, rule.dismissed))
    return (
        f"<tr><td>{look.esc(rule.id)} {own}<br><span class='quiet small'>“{look.esc(rule.example)}”</span></td>"
        f"{numbers}<td>{now}</td></tr>"
    )


def not_blame() -> None:
    """Where the hints were wrong: what a team reads before it changes a rule."""
    look.block("<h3>Called “not blame”</h3>")
    found = services.not_blame(state.app())
    if not found:
        look.block("<p>Nothing yet. When somebody says of a hint that this is no blame, the phrase stands here.</p>")
        return
    zone = state.zone()
    look.block(f"<ul class='rows'>{''.join(f'<li>{_dismissed(each, zone)}</li>' for each in found)}</ul>")


def _dismissed(each: Dismissal, zone: str) -> str:
    rule = f" · {look.esc(each.rule)}" if each.rule else ""
    return (
        f"“{look.esc(each.phrase)}”<br><span class='quiet small'>{look.esc(_label(each.field))} · "
        f"{look.esc(times.day(times.local(each.at, zone)))}{rule}</span>"
    )


def _label(field_id: str) -> str:
    try:
        return template.field(field_id).label
    except KeyError:
        return field_id


def _switch_off(visitor: Visitor) -> None:
    chosen = state.peek(OFF)
    if isinstance(chosen, str):
        _obey(services.switch_off, chosen, visitor, "It is silent from now on.")


def _obey(deed: Callable[..., None], rule: str, visitor: Visitor, then: str) -> None:
    commands.obey(SAID, lambda: deed(state.app(), rule, visitor), then)
