/** Saves a text or bytes as a file of the visitor's. */

/** How long the browser may take to read the file before its address is given up, ms. */
const READING_TIME = 10_000;

/** @param type the media type, such as "application/json" */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READING_TIME);
}
