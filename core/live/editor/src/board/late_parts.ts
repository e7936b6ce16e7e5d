// The parts of the board that are in a file of their own (later).
import { lateModule } from "../shared/late_module";

export const laterParts = lateModule(() => import("./later"));
