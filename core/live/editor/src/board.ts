// The board: a section's whole editable content. A place to stand until the board is built.
import { component } from "./component";
import { connect, type LiveData } from "./connection";
import { h } from "./dom";

export const board = component<LiveData>((call) => {
  const connection = connect(call.data);
  const here = h("div", null, "…");
  call.parentElement.append(here);
  return {
    update() {},
    destroy() {
      connection.release();
      here.remove();
    },
  };
});

export default board;
