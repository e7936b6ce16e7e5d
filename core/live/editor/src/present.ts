import { component } from "./component";
import { connect, type LiveData } from "./connection";
export const present = component<LiveData>((call) => {
  const connection = connect(call.data);
  return { update() {}, destroy: () => connection.release() };
});
