// y-websocket passes every change of anybody's presence back to the server. In a room of sixty that is sixty
// frames for each caret that moves; the server only listens to a tab about itself. So a tab says its own only.
import * as encoding from "lib0/encoding";
import { encodeAwarenessUpdate } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";
import type { You } from "../connection/protocol";
import type { Disposer } from "../shared/signal";

const AWARENESS = 1;

interface Change {
  added: number[];
  updated: number[];
  removed: number[];
}

export function sendOwnAwarenessOnly(provider: WebsocketProvider): Disposer {
  const { awareness, doc } = provider;
  awareness.off("update", provider._awarenessUpdateHandler);
  const send = ({ added, updated, removed }: Change, origin: unknown): void => {
    if (origin === provider) return;
    const mine = [...added, ...updated, ...removed].includes(doc.clientID);
    const socket = provider.ws;
    if (!mine || !provider.wsconnected || !socket || socket.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [doc.clientID]));
    socket.send(encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>);
  };
  awareness.on("update", send);
  return () => awareness.off("update", send);
}

/** A person as their tabs say it in their presence. */
export function userOf(you: You): { id: string; name: string; color: string; colorLight: string } {
  return { id: you.id, name: you.name, color: you.color, colorLight: `${you.color}33` };
}
