// Sends a picture to this server, and says how far it is: over a slow network that takes a while. Not here: which row.
// `fetch` cannot tell how much was sent, so this is the older way.
import { PICTURE_BYTES, PICTURE_TOO_LARGE } from "../shared/limits";
import { shrunk } from "./shrink_picture";

export interface SentPicture {
  /** null when it was not kept */
  id: string | null;
  /** what to tell the person when it was not kept */
  sentence: string;
  /** whether the same file could be kept later */
  again: boolean;
}

export type SendPicture = (
  meeting: string,
  row: string,
  file: Blob,
  progress: (share: number) => void,
) => Promise<SentPicture>;

/** The address of a picture that a row names, from the address of the meeting's pages. */
export function pictureAddress(meeting: string, picture: string): string {
  const path = `live/evidence/${encodeURIComponent(meeting)}/${encodeURIComponent(picture)}`;
  return new URL(path, document.baseURI).href;
}

const refused = (sentence: string, again = false): SentPicture => ({ id: null, sentence, again });

/** `progress` gets 0 to 1. Never fails: what went wrong is in the answer. */
export const sendPicture: SendPicture = async (meeting, row, file, progress) => {
  const small = await shrunk(file);
  if (small.size > PICTURE_BYTES) return refused(PICTURE_TOO_LARGE);
  if (small.size === 0) return refused("This picture is empty. Take the screenshot again.");
  const path = `live/evidence/${encodeURIComponent(meeting)}?row=${encodeURIComponent(row)}`;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", new URL(path, document.baseURI));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.timeout = 120_000;
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(answerOf(request.status, request.response));
    const lost = (): void => resolve(refused("The picture did not arrive: the server did not answer.", true));
    request.onerror = lost;
    request.ontimeout = lost;
    request.send(small);
  });
};

function answerOf(status: number, body: unknown): SentPicture {
  const { id, sentence } = (body ?? {}) as Record<string, unknown>;
  if (status === 200 && typeof id === "string") return { id, sentence: "", again: false };
  if (status === 413 && typeof sentence !== "string") return refused(PICTURE_TOO_LARGE); // a proxy's own answer
  const busy = status === 429 || status >= 500 || status === 0;
  return refused(typeof sentence === "string" ? sentence : "The picture was not kept. Try again in a moment.", busy);
}
