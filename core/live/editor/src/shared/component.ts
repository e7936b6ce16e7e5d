// Turns a function into a Streamlit component (v2). Streamlit calls it again whenever its data or the theme changes
// and calls only the last cleanup; a late call is followed by its own cleanup at once. So there is one instance for
// each parent element, updated in place, and only the cleanup of the latest call destroys it.

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

interface Mounted<D> {
  instance: Instance<D>;
  identity: string;
  revision: number;
}

/** What makes live data another meeting: only then is a component built anew in its place. */
export const meetingIdentity = (data: unknown): string => {
  const { pm, epoch } = (data ?? {}) as { pm?: unknown; epoch?: unknown };
  return `${String(pm)}:${String(epoch)}`;
};

/** Wraps `mount` into the function that Streamlit calls. */
export function component<D>(
  mount: Mount<D>,
  identity: (data: D) => string = meetingIdentity,
): (component: Component<D>) => () => void {
  const mounted = new WeakMap<Node, Mounted<D>>();
  return (call) => {
    const parent = call.parentElement;
    let entry = mounted.get(parent);
    const identityKey = identity(call.data);
    if (entry && entry.identity === identityKey) {
      entry.revision += 1;
      entry.instance.update(call);
    } else {
      entry?.instance.destroy();
      entry = { instance: mount(call), identity: identityKey, revision: 0 };
      mounted.set(parent, entry);
    }
    const mine = entry;
    const revision = mine.revision;
    return () => {
      if (mine.revision !== revision || mounted.get(parent) !== mine) return;
      mounted.delete(parent);
      mine.instance.destroy();
    };
  };
}
