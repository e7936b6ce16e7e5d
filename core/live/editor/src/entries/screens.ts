// What stands in the place of the board: the shared screen with its own reruns, which load nothing of the room, and a review.
export { rerunTrigger as screen_signal } from "../connection/rerun_trigger";
export { present } from "../present/present";
export { review } from "../review/review";
