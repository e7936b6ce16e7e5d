// The bundle's front door: the four components that the pages mount.
export { board } from "./board";
export { clock } from "./clock";
export { present } from "./present";
export { signal } from "./signal_component";
