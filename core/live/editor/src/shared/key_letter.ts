// The Latin letter of a key that is pressed with Ctrl or Cmd. Not here: what it does.

/** By what it writes; on a keyboard of another script by its place, as every program takes Ctrl+Z there. */
export function keyLetter({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  return (key > "\x7f" && place ? place : key).toLowerCase();
}
