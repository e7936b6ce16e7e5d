// Keys that belong to an input method. Not here: what any key does.

/** In some browsers the key that ends a composition comes after its end, and only this number tells. */
const IME_KEY_CODE = 229;

/** Whether this key confirms or continues a composition: such an Enter is no Enter. */
export function isComposing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === IME_KEY_CODE;
}
