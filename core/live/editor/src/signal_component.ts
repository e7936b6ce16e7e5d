// How Streamlit panels hear of changes: a notice on the socket becomes a trigger value, so that only the
// fragment around this component reruns. Draws nothing. Never signals while it is being put on the page:
// such a signal gets lost.
import { component } from "./component";
import { connect, type LiveData, type Topic } from "./connection";
import { stops, watch } from "./signal";

export interface SignalData extends LiveData {
  topics: Topic[];
}

/** Several changes in one breath are one rerun. */
const GATHER_MS = 120;
/** How long the socket may be away before the page falls back to its slow tick. */
const DOWN_MS = 6000;

export const signal = component<SignalData>((call) => {
  let latest = call;
  let count = 0;
  let gathering: ReturnType<typeof setTimeout> | null = null;
  let falling: ReturnType<typeof setTimeout> | null = null;
  let down = false;
  let wasUp = false;
  const connection = connect(call.data);
  const ways = stops();

  const changed = (): void => {
    gathering ??= setTimeout(() => {
      gathering = null;
      count += 1;
      latest.setTriggerValue("changed", count);
    }, GATHER_MS);
  };
  ways.add(
    connection.notices.subscribe((topic) => {
      if (latest.data.topics.includes(topic)) changed();
    }),
  );
  const line = (): void => {
    if (connection.online.get()) {
      if (falling !== null) clearTimeout(falling);
      falling = null;
      // Whatever was rung while the line was away was not heard.
      if (wasUp) changed();
      if (down) latest.setTriggerValue("down", false);
      down = false;
      wasUp = true;
    } else {
      falling ??= setTimeout(() => {
        falling = null;
        down = true;
        latest.setTriggerValue("down", true);
      }, DOWN_MS);
    }
  };
  ways.add(watch([connection.online], line), () => {
    if (gathering !== null) clearTimeout(gathering);
    if (falling !== null) clearTimeout(falling);
  });
  return {
    update(next) {
      latest = next;
    },
    destroy() {
      ways.all();
      connection.release();
    },
  };
});
