// Makes what is built small: names and words that esbuild leaves longer than they need to be, and copies of each file in
// the encodings that browsers accept, compressed better than a server could while somebody waits. Not here: what is built.
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from "node:zlib";
import zopfli from "@gfx/zopfli";
import { minify } from "terser";

// Nothing that is called unsafe: a read property may be a layout that somebody wants.
const SHORTER = { module: true, compress: { ecma: 2022, passes: 3 }, format: { ecma: 2022, comments: false } };
/** More rounds take longer and save less than a thousandth. */
const ZOPFLI_ROUNDS = 40;
const BROTLI_MODES = [constants.BROTLI_MODE_GENERIC, constants.BROTLI_MODE_TEXT, constants.BROTLI_MODE_FONT];
const BROTLI_WINDOWS = [16, 18, 22];

const { version } = JSON.parse(readFileSync(new URL("node_modules/terser/package.json", import.meta.url), "utf8"));

/** Stands over a file while its hash is made: what is packed otherwise has another name. */
export const PACKED_AS = `/* terser ${version} ${JSON.stringify(SHORTER)} */`;

/** The same program in fewer bytes. */
export async function shortened(contents) {
  const { code } = await minify(Buffer.from(contents).toString("utf8"), structuredClone(SHORTER));
  return Buffer.from(code);
}

const ENCODINGS = {
  br: { encode: brotli, decode: brotliDecompressSync },
  gz: { encode: gzip, decode: gunzipSync },
};

/**
 * By ending the copies of a file. One that stands in `folder` and says the same stays: it is quicker, and another version of
 * Node may compress to other bytes.
 */
export async function copiesOf(contents, name, folder) {
  const made = {};
  for (const [ending, { encode, decode }] of Object.entries(ENCODINGS))
    made[ending] = standing(`${folder}/${name}.${ending}`, contents, decode) ?? (await encode(contents));
  return made;
}

function standing(path, contents, decode) {
  if (!existsSync(path)) return null;
  const copy = readFileSync(path);
  try {
    return decode(copy).equals(contents) ? copy : null;
  } catch {
    return null; // not in this encoding: made anew
  }
}

// Which window and which mode are best is different for each file, by a thousandth.
function brotli(contents) {
  const ways = BROTLI_MODES.flatMap((mode) => BROTLI_WINDOWS.map((window) => brotliOf(contents, mode, window)));
  return ways.reduce((best, way) => (way.length < best.length ? way : best));
}

function brotliOf(contents, mode, window) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    [constants.BROTLI_PARAM_MODE]: mode,
    [constants.BROTLI_PARAM_LGWIN]: window,
  };
  return brotliCompressSync(contents, { params });
}

async function gzip(contents) {
  return Buffer.from(await zopfli.gzipAsync(contents, { numiterations: ZOPFLI_ROUNDS }));
}
