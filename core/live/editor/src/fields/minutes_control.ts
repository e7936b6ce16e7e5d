// A length of time in minutes, typed as people write it. Not here: how it is read (minutes_text).

import { parseMinutes } from "../time/minutes_text";
import type { Control, ControlProps } from "./control";
import { parsedTextControl } from "./parsed_text_control";

export function minutesControl(props: ControlProps): Control {
  return parsedTextControl({
    ...props,
    className: "minutes num",
    read: parseMinutes,
    shown: (value) => (typeof value === "number" && Number.isInteger(value) && value >= 0 ? String(value) : null),
    sentence: (typed) => `“${typed}” is no length of time yet. Try 90, 1h30 or “2 hours”.`,
  });
}
