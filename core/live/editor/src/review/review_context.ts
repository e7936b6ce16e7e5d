// What the panels of a review share, and what each of them offers to the page. Types only.
import type { Connection } from "../connection/connection";
import type { ReviewMessage } from "../connection/protocol";
import type { DraftStore, SendReview } from "./review_client";

export interface ReviewContext {
  connection: Connection;
  send: SendReview;
  drafts: DraftStore;
  zone: string;
  readonly: boolean;
  /** somebody types: they are not moved */
  noteKeystroke(): void;
  /** Enter: they are through with it, and go along with the group */
  finishedTyping(): void;
}

/** What stands in the middle of the page. */
export interface ReviewPanel {
  title(): string;
  dom: HTMLElement;
  show(review: ReviewMessage): void;
  /** something typed is not on the server yet */
  unsent(): boolean;
  destroy(): void;
}
