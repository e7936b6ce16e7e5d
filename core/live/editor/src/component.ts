// How a function becomes a Streamlit component (v2). Streamlit calls it again whenever its data or the
// theme changes and calls only the last way out; a call that came too late is followed by its own way
// out at once. So: one instance for each parent element, updated in place, and only the way out of the
// latest call takes it down. Never here: anything that one component needs and another does not.

export interface Component<D> {
  data: D;
  key: string;
  name: string;
  parentElement: HTMLElement | ShadowRoot;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}

export interface Instance<D> {
  /** New data, same place. Never rebuilds what somebody may be typing in. */
  update(component: Component<D>): void;
  destroy(): void;
}

export type Mount<D> = (component: Component<D>) => Instance<D>;

interface Placed<D> {
  instance: Instance<D>;
  identity: string;
  turn: number;
}

/** What makes live data another meeting: only then is a component built anew in its place. */
const meeting = (data: unknown): string => {
  const { pm, epoch } = (data ?? {}) as { pm?: unknown; epoch?: unknown };
  return `${String(pm)}:${String(epoch)}`;
};

/** Wraps `mount` into the function that Streamlit calls. */
export function component<D>(mount: Mount<D>, identity: (data: D) => string = meeting): (component: Component<D>) => () => void {
  const placed = new WeakMap<Node, Placed<D>>();
  return (call) => {
    const place = call.parentElement;
    let here = placed.get(place);
    const who = identity(call.data);
    if (here && here.identity === who) {
      here.turn += 1;
      here.instance.update(call);
    } else {
      here?.instance.destroy();
      here = { instance: mount(call), identity: who, turn: 0 };
      placed.set(place, here);
    }
    const mine = here;
    const turn = mine.turn;
    return () => {
      if (mine.turn !== turn || placed.get(place) !== mine) return;
      placed.delete(place);
      mine.instance.destroy();
    };
  };
}
