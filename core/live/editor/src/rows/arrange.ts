// Puts nodes into order without ever moving one of them. Not here: what the nodes are.

/** Brings `wanted` into order within `list`; `fixed`, which holds the focus, stays where it is. */
export function arrange(list: HTMLElement, wanted: readonly HTMLElement[], fixed: HTMLElement | null): void {
  const at = fixed ? wanted.indexOf(fixed) : -1;
  let next: HTMLElement | null = at < 0 ? null : fixed;
  for (const node of wanted.slice(0, at < 0 ? wanted.length : at).reverse()) {
    if (node.parentNode !== list || node.nextElementSibling !== next) list.insertBefore(node, next);
    next = node;
  }
  let previous = fixed;
  for (const node of at < 0 ? [] : wanted.slice(at + 1)) {
    if (previous?.nextElementSibling !== node) previous?.after(node);
    previous = node;
  }
}
