// The link of an action item to its issue: whether what was typed is one, and what it is called. The same rules as
// core/domain/tracker/link.py has; both are held to tests/cases/action_links.json. Pure, and nothing is asked of a server.

/** Characters of an address. */
const LONGEST = 2_000;
const LONGEST_LABEL = 60;

export interface ActionLink {
  address: string;
  label: string;
}

const TOO_LONG =
  "This address is longer than 2,000 characters. Copy the short one of the issue itself; this stays as text.";
const UNSEEN =
  "There are spaces, quotes or invisible characters in this address. Copy it again from the browser; this stays as text.";
const NOT_WEB =
  "Paste the whole address of the issue, beginning with https://. Anything else stays as text and is no link.";
const SIGNED_IN =
  "There is a user name or a password in this address, so it is no link. Copy the address without it, and remove this.";
const NOT_AN_ADDRESS = "This address cannot be read as one. Copy it again from the browser; this stays as text.";

// What nobody sees or what ends an address somewhere: controls, joiners, turns of direction, halves of a character.
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\s\x00-\x20\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff<>"`\\]/u;
const ADDRESS =
  /^(https?):\/\/([a-z0-9][a-z0-9._-]{0,252}|\[[0-9a-f:.]{2,45}\])(?::([0-9]{1,5}))?((?:\/[^?#]*)?)((?:\?[^#]*)?)(?:#.*)?$/i;
const NUMBERED =
  /^\/([A-Za-z0-9_.~%-]+(?:\/[A-Za-z0-9_.~%-]+){1,19}?)(?:\/-)?\/(issues|work_items|pull|pulls|merge_requests)\/([0-9]{1,12})(?:\/.*)?$/;
const KEY = /^(?:\/[^/]+)*?\/(?:browse|issues?)\/([A-Z][A-Z0-9_]{0,19}-[0-9]{1,9})(?:\/.*)?$/i;
const SELECTED = /[?&]selectedIssue=([A-Z][A-Z0-9_]{0,19}-[0-9]{1,9})(?:&|$)/i;
const WORK_ITEM = /^((?:\/[^/]+){1,3})\/_workitems\/edit\/([0-9]{1,12})\/?$/i;
const ON_BOARD = /[?&]workitem=([0-9]{1,12})(?:&|$)/i;
const PLAIN_NUMBER = /^(?:\/[^/]+)?\/issues\/([0-9]{1,12})\/?$/;
const FAMILIAR =
  /^(?:github\.com|gitlab\.com|codeberg\.org|linear\.app|dev\.azure\.com|[a-z0-9-]+\.atlassian\.net|[a-z0-9-]+\.visualstudio\.com|[a-z0-9-]+\.youtrack\.cloud)$/;
const DEFAULT_PORTS = new Map([
  ["http", "80"],
  ["https", "443"],
]);

interface Parts {
  host: string;
  path: string;
  query: string;
}

/** The link that was typed; null for anything else, which is a text like others. */
export function actionLink(text: string): ActionLink | null {
  const typed = text.trim();
  const found = lengthOf(typed) <= LONGEST ? read(typed) : null;
  return found ? { address: typed, label: labelOf(found) } : null;
}

/** Why the text is no link, with what to do; "" for a link, and for nothing at all. */
export function linkRefusal(text: string): string {
  const typed = text.trim();
  if (typed === "" || actionLink(typed)) return "";
  if (lengthOf(typed) > LONGEST) return TOO_LONG;
  if (!/^https?:\/\//i.test(typed)) return NOT_WEB;
  if ((typed.slice(typed.indexOf("//") + 2).split(/[/?#\\]/, 1)[0] ?? "").includes("@")) return SIGNED_IN;
  return HIDDEN.test(typed) ? UNSEEN : NOT_AN_ADDRESS;
}

const lengthOf = (text: string): number => (text.length <= LONGEST ? text.length : [...text].length);

function read(typed: string): Parts | null {
  const found = HIDDEN.test(typed) ? null : ADDRESS.exec(typed);
  if (!found) return null;
  const [, scheme = "", written = "", port = "", path = "", query = ""] = found;
  if (Number(port) > 65_535 || written.includes("..")) return null;
  const host = written
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^www\./, "");
  const shown = port.replace(/^0+/, "");
  const usual = shown === "" || DEFAULT_PORTS.get(scheme.toLowerCase()) === shown;
  return { host: usual ? host : `${host}:${shown}`, path, query };
}

function labelOf(parts: Parts): string {
  const { host } = parts;
  const name = nameOf(parts);
  // Of a familiar host the rest says enough; any other is named, so that no label seems to lead elsewhere.
  const label = name === "" ? host : FAMILIAR.test(host) ? name : `${name} · ${host}`;
  const signs = [...label];
  return signs.length <= LONGEST_LABEL ? label : `${signs.slice(0, LONGEST_LABEL - 1).join("")}…`;
}

function nameOf({ path, query }: Parts): string {
  const numbered = NUMBERED.exec(path);
  if (numbered) return `${numbered[1]}${numbered[2] === "merge_requests" ? "!" : "#"}${numbered[3]}`;
  const keyed = KEY.exec(path) ?? SELECTED.exec(query);
  if (keyed) return (keyed[1] ?? "").toUpperCase();
  const item = WORK_ITEM.exec(path);
  if (item) return `${projectName(item[1] ?? "")}#${item[2]}`;
  const number = ON_BOARD.exec(query) ?? PLAIN_NUMBER.exec(path);
  return number ? `#${number[1]}` : "";
}

function projectName(where: string): string {
  const last = where.slice(where.lastIndexOf("/") + 1);
  try {
    const name = decodeURIComponent(last);
    return /^[\p{L}\p{N}\p{P}\p{S} ]*$/u.test(name) ? name : "";
  } catch {
    return "";
  }
}
