// The title of the browser's tab while a clock runs; what stood there before comes back. Not here: what it says.

export class TabTitle {
  readonly #original = document.title;
  #changed = false;

  /** Null: there is nothing to show. */
  show(title: string | null): void {
    if (title === null) return this.restore();
    document.title = title;
    this.#changed = true;
  }

  restore(): void {
    if (this.#changed) document.title = this.#original;
    this.#changed = false;
  }
}
