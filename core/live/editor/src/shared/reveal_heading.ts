// After what a page shows was exchanged (another section, another step), its heading is in sight: the page keeps its
// scroll position, and that may now be the middle of something else. Not here: what is exchanged.
import { viewportInsets } from "./viewport_insets";

const GAP_PX = 8;

/**
 * Scrolls only if the heading is covered or out of sight. `banner` sticks below the page's bar and may cover it.
 * It waits for a frame, because banners are drawn after the section that they are about.
 */
export function revealHeading(heading: HTMLElement, banner: HTMLElement): void {
  requestAnimationFrame(() => {
    if (!heading.isConnected) return;
    const insets = viewportInsets();
    const covered = banner.offsetHeight > 0 ? banner.offsetHeight + GAP_PX : 0;
    const { top, bottom } = heading.getBoundingClientRect();
    if (top >= insets.top + covered && bottom <= window.innerHeight - insets.bottom) return;
    heading.style.scrollMarginTop = `${insets.top + covered}px`;
    heading.scrollIntoView({ block: "start" });
  });
}
