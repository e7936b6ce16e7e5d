// Looks at all elements of a page, shadow roots included, for anything live that typed words could have become.
() => {
  const ADDRESSES = ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "ping", "background"];
  const LINKS = ["http", "https", "mailto"];
  const LOADED = ["http", "https", "blob", "data"];
  const ELEMENTS = ["base", "object", "embed", "math", "frame", "marquee"];
  const found = [];

  const elsewhere = (address) => {
    try {
      return new URL(address, document.baseURI).origin !== location.origin;
    } catch {
      return true;
    }
  };
  const attributes = (each, html) => {
    for (const { name, value } of each.attributes) {
      if (name.startsWith("on")) found.push(`a handler: ${html}`);
      if (!ADDRESSES.includes(name) || value === "") continue;
      const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
      const link = each.localName === "a" && name === "href";
      if (scheme && !(link ? LINKS : LOADED).includes(scheme)) found.push(`a scheme: ${html}`);
      if (!link && !["blob", "data"].includes(scheme) && elsewhere(value)) found.push(`from elsewhere: ${html}`);
    }
  };
  const look = (root) => {
    for (const each of root.querySelectorAll("*")) {
      const html = each.outerHTML.slice(0, 160);
      attributes(each, html);
      if (ELEMENTS.includes(each.localName)) found.push(`an element: ${html}`);
      if (each.localName === "meta" && each.httpEquiv === "refresh") found.push(`a refresh: ${html}`);
      if (each.localName === "iframe" && each.hasAttribute("srcdoc")) found.push(`a frame: ${html}`);
      if (["script", "style"].includes(each.localName) && /evil|alert\(1\)/.test(each.textContent)) found.push(`code: ${html}`);
      if (each.shadowRoot) look(each.shadowRoot);
    }
  };
  look(document);
  return found;
};
