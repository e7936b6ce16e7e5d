// The review on everybody's own laptop, as a component of the page. Not here: what is drawn (review_page).
import { type Connection, connect } from "../connection/connection";
import { type Component, component, type Instance } from "../shared/component";
import { adoptStyles, h } from "../shared/dom";
import { watch } from "../shared/signal";
import { reviewCss } from "../style/review_css";
import { applyTheme } from "../style/theme";
import { makeReviewClient, sendLeftOverDrafts } from "./review_client";
import { draftsOf, type ReviewData, ReviewPage } from "./review_page";

export const review = component<ReviewData>(mount);

function mount(call: Component<ReviewData>): Instance<ReviewData> {
  const root = call.parentElement;
  const host = h("div", { class: "review" });
  adoptStyles(root, reviewCss);
  root.append(host);
  applyTheme(root, host);
  const connection = connect(call.data);
  const page = call.data.over ? null : new ReviewPage(host, connection, call.data);
  const stopSending = call.data.over ? sendDraftsOnce(connection, call.data) : null;
  return {
    update: (next) => applyTheme(next.parentElement, host),
    destroy() {
      page?.destroy();
      stopSending?.();
      connection.release();
      host.remove();
    },
  };
}

function sendDraftsOnce(connection: Connection, data: ReviewData): () => void {
  let done = false;
  return watch([connection.meeting], () => {
    const meeting = connection.meeting.get();
    if (done || meeting?.kind !== "review") return;
    done = true;
    void sendLeftOverDrafts(draftsOf(data, meeting), makeReviewClient(data.review));
  });
}
