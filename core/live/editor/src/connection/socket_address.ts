// The address of the WebSocket. Pure.
import type { LiveData } from "./protocol";

/**
 * The address that the room's name is added to. `socket` may be a path or an address, with or without that name at its
 * end.
 */
export function socketAddress(data: Pick<LiveData, "pm" | "socket">, base: string): string {
  const url = new URL(data.socket, base);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = "";
  url.hash = "";
  const tail = `/${encodeURIComponent(data.pm)}`;
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith(tail) ? path.slice(0, -tail.length) : path;
  return url.toString().replace(/\/+$/, "");
}
