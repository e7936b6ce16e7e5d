// How Streamlit panels hear of changes: a notice on the socket becomes a trigger value, so that only the
// fragment around this component reruns. Draws nothing. Never signals while it is being put on the page:
// such a signal gets lost.

import { component } from "../shared/component";
import { makeDisposables, watch } from "../shared/signal";
import { connect, type LiveData, type Topic } from "./connection";
import type { MeetingMessage, You } from "./protocol";

export interface RerunTriggerData extends LiveData {
  topics: Topic[];
  /** what the panel beside this component shows; null or left out where it shows nothing of the meeting */
  drawn?: Drawn | null;
}

export interface Drawn {
  kind: string;
  phase: "before" | "meeting" | "after";
  /** only before the meeting, where the panel shows the plan */
  version: number | null;
  role: string;
}

const PHASES = { lobby: "before", running: "meeting", paused: "meeting", finished: "after" } as const;

/**
 * Whether the panel shows another meeting than this browser knows. A notice that was sent after the page was made and
 * before this component was there reached nobody.
 */
export function isBehind(drawn: Drawn, meeting: MeetingMessage | null, me: You | null): boolean {
  if (me !== null && me.role !== drawn.role) return true;
  if (meeting === null) return false;
  if (meeting.kind !== drawn.kind || PHASES[meeting.status] !== drawn.phase) return true;
  return drawn.version !== null && meeting.version > drawn.version;
}

/** Several changes in one breath are one rerun. */
const DEBOUNCE_MS = 120;
/** How long the socket may be away before the page falls back to its slow tick. */
const OFFLINE_REPORT_MS = 6000;

export const rerunTrigger = component<RerunTriggerData>((call) => {
  let latest = call;
  let count = 0;
  let debounceTimer: ReturnType<typeof setTimeout> | null = null;
  let offlineTimer: ReturnType<typeof setTimeout> | null = null;
  let reportedDown = false;
  let wasOnline = false;
  const connection = connect(call.data);
  const disposables = makeDisposables();

  const scheduleTrigger = (): void => {
    debounceTimer ??= setTimeout(() => {
      debounceTimer = null;
      count += 1;
      latest.setTriggerValue("changed", count);
    }, DEBOUNCE_MS);
  };
  disposables.add(
    connection.notices.subscribe((topic) => {
      if (latest.data.topics.includes(topic)) scheduleTrigger();
    }),
  );
  // Asked at most once for each state of the page, so that a panel which cannot follow is not asked again and again.
  let askedFor = "";
  const compare = (): void => {
    const { drawn } = latest.data;
    if (!drawn || JSON.stringify(drawn) === askedFor || !isBehind(drawn, connection.meeting.get(), connection.me.get()))
      return;
    askedFor = JSON.stringify(drawn);
    scheduleTrigger();
  };
  disposables.add(watch([connection.meeting, connection.me], compare));
  const onlineChanged = (): void => {
    if (connection.online.get()) {
      if (offlineTimer !== null) clearTimeout(offlineTimer);
      offlineTimer = null;
      // Notices that were sent while the connection was down were missed.
      if (wasOnline) scheduleTrigger();
      if (reportedDown) latest.setTriggerValue("down", false);
      reportedDown = false;
      wasOnline = true;
    } else {
      offlineTimer ??= setTimeout(() => {
        offlineTimer = null;
        reportedDown = true;
        latest.setTriggerValue("down", true);
      }, OFFLINE_REPORT_MS);
    }
  };
  disposables.add(watch([connection.online], onlineChanged), () => {
    if (debounceTimer !== null) clearTimeout(debounceTimer);
    if (offlineTimer !== null) clearTimeout(offlineTimer);
  });
  return {
    update(next) {
      latest = next;
      compare();
    },
    destroy() {
      disposables.dispose();
      connection.release();
    },
  };
});
