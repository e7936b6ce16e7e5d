import type { Extension } from "@codemirror/state";
import type { Board } from "./board_context";
export function hintsFor(_board: Board, _field: string, _section: string): Extension[] {
  return [];
}
