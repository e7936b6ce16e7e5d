// The presses of the silent vote and of choosing by hand, sent to the server; what comes of them arrives on the socket.
// Not here: drawing.
import type { Board } from "../board/board_context";
import { postToServer } from "../shared/server_request";

export type VotePress =
  | { what: "start" | "reveal" | "close"; vote: number }
  | { what: "give" | "take"; vote: number; action: string }
  | { what: "choose" | "let_go"; action: string };

/** Says in a sentence why it was not done. */
export async function press(board: Board, sent: VotePress): Promise<boolean> {
  const { ok, sentence } = await postToServer(`live/vote/${encodeURIComponent(board.connection.data.pm)}`, sent);
  if (!ok) board.notify(sentence);
  return ok;
}
