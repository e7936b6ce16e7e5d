// A component that was drawn before Streamlit had a place for it: when Streamlit mounts one of the same name for the
// same meeting and epoch, that one is taken over, with its editors, instead of a second one. Not here: where it stands
// meanwhile, how it is moved.
import { type Component, type Instance, type Mount, meetingIdentity } from "../shared/component";

/** What the early part's owner hears. */
export interface Owner {
  /** Streamlit has a place for it */
  claimed(name: string, place: Node): void;
  /** it is gone: another meeting or epoch is mounted, or Streamlit took its place away */
  gone(name: string): void;
}

interface EarlyPart {
  instance: Instance<unknown>;
  root: ShadowRoot;
  identity: string;
  latest: Component<unknown>;
  owner: Owner;
}

const mounts = new Map<string, Mount<unknown>>();
const parts = new Map<string, EarlyPart>();

/** `mount`, which takes over what `mountEarly` drew under this name. */
export function adoptable<D>(name: string, mount: Mount<D>): Mount<D> {
  mounts.set(name, mount as Mount<unknown>);
  return (call) => {
    const part = parts.get(name);
    parts.delete(name);
    if (part && part.identity === meetingIdentity(call.data)) return takenOver(name, part, call) as Instance<D>;
    part?.instance.destroy();
    part?.owner.gone(name);
    return mount(call);
  };
}

/** Draws the component called `name` into `root`. */
export function mountEarly(name: string, data: unknown, root: ShadowRoot, owner: Owner): void {
  const mount = mounts.get(name);
  if (!mount) throw new Error(`there is no component ${name}`);
  const nothing = (): void => undefined;
  const call = { data, key: name, name, parentElement: root, setStateValue: nothing, setTriggerValue: nothing };
  parts.set(name, { instance: mount(call), root, identity: meetingIdentity(data), latest: call, owner });
}

/** Takes away what nobody took over. */
export function dropEarly(): void {
  for (const { instance } of parts.values()) instance.destroy();
  parts.clear();
}

const redraws = new WeakMap<ShadowRoot, () => void>();

/** Tells what is drawn in `root` that the page around it is another one: its theme is read again. */
export function redraw(root: ShadowRoot): void {
  redraws.get(root)?.();
}

function takenOver(name: string, part: EarlyPart, call: Component<unknown>): Instance<unknown> {
  const { instance, root, owner } = part;
  // It goes on to live in its own shadow root, which is moved as a whole.
  const update = (next: Component<unknown>): void => {
    part.latest = { ...next, parentElement: root };
    instance.update(part.latest);
  };
  redraws.set(root, () => instance.update(part.latest));
  update(call);
  owner.claimed(name, call.parentElement);
  return {
    update,
    destroy() {
      redraws.delete(root);
      instance.destroy();
      root.host.remove();
      owner.gone(name);
    },
  };
}
