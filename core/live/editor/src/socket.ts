// The WebSocket that y-websocket is given: it counts the document frames that leave, says when it opens and
// closes, and can be given up at once when the line is dead. Never here: what the frames mean to a person.
import type { Ledger } from "./ledger";

export interface SocketWatcher {
  opened(): void;
  heard(): void;
  gone(): void;
}

export interface LiveSocket extends WebSocket {
  /** Tell the owner now that this socket is over; a dead line would make the browser wait for minutes. */
  abandon(): void;
}

/** A page that is left says so. The server cannot tell a close without a code from a line that broke. */
const GOODBYE = 1000;

export function countingSocket(ledger: Ledger, watcher: SocketWatcher): typeof WebSocket {
  return class extends WebSocket implements LiveSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("open", () => {
        ledger.opened();
        watcher.opened();
      });
      this.addEventListener("message", () => watcher.heard());
      this.addEventListener("close", () => this.#over());
    }

    #done = false;

    #over(): void {
      if (this.#done) return;
      this.#done = true;
      ledger.closed();
      watcher.gone();
    }

    override send(data: string | Blob | BufferSource): void {
      if (data instanceof Uint8Array) ledger.sent(data);
      super.send(data);
    }

    override close(code?: number, reason?: string): void {
      this.#over();
      super.close(code ?? GOODBYE, reason);
    }

    abandon(): void {
      const tell = this.onclose;
      this.onclose = null;
      this.#over();
      tell?.call(this, new CloseEvent("close", { code: 1006, wasClean: false }));
      super.close();
    }
  };
}
