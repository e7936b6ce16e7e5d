// The WebSocket class that y-websocket is given: it counts the document frames that are sent, reports when it opens
// and closes, and can be abandoned at once when the network is dead. Not here: what the counts mean (ack_tracker).
import type { AckTracker } from "./ack_tracker";

export interface SocketWatcher {
  opened(): void;
  received(): void;
  closed(): void;
}

export interface LiveSocket extends WebSocket {
  /** Tell the owner now that this socket is over; a dead line would make the browser wait for minutes. */
  abandon(): void;
}

/** A page that is left says so. The server cannot tell a close without a code from a line that broke. */
const NORMAL_CLOSURE = 1000;

export function countingSocket(acks: AckTracker, watcher: SocketWatcher): typeof WebSocket {
  return class extends WebSocket implements LiveSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("open", () => {
        acks.opened();
        watcher.opened();
      });
      this.addEventListener("message", () => watcher.received());
      this.addEventListener("close", () => this.#ended());
    }

    #done = false;

    #ended(): void {
      if (this.#done) return;
      this.#done = true;
      acks.closed();
      watcher.closed();
    }

    override send(data: string | Blob | BufferSource): void {
      if (data instanceof Uint8Array) acks.sent(data);
      super.send(data);
    }

    override close(code?: number, reason?: string): void {
      this.#ended();
      super.close(code ?? NORMAL_CLOSURE, reason);
    }

    abandon(): void {
      const onclose = this.onclose;
      this.onclose = null;
      this.#ended();
      onclose?.call(this, new CloseEvent("close", { code: 1006, wasClean: false }));
      super.close();
    }
  };
}
