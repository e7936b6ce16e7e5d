// A POST to one of this server's own routes, answered with its JSON or with one sentence about what went wrong. Not
// here: what is asked.

export interface ServerReply {
  ok: boolean;
  /** 0 when there was no answer */
  status: number;
  body: Record<string, unknown>;
  /** what to tell the person when it was not done */
  sentence: string;
}

/** `path` is from the address of the meeting's pages, such as "live/enter". `keepalive`: finished when the page goes. */
export async function postToServer(
  path: string,
  body: unknown,
  { keepalive = false }: { keepalive?: boolean } = {},
): Promise<ServerReply> {
  try {
    const response = await fetch(new URL(path, document.baseURI), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      keepalive,
    });
    const payload = ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>;
    const sentence =
      typeof payload.sentence === "string" ? payload.sentence : "That did not work. Try again in a moment.";
    return { ok: response.ok, status: response.status, body: payload, sentence: response.ok ? "" : sentence };
  } catch {
    return { ok: false, status: 0, body: {}, sentence: "The server did not answer. Try again in a moment." };
  }
}
