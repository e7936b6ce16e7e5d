// Which of the things that were pasted, dropped or chosen are pictures. Not here: what becomes of them.

/** What a file chooser offers; the server decides what is taken, by what is in the file. */
export const ACCEPTED = "image/png,image/jpeg,image/webp,image/gif";

const NAMES = /\.(?:png|jpe?g|webp|gif|heic|heif|avif|bmp|tiff?|svg)$/i;

/** Pictures that cannot be taken count too: then the server's sentence says what to do instead. */
export function isPicture(file: { type: string; name: string }): boolean {
  return file.type.startsWith("image/") || (file.type === "" && NAMES.test(file.name));
}

/** The pictures of a drop. */
export function picturesOf(transfer: Pick<DataTransfer, "files"> | null): File[] {
  return [...(transfer?.files ?? [])].filter(isPicture);
}

/** The pictures of a paste; none when it holds text too: spreadsheets and Word put a picture beside their text. */
export function pastedPictures(clipboard: Pick<DataTransfer, "files" | "getData"> | null): File[] {
  return clipboard && clipboard.getData("text/plain").trim() === "" ? picturesOf(clipboard) : [];
}
