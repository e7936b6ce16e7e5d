// Draws what was seen before: one incident whole, the weaker ones folded to a line each. What people typed is text in
// text nodes. Not here: asking the server.
import { issueLink } from "../fields/issue_link";
import { h } from "../shared/dom";
import type { EarlierIncident, OpenAction, Run, SeenBefore, SeenRequest } from "./seen_client";

export interface CardActions {
  pm: string;
  decide(request: SeenRequest): void;
}

const STRENGTHS: Readonly<Record<EarlierIncident["strength"], string>> = {
  likely: "likely the same",
  related: "maybe related",
  "": "linked",
};

/** The one that is shown whole: what is linked, or else what is likely the same. */
export function foremost(seen: SeenBefore): EarlierIncident | null {
  return (
    seen.incidents.find(({ linked }) => linked) ?? seen.incidents.find(({ strength }) => strength === "likely") ?? null
  );
}

export function plainText(runs: readonly Run[]): string {
  return runs.map(([text]) => text).join("");
}

export function markedText(runs: readonly Run[]): (Node | string)[] {
  return runs.map(([text, marked]) => (marked ? h("mark", null, text) : text));
}

/** "Two actions from then are still open." */
export function openText(incident: EarlierIncident): string {
  const open = incident.open.length + incident.moreOpen;
  if (open === 0) return incident.promised > 0 ? "All actions from then are closed." : "";
  return open === 1 ? "One action from then is still open" : `${open} actions from then are still open`;
}

export function strengthText(incident: EarlierIncident): string {
  return incident.linked ? "linked" : STRENGTHS[incident.strength];
}

export function seenList(seen: SeenBefore, actions: CardActions): HTMLElement {
  const first = foremost(seen);
  const others = seen.incidents.filter((incident) => incident !== first);
  return h(
    "div",
    { class: "seen-list" },
    first && h("div", { class: "seen-first", "data-incident": first.id }, head(first), ...body(first, seen, actions)),
    ...others.map((incident) => folded(incident, seen, actions)),
  );
}

function head(incident: EarlierIncident): HTMLElement {
  const facts = [incident.day, incident.severity].filter(Boolean).join(" · ");
  const strength = h("b", { class: "seen-strength", "data-strength": incident.strength }, strengthText(incident));
  return h("p", { class: "seen-facts" }, strength, " ", facts);
}

function body(incident: EarlierIncident, seen: SeenBefore, actions: CardActions): (HTMLElement | null)[] {
  return [
    h("h3", { dir: "auto" }, ...titleLink(incident)),
    told(incident),
    incident.why.length > 0 ? h("p", { class: "seen-why" }, "In both: ", incident.why.join(", ")) : null,
    openActions(incident, actions),
    decisions(incident, seen, actions),
  ];
}

function titleLink(incident: EarlierIncident): Node[] {
  const page = `summary?pm=${encodeURIComponent(incident.id)}`;
  return [h("a", { href: page, target: "_blank", rel: "noopener" }, ...markedText(incident.title))];
}

function told(incident: EarlierIncident): HTMLElement {
  const kept = incident.promised > 0 ? `${incident.done} of ${incident.promised} actions got done.` : "";
  const done = [
    incident.whatWasDone.length > 0 && h("p", null, ...markedText(incident.whatWasDone)),
    kept !== "" && h("p", null, kept),
  ].filter((part) => part !== false);
  return h(
    "dl",
    { class: "seen-words" },
    ...(incident.whatHappened.length > 0 ? described("What it was", markedText(incident.whatHappened)) : []),
    ...(done.length > 0 ? described("What was done", done) : []),
  );
}

function described(label: string, words: (Node | string)[]): HTMLElement[] {
  return [h("dt", null, label), h("dd", { dir: "auto" }, ...words)];
}

function openActions(incident: EarlierIncident, actions: CardActions): HTMLElement | null {
  const sentence = openText(incident);
  if (sentence === "") return null;
  if (incident.open.length === 0) return h("p", { class: "seen-closed" }, sentence);
  const rows = incident.open.map((action) => openAction(incident, action, actions));
  const more = incident.moreOpen > 0 ? h("li", { class: "seen-more" }, `and ${incident.moreOpen} more`) : null;
  return h("div", { class: "seen-open" }, h("h4", null, sentence), h("ul", null, ...rows, more));
}

function openAction(incident: EarlierIncident, action: OpenAction, { decide }: CardActions): HTMLElement {
  const name = plainText(action.text);
  const link = issueLink(action.link);
  const carry = action.carried
    ? h("span", { class: "seen-carried" }, "carried over")
    : h(
        "button",
        {
          type: "button",
          class: "seen-small",
          "aria-label": `Carry over: ${name}`,
          onclick: () => decide({ what: "carry", incident: incident.id, action: action.id }),
        },
        "Carry over",
      );
  return h(
    "li",
    null,
    h("span", { class: "seen-action", dir: "auto" }, ...markedText(action.text)),
    h(
      "span",
      { class: "seen-owner" },
      [action.owner || "nobody", action.age].filter(Boolean).join(" · "),
      link && " · ",
      link,
    ),
    carry,
  );
}

function decisions(incident: EarlierIncident, seen: SeenBefore, { pm, decide }: CardActions): HTMLElement {
  const press = (what: Exclude<SeenRequest["what"], "look" | "carry">) => () => decide({ what, incident: incident.id });
  const button = (label: string, what: Parameters<typeof press>[0], kind = ""): HTMLElement =>
    h("button", { type: "button", class: kind, onclick: press(what) }, label);
  const compare = `compare?pm=${encodeURIComponent(pm)}&with=${encodeURIComponent(incident.id)}`;
  const answers = incident.linked
    ? [
        seen.leads &&
          (incident.shown ? button("Hide from the room", "hide") : button("Show to the room", "show", "main")),
        button("Take the link away", "unlink"),
      ]
    : [button("Link it", "link", "main"), button("Not the same", "not_the_same")];
  const link = h("a", { href: compare, target: "_blank", rel: "noopener" }, "Compare the two");
  return h("div", { class: "seen-decisions" }, ...answers, link);
}

function folded(incident: EarlierIncident, seen: SeenBefore, actions: CardActions): HTMLElement {
  const line = h(
    "summary",
    null,
    h("span", { class: "seen-weak" }, strengthText(incident)),
    h("span", { class: "seen-weak-title", dir: "auto" }, plainText(incident.title)),
    h("span", { class: "seen-day" }, incident.day),
  );
  return h("details", { class: "seen-folded", "data-incident": incident.id }, line, ...body(incident, seen, actions));
}
