import { component } from "./component";
import { connect, type LiveData } from "./connection";
export const signal = component<LiveData>((call) => {
  const connection = connect(call.data);
  return { update() {}, destroy: () => connection.release() };
});
