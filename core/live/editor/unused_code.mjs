// What the packages bring along and nothing here uses, left out of the bundle. Other parts of a package count on the names
// being there, so something small stands in the place of what is gone. A new version of a package that looks otherwise
// ends the build: then somebody has to look.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** By package what is bundled instead of it. An alias knows paths from the folder of the build. */
export const instead = {
  // CodeMirror's commands ask about grammars, and plain text has none.
  "@codemirror/language": "./src/fields/plain_text.ts",
  "@lezer/common": "./src/fields/plain_text.ts",
  // Yjs says little, and without colours.
  "lib0/logging": "./src/shared/plain_logging.ts",
  // As modules, of which some can be left out; its one file has them all.
  yjs: "./node_modules/yjs/src/index.js",
};

// Carets are ours: what y-codemirror.next would draw of others is never used, and an alias knows no relative paths.
const ownCarets = {
  name: "own carets",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/y-remote-selections\.js$/ }, () => ({
      path: join(here, "src", "presence", "no_remote_selections.ts"),
    })),
};

// CodeMirror styles what we do not use as well: gutters, panels, dialogs, drawn cursors, buttons. Two kilobytes less.
const UNUSED =
  "gutter|lineNumbers|activeLine|panel|dialog|cursor|dropCursor|selectionHandle|button|textfield|highlight|trailing";
const UNUSED_STYLES = new RegExp(
  `^ {4}"[^"\\n]*\\.cm-(?:${UNUSED})[^"\\n]*": \\{(?:[^{}]|\\{[^{}]*\\})*\\},?\\n`,
  "gim",
);
const usedStyles = (code) => code.replace(UNUSED_STYLES, "");

// Kinds of content that the server refuses (core/live/room/document/update_scan.py), so that no document here has any.
const NOT_IN_DOCUMENTS =
  /^export \* from '\.\/(?:types\/(?:YArray|YXml\w+)|structs\/Content(?:Binary|Doc|Embed|Format|JSON)|utils\/(?:AbstractConnector|PermanentUserData))\.js'$/gm;
// Yjs keeps what waits for something earlier in its second format, which nobody else is sent here. In the first it waits
// as well, and no reader and writer of the second is needed.
const CODECS = /^export \* from '\.\/utils\/Update((?:En|De)coder)\.js'$/gm;
function usedContent(code) {
  const counted = [...code.matchAll(NOT_IN_DOCUMENTS), ...code.matchAll(CODECS)].length;
  if (counted !== 15) throw new Error(`Yjs has ${counted} of the modules, look at what has changed`);
  const small = code.replace(NOT_IN_DOCUMENTS, "").replace(CODECS, (_, codec) => {
    const names = ["DS", "Update"].flatMap((kind) => [`${kind}${codec}V1`, `${kind}${codec}V1 as ${kind}${codec}V2`]);
    return `export { ${names.join(", ")} } from './utils/Update${codec}.js'`;
  });
  return `${small}\nexport * from ${JSON.stringify(join(here, "src", "document", "no_such_content.ts"))}\n`;
}

// Of its surroundings lib0 asks here whether this is Node; what a command line or a storage might set is for its log.
const usedSurroundings = (code) =>
  code.replace(/^export const isMac[\s\S]*/m, "export const getVariable = () => undefined\n");

// Methods that nothing here calls: for texts with marks and pictures in them, for copies of parts, for states as JSON.
// Yjs indents them by two, CodeMirror by four.
const method = (name) => new RegExp(`^( +)(?:static )?${name} ?\\([^\\n]*\\) ?\\{\\n(?:.*\\n)*?\\1\\}\\n`, "gm");
const without = (names) =>
  names.split(" ").map((name) => Object.assign((code) => code.replace(method(name), ""), { what: name }));

const CHANGES = {
  "yjs/src/internals.js": [usedContent],
  "yjs/src/types/YText.js": without(
    "clone applyDelta toDelta insertEmbed format removeAttribute setAttribute getAttribute getAttributes",
  ),
  "yjs/src/types/YMap.js": without("clone"),
  "yjs/src/utils/Doc.js": without("getSubdocs getSubdocGuids getArray getXmlElement getXmlFragment"),
  "lib0/environment.js": [usedSurroundings],
  "@codemirror/state/dist/index.js": without("toJSON fromJSON wordAt iterLines"),
  "@codemirror/view/dist/index.js": [usedStyles, ...without("scrollSnapshot findFromDOM setTabFocusMode setRoot")],
  "@codemirror/commands/dist/index.js": without("toJSON fromJSON"),
};

/** Each of the files with its changes, every one of which has to find something. */
const usedCode = {
  name: "used code",
  setup({ onLoad }) {
    for (const [file, changes] of Object.entries(CHANGES)) {
      const end = file.replaceAll(".", "\\.").replaceAll("/", "[\\\\/]");
      onLoad({ filter: new RegExp(`[\\\\/]node_modules[\\\\/]${end}$`) }, ({ path }) => {
        const contents = changes.reduce(
          (code, change) => {
            const changed = change(code);
            if (changed === code)
              throw new Error(`${file}: no ${change.what ?? change.name}, look at what has changed`);
            return changed;
          },
          readFileSync(path, "utf8"),
        );
        return { contents, loader: "js", resolveDir: dirname(path) };
      });
    }
  },
};

export const withoutUnused = [ownCarets, usedCode];
