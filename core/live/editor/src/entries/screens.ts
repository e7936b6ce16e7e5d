// What stands in the place of the board: the shared screen, and a review.
export { present } from "../present/present";
export { review } from "../review/review";
