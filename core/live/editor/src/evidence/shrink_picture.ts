// A large photo made smaller before it is sent: over a phone's connection that is the difference between a second and a
// minute. What this browser can show and the server does not take (a phone's own format) becomes JPEG. Only a service to
// the sender: the server decodes and bounds whatever comes. Not here: sending.

/** Smaller files are sent as they are. */
const LARGE_BYTES = 1_500_000;
/** A little more than the server keeps, so that it decides how it looks. */
const LONGEST_SIDE = 2_000;
const QUALITY = 0.9;
const TAKEN = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/** The picture to send: the file itself where nothing is gained, or where this browser cannot read it. */
export async function shrunk(file: Blob): Promise<Blob> {
  const taken = TAKEN.includes(file.type);
  if (file.type.includes("svg") || (taken && file.size < LARGE_BYTES)) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const made = await drawn(bitmap, file.type === "image/png" ? "image/png" : "image/jpeg");
    bitmap.close();
    return made && (!taken || made.size < file.size) ? made : file;
  } catch {
    return file;
  }
}

function drawn(bitmap: ImageBitmap, type: string): Promise<Blob | null> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
}
