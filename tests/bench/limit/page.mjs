// One shared text in CodeMirror on a bare y-websocket connection, nothing else.
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { yCollab } from "y-codemirror.next";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const room = new URLSearchParams(location.search).get("room") ?? "bench";
const doc = new Y.Doc();
const provider = new WebsocketProvider(`ws://${location.host}`, room, doc, { disableBc: true });
provider.awareness.setLocalStateField("user", { name: "bench", color: "#2b6cb0", colorLight: "#2b6cb033" });
const text = doc.getText("t");
const field = document.createElement("div");
field.dataset.field = "bench";
document.body.append(field);
provider.once("sync", () => {
  const state = EditorState.create({
    doc: text.toString(),
    extensions: [EditorView.lineWrapping, yCollab(text, provider.awareness)],
  });
  new EditorView({ state, parent: field });
});
