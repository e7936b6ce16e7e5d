// A button that copies a link, on pages without a meeting too.
export { copyLink as copy_link } from "../shared/copy_link";
