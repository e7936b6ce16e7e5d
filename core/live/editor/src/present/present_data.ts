// What the page gives the shared screen. Shapes only.
import type { SectionSchema } from "../board/board_context";
import type { LiveData } from "../connection/connection";
import type { IdleScreenData } from "./idle_screen";
import type { OpeningData } from "./overdue_actions";

export interface PresentData extends LiveData, IdleScreenData, OpeningData {
  sections: SectionSchema[];
  /** earlier incidents that a facilitator shows, a line each */
  seen?: string[];
}
