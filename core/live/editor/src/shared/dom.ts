// Building DOM by hand: one function for elements, one for SVG, one for styles.
// User text goes in as text nodes only. Not here: innerHTML, templates, anything about meetings.

export type Child = Node | string | number | null | undefined | false;
type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | EventListenerOrEventListenerObject
  | Partial<CSSStyleDeclaration>;
export type Props = Record<string, Value>;

function applyProps(node: Element, props: Props | null | undefined): void {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (
      name.startsWith("on") &&
      (typeof value === "function" || (typeof value === "object" && "handleEvent" in value))
    ) {
      node.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
    } else if (name === "style" && typeof value === "object") {
      for (const [key, item] of Object.entries(value)) setStyle(node as HTMLElement, key, String(item));
    } else {
      node.setAttribute(name === "className" ? "class" : name, value === true ? "" : String(value));
    }
  }
}

function setStyle(node: HTMLElement | SVGElement, key: string, value: string): void {
  if (key.startsWith("--")) node.style.setProperty(key, value);
  else (node.style as unknown as Record<string, string>)[key] = value;
}

function appendChildren(node: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** An element: `h("button", {class: "primary", onclick: go}, "Next")`. Text is text, whatever stands in it. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props?: Props | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  applyProps(node, props);
  appendChildren(node, children);
  return node;
}

/** The same for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props?: Props | null,
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  applyProps(node, props);
  appendChildren(node, children);
  return node;
}

const sheets = new Map<string, CSSStyleSheet>();

/** Puts a stylesheet into a shadow root (or the document) once, shared between all that ask for the same text. */
export function adoptStyles(root: ShadowRoot | Document | Node, css: string): void {
  adoptStylesBefore(root, css, null);
}

/** The same, in front of a stylesheet that is there already, which goes on to win where both say something. */
export function adoptStylesBefore(root: ShadowRoot | Document | Node, css: string, following: string | null): void {
  const styleRoot =
    root instanceof ShadowRoot || root instanceof Document ? root : (root.getRootNode() as ShadowRoot | Document);
  const sheet = sheetOf(css);
  const adopted = [...styleRoot.adoptedStyleSheets];
  if (adopted.includes(sheet)) return;
  const place = following === null ? -1 : adopted.indexOf(sheetOf(following));
  adopted.splice(place < 0 ? adopted.length : place, 0, sheet);
  styleRoot.adoptedStyleSheets = adopted;
}

function sheetOf(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}

/** Replaces all children, touching the page only when something differs. */
export function setChildren(node: Element, ...children: Child[]): void {
  const next = children.filter((child) => child !== null && child !== undefined && child !== false);
  const same = next.length === node.childNodes.length && next.every((child, i) => child === node.childNodes[i]);
  if (same) return;
  node.replaceChildren(
    ...next.map((child) => (child instanceof Node ? child : document.createTextNode(String(child)))),
  );
}

/** Sets the text only when it differs, so that a screen reader and the layout are left in peace. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Writing the same again would have the page styled anew: `hidden` counts as a change whatever it was. */
export function setHidden(node: HTMLElement, hidden: HTMLElement["hidden"]): void {
  if (node.hidden !== hidden) node.hidden = hidden;
}

export function setAttr(node: Element, name: string, value: string | null): void {
  if (node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}
