// Which of the two themes Streamlit will show, read where it reads it: the page's address, what somebody chose in its
// menu, the computer's setting. Not here: colours.

/** As Streamlit names it; tests/live/http/static/test_page_scripts.py compares it with the installed one. */
export const themeKey = (path: string): string => `stActiveTheme-${path}-v2`;

export function themeChoice(
  address: { pathname: string; search: string } = location,
  stored: (key: string) => string | null = readStored,
  systemIsDark: () => boolean = () => matchMedia("(prefers-color-scheme: dark)").matches,
): "light" | "dark" {
  const asked = new URLSearchParams(address.search).getAll("embed_options");
  if (asked.includes("light_theme")) return "light";
  if (asked.includes("dark_theme")) return "dark";
  switch (stored(themeKey(address.pathname))) {
    case '"Light"':
      return "light";
    case '"Dark"':
      return "dark";
    default:
      return systemIsDark() ? "dark" : "light";
  }
}

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
