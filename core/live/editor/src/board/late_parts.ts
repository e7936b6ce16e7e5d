// The parts of the board that are in a file of their own (later).
import { lateModule, SCRIPT_CAME } from "../shared/late_module";

export const laterParts = lateModule(() => import("./later"));

// For what Streamlit's page mounts from the same file: it may have failed before.
laterParts.whenHere(() => window.dispatchEvent(new Event(SCRIPT_CAME)));
