// A piece of a page as plain lines: an item of a list is one line with its bullet, a row of a table one line with tabs
// between its cells, and an address stays with the words that led to it. The document it is read into runs nothing, loads
// nothing and is never shown. As core/domain/timeline/files/html_text.py has it. Not here: where the text goes.

const UNSEEN = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "TEMPLATE", "NOSCRIPT", "OBJECT", "SVG", "SELECT"]);
const PARAGRAPHS = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "TABLE", "PRE", "BLOCKQUOTE", "DL"]);
const LINES = new Set(
  "DIV LI TR DT DD HR ADDRESS ARTICLE ASIDE CAPTION DETAILS SUMMARY FIGCAPTION FIGURE FOOTER FORM HEADER MAIN NAV SECTION".split(
    " ",
  ),
);
const CELLS = new Set(["TD", "TH"]);
const INDENT = "  ";

export function htmlAsText(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const lines = new Lines();
  let node: Node | null = body;
  // By hand, because a page may be nested deeper than calls can be.
  while (node) {
    const into: Node | null = lines.enter(node) ? node.firstChild : null;
    if (into) {
      node = into;
      continue;
    }
    lines.leave(node);
    while (node && node !== body && !node.nextSibling) {
      node = node.parentNode;
      if (node) lines.leave(node);
    }
    node = node === body ? null : (node?.nextSibling ?? null);
  }
  return lines.text();
}

class Lines {
  readonly #done: string[] = [];
  #line = "";
  #cells = 0;
  #preformatted = 0;
  /** of each open list the number of the next item; null where it has bullets */
  readonly #lists: (number | null)[] = [];
  readonly #linkStarts: number[] = [];

  text(): string {
    this.#break();
    return this.#done
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  /** Whether what is in the node counts. */
  enter(node: Node): boolean {
    if (node.nodeType === Node.TEXT_NODE) this.#words(node.nodeValue ?? "");
    if (!isElement(node) || isUnseen(node)) return false;
    const { tagName } = node;
    if (tagName === "BR") this.#softBreak();
    else if (PARAGRAPHS.has(tagName)) this.#paragraph();
    else if (LINES.has(tagName)) this.#break();
    if (tagName === "PRE") this.#preformatted += 1;
    if (tagName === "OL") this.#lists.push(Number(node.getAttribute("start") ?? 1) || 1);
    if (tagName === "UL") this.#lists.push(null);
    if (tagName === "LI") this.#line = this.#bullet();
    if (CELLS.has(tagName)) this.#cells += 1;
    if (tagName === "A") this.#linkStarts.push(this.#line.length);
    if (tagName === "INPUT" && node.getAttribute("type") === "checkbox")
      this.#line += node.hasAttribute("checked") ? "[x] " : "[ ] ";
    return true;
  }

  leave(node: Node): void {
    if (!isElement(node) || isUnseen(node)) return;
    const { tagName } = node;
    if (tagName === "A") this.#address(node, this.#linkStarts.pop() ?? 0);
    if (tagName === "OL" || tagName === "UL") this.#lists.pop();
    if (tagName === "PRE") this.#preformatted -= 1;
    if (CELLS.has(tagName)) {
      this.#cells -= 1;
      this.#line = `${this.#line.trimEnd()}${this.#line.endsWith("\t") ? "\t" : ""}\t`;
    } else if (PARAGRAPHS.has(tagName)) this.#paragraph();
    else if (LINES.has(tagName)) this.#break();
  }

  #words(text: string): void {
    const [first = "", ...others] = (this.#preformatted > 0 ? text : text.replace(/[ \t\r\n\f\u00a0]+/g, " ")).split(
      "\n",
    );
    this.#line +=
      this.#line === "" || /[ \t]$/.test(this.#line) ? first.replace(/^ +/, this.#preformatted > 0 ? "$&" : "") : first;
    for (const line of others) {
      this.#break();
      this.#line = line;
    }
  }

  #bullet(): string {
    const number = this.#lists.at(-1) ?? null;
    if (number !== null) this.#lists[this.#lists.length - 1] = number + 1;
    return INDENT.repeat(Math.max(0, this.#lists.length - 1)) + (number === null ? "- " : `${number}. `);
  }

  // What leads elsewhere than its words say.
  #address(link: Element, from: number): void {
    const address = link.getAttribute("href") ?? "";
    const words = this.#line.slice(from).trim();
    if (!/^https?:\/\//i.test(address) || words === "" || /[[\]\s]{2}|[()]/.test(address) || words.startsWith("http"))
      return;
    this.#line = `${this.#line.slice(0, from)}[${words}](${address})`;
  }

  #softBreak(): void {
    if (this.#cells > 0) this.#line += " ";
    else this.#newLine();
  }

  #paragraph(): void {
    this.#break();
    if (this.#cells === 0 && this.#lists.length === 0 && this.#done.at(-1) !== "") this.#done.push("");
  }

  // In a cell a line goes on; behind a bullet that has no words yet, too.
  #break(): void {
    if (this.#cells > 0) this.#line += this.#line === "" || /[ \t]$/.test(this.#line) ? "" : " ";
    else if (this.#line.trim() !== "" && !/^ *(?:-|\d+\.) $/.test(this.#line)) this.#newLine();
  }

  #newLine(): void {
    this.#done.push(this.#line.replace(/[ \t]+$/, ""));
    this.#line = "";
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

function isUnseen(element: Element): boolean {
  return (
    UNSEEN.has(element.tagName.toUpperCase()) ||
    element.hasAttribute("hidden") ||
    /(?:display:\s*none|mso-hide:\s*all)/i.test(element.getAttribute("style") ?? "")
  );
}
