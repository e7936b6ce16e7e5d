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

/** A plugin that bundles what `change` makes of the text of each file whose path ends like this. */
function changed(name, end, change) {
  return {
    name,
    setup: ({ onLoad }) =>
      onLoad({ filter: end }, ({ path }) => {
        const before = readFileSync(path, "utf8");
        const contents = change(before);
        if (contents === before) throw new Error(`${name}: nothing found in ${path}, look at what has changed`);
        return { contents, loader: "js", resolveDir: dirname(path) };
      }),
  };
}

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
const usedStyles = changed("used styles", /[\\/]@codemirror[\\/]view[\\/]dist[\\/]index\.js$/, (code) =>
  code.replace(UNUSED_STYLES, ""),
);

// Kinds of content that the server refuses (core/live/room/document/update_scan.py), so that no document here has any.
const NOT_IN_DOCUMENTS =
  /^export \* from '\.\/(?:types\/(?:YArray|YXml\w+)|structs\/Content(?:Binary|Doc|Embed|Format|JSON)|utils\/(?:AbstractConnector|PermanentUserData))\.js'$/gm;
// Yjs keeps what waits for something earlier in its second format, which nobody else is sent here. In the first it waits
// as well, and no reader and writer of the second is needed.
const CODECS = /^export \* from '\.\/utils\/Update((?:En|De)coder)\.js'$/gm;
const usedYjs = changed("used Yjs", /[\\/]yjs[\\/]src[\\/]internals\.js$/, (code) => {
  const counted = [...code.matchAll(NOT_IN_DOCUMENTS), ...code.matchAll(CODECS)].length;
  if (counted !== 15) throw new Error(`used Yjs: ${counted} modules, look at what has changed`);
  const small = code.replace(NOT_IN_DOCUMENTS, "").replace(CODECS, (_, codec) => {
    const names = ["DS", "Update"].flatMap((kind) => [`${kind}${codec}V1`, `${kind}${codec}V1 as ${kind}${codec}V2`]);
    return `export { ${names.join(", ")} } from './utils/Update${codec}.js'`;
  });
  return `${small}\nexport * from ${JSON.stringify(join(here, "src", "document", "no_such_content.ts"))}\n`;
});

export const withoutUnused = [ownCarets, usedStyles, usedYjs];
