// How lists look, with all that stands in them.
import { choosingCss } from "./choosing_css";
import { evidenceCss } from "./evidence_css";
import { linksCss } from "./links_css";
import { rowsCss } from "./rows_css";

export const listsCss = `${rowsCss}${choosingCss}${evidenceCss}${linksCss}`;
