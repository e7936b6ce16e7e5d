// The little of happy-dom that tests use. Its own types bring all of Node along, which the browser's code must not see.

/** A document without a screen: elements, events and storage, but nothing is laid out. */
export class Window {
  constructor(options?: { url?: string });
  readonly document: Document;
  [name: string]: unknown;
}
