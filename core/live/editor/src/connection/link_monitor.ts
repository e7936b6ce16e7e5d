// Whether the link to the server is alive, and how its clock compares: counts silence, sends probes and gives up a
// socket that does not answer. Time, the socket and the timers come in as props. Not here: what messages mean, the
// document.
import { heartbeatAction, type ServerClock } from "./heartbeat";

/** Clocks are compared anew this often. */
const PROBE_INTERVAL_MS = 60_000;
/** The first answer waits behind the document; a second probe measures better. */
const SECOND_PROBE_MS = 500;

export interface LinkMonitorProps {
  clock: ServerClock;
  /** steady milliseconds, as of `performance.now` */
  steady(): number;
  /** the laptop's own date, epoch milliseconds */
  date(): number;
  /** changes of this tab that wait for their acknowledgement */
  pending(): number;
  /** Sends a probe stamped with `sentAt`; false when no socket is open. */
  sendProbe(sentAt: number): boolean;
  /** Ends a socket that does not answer, so that the provider opens another one. */
  abandon(): void;
  later(callback: () => void, delayMs: number): void;
}

export class LinkMonitor {
  #open = false;
  #lastReceivedAt = 0;
  #probeSentAt: number | null = null;
  #lastProbeAt = 0;
  #attempt = 0;
  #connectingSince: number;
  #downSince: number | null;
  readonly #props: LinkMonitorProps;

  constructor(props: LinkMonitorProps) {
    this.#props = props;
    this.#connectingSince = props.steady();
    this.#downSince = props.steady();
  }

  get open(): boolean {
    return this.#open;
  }

  /** False while a probe is on its way and nothing has been received since. */
  get answering(): boolean {
    return this.#probeSentAt === null || this.#lastReceivedAt >= this.#probeSentAt;
  }

  opened(): void {
    this.#open = true;
    this.#attempt = 0;
    this.#probeSentAt = null;
    this.#lastReceivedAt = this.#props.steady();
    this.probe();
    this.#props.later(() => this.probe(), SECOND_PROBE_MS);
  }

  received(): void {
    this.#lastReceivedAt = this.#props.steady();
  }

  disconnected(): void {
    if (this.#open) this.#connectingSince = this.#props.steady();
    this.#open = false;
  }

  probe(): void {
    if (!this.#open) return;
    const sentAt = this.#props.steady();
    if (!this.#props.sendProbe(sentAt)) return;
    this.#probeSentAt = sentAt;
    this.#lastProbeAt = sentAt;
  }

  /**
   * Milliseconds of outage and of silence at this moment; `up` is false after a final close even with an open socket.
   */
  measure(up: boolean): { downFor: number; silentFor: number } {
    const now = this.#props.steady();
    // A link that did not answer was down since it was last heard, not since it was given up.
    if (up) this.#downSince = null;
    else this.#downSince ??= this.answering ? now : this.#lastReceivedAt;
    return {
      downFor: this.#downSince === null ? 0 : now - this.#downSince,
      silentFor: up ? now - this.#lastReceivedAt : 0,
    };
  }

  /** Compares clocks when it is time. True when the laptop's date moved, so that all times shown are drawn anew. */
  checkClock(): boolean {
    const now = this.#props.steady();
    if (this.#props.clock.jumped(now, this.#props.date())) {
      this.#props.clock.reset();
      this.probe();
      return true;
    }
    if (now - this.#lastProbeAt > PROBE_INTERVAL_MS) this.probe();
    return false;
  }

  /**
   * Probes a silent link, or gives it up. `trying` is false while the provider holds no socket: then nothing is
   * counted.
   */
  checkLink(trying: boolean): void {
    const now = this.#props.steady();
    if (!trying) {
      this.#connectingSince = now;
      return;
    }
    const action = heartbeatAction(
      {
        open: this.#open,
        connectingSince: this.#connectingSince,
        lastReceivedAt: this.#lastReceivedAt,
        probeSentAt: this.#probeSentAt,
        pending: this.#props.pending(),
        attempt: this.#attempt,
      },
      now,
    );
    if (action === "probe") this.probe();
    if (action === "abandon") {
      this.#attempt += 1;
      this.#connectingSince = now;
      this.#props.abandon();
    }
  }
}
