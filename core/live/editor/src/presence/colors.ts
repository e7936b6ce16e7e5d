// The colours that people are shown in. They come from the server by way of other tabs. Not here: whose they are.

/** A colour that came over the wire goes into a style only when it is plainly a colour. */
export function safeColor(value: unknown): string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? value : "#5d6874";
}

/** White or near-black, whichever reads better on the colour. */
export function textColorOn(background: string): string {
  const [r, g, b] = [1, 3, 5].map((i) => channel(Number.parseInt(background.slice(i, i + 2), 16)));
  const light = 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.0565 ? "#ffffff" : "#14181c";
}

function channel(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
