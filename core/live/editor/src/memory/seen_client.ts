// Asks the server which earlier incidents are like this one, and tells it what somebody decided about one. For people of
// the workspace; a server that cannot answer is fine. Not here: when it is asked, and drawing.
import { postToServer, type ServerReply } from "../shared/server_request";

/** A piece of a text, and whether it is one of the words that match. */
export type Run = readonly [text: string, marked: boolean];

export interface OpenAction {
  id: string;
  text: Run[];
  owner: string;
  /** such as "105 days" */
  age: string;
  /** it stands among the actions here already */
  carried: boolean;
  /** what was typed for the address of its issue */
  link: string;
}

export interface EarlierIncident {
  id: string;
  title: Run[];
  day: string;
  severity: string;
  /** empty for what is linked and not like it by its words */
  strength: "likely" | "related" | "";
  why: string[];
  whatHappened: Run[];
  whatWasDone: Run[];
  open: OpenAction[];
  moreOpen: number;
  done: number;
  promised: number;
  linked: boolean;
  /** everybody in the room may know of it */
  shown: boolean;
}

export interface SeenBefore {
  incidents: EarlierIncident[];
  /** how many other postmortems there are */
  others: number;
  /** this person may show a linked one to the room */
  leads: boolean;
}

export type SeenRequest =
  | { what: "look" }
  | { what: "link" | "unlink" | "not_the_same" | "maybe" | "show" | "hide"; incident: string }
  | { what: "carry"; incident: string; action: string };

export interface SeenReply {
  /** null when it was not done */
  seen: SeenBefore | null;
  /** why it was not done, for the person */
  sentence: string;
  /** this person may not know of it, now and later */
  refused: boolean;
}

export type Ask = (request: SeenRequest) => Promise<SeenReply>;

export function makeAsk(
  pm: string,
  send: (path: string, body: unknown) => Promise<ServerReply> = (path, body) => postToServer(path, body),
): Ask {
  return async (request) => {
    const { ok, status, body, sentence } = await send(`live/seen/${encodeURIComponent(pm)}`, request);
    return { seen: ok ? parseSeen(body) : null, sentence, refused: status === 401 || status === 403 };
  };
}

export function parseSeen(body: Record<string, unknown>): SeenBefore {
  const incidents = list(body.incidents).map(parseIncident);
  return { incidents: incidents.filter(({ id }) => id !== ""), others: count(body.others), leads: body.leads === true };
}

function parseIncident(value: unknown): EarlierIncident {
  const from = record(value);
  const strength = text(from.strength);
  return {
    id: text(from.id),
    title: runs(from.title),
    day: text(from.day),
    severity: text(from.severity),
    strength: strength === "likely" || strength === "related" ? strength : "",
    why: list(from.why).map(text).filter(Boolean),
    whatHappened: runs(from.what_happened),
    whatWasDone: runs(from.what_was_done),
    open: list(from.open).map(parseAction),
    moreOpen: count(from.more_open),
    done: count(from.done),
    promised: count(from.promised),
    linked: from.linked === true,
    shown: from.shown === true,
  };
}

function parseAction(value: unknown): OpenAction {
  const from = record(value);
  return {
    id: text(from.id),
    text: runs(from.text),
    owner: text(from.owner),
    age: text(from.age),
    carried: from.carried === true,
    link: text(from.link),
  };
}

function runs(value: unknown): Run[] {
  return list(value)
    .filter((item): item is unknown[] => Array.isArray(item))
    .map(([piece, marked]) => [text(piece), marked === true] as const)
    .filter(([piece]) => piece !== "");
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number => (typeof value === "number" && value > 0 ? Math.floor(value) : 0);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
