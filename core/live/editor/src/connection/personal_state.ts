// What the server tells each person apart: the quiet minute with whether this person is done, the silent vote with this
// person's dots. Not here: what everybody is told alike (meeting_connection).
import { signal } from "../shared/signal";
import type { QuietMinute, ServerMessage, Vote } from "./protocol";

export class PersonalState {
  readonly quiet = signal<QuietMinute | null>(null);
  readonly vote = signal<Vote | null>(null);

  receive(message: ServerMessage): void {
    // With the meeting it comes after the section, as alone: the card is in the section's frame, nothing else differs.
    if (message.type === "meeting") this.quiet.set(message.quiet ?? this.quiet.get());
    else if (message.type === "quiet") this.quiet.set(message);
    else if (message.type === "vote") this.vote.set(message.vote);
  }
}
