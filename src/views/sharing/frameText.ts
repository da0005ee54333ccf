/** The text that puts the page into a frame of another page. */

import { type Embedding, embeddingSearch } from "../../places/embedding.ts";

/** A text as the value of an attribute. */
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The address of a link's state in a frame. @param language that the frame begins with; null: the browser's */
export function framedAddress(link: string, embedding: Embedding, language: string | null): string {
  const address = new URL(link);
  return `${address.origin}${address.pathname}${embeddingSearch(embedding, language)}${address.hash}`;
}

/** A frame as HTML. @param height that it begins with, CSS pixels */
export function frameText(address: string, title: string, height: number): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${height}" style="border: 0"></iframe>`;
}

/** The script of the page around frames that gives each the height of what it shows. */
export const HEIGHT_SCRIPT = `<script>
  addEventListener("message", ({ source, data }) => {
    if (data?.type !== "distillation-playground:height") return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === source) frame.style.height = \`\${data.height}px\`;
  });
</script>`;
