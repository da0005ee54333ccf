/**
 * Keeps the page alive and its texts up to date while the browser translates it. A translator puts a <font> in the place
 * of each text, and takes the text itself out of the page or into that element. React would go on to change, remove or
 * insert before a text that no longer stands where it was put.
 */

/** The element that stands in the place of a text which a translator has taken out of the page. */
const replacements = new WeakMap<Node, Element>();

const isTranslation = (node: Node | null | undefined): node is Element => node?.nodeName === "FONT";

/** Notes which translation has replaced which text: both in one record, or the translation put in first. */
function noteReplacements(records: readonly MutationRecord[]): void {
  for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records)
    for (const removed of removedNodes) {
      if (removed.nodeType !== Node.TEXT_NODE) continue;
      const replacement = [addedNodes[0], previousSibling, nextSibling].find(isTranslation);
      if (replacement) replacements.set(removed, replacement);
    }
}

/** What stands in `parent` for a node that was put there: itself, or the translation that contains or replaces it. */
function placeOf(node: Node, parent: Node): Node | null {
  let place: Node | null = replacements.get(node) ?? node;
  while (place && place.parentNode !== parent) place = place.parentNode;
  return place;
}

/** A text's translation, if it has been taken out of the page for one that still stands there. */
function replacementOf(text: Node): Element | undefined {
  const replacement = replacements.get(text);
  return replacement?.isConnected && !text.isConnected ? replacement : undefined;
}

/**
 * Changes three operations of nodes, for texts that were translated only: one that is set anew returns to its place, one
 * that is removed takes its translation with it, and what is inserted before one is inserted before its translation.
 * @param root the element whose texts are followed
 */
export function followTranslatedTexts(root: Node): void {
  new MutationObserver(noteReplacements).observe(root, { childList: true, subtree: true });
  const { removeChild, insertBefore } = Node.prototype;
  const nodeValue = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue");

  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    if (child.nodeType !== Node.TEXT_NODE || child.parentNode === this) return removeChild.call(this, child) as T;
    const place = placeOf(child, this);
    if (place) removeChild.call(this, place);
    return child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    replacementOf(node)?.remove();
    const isElsewhere = before?.nodeType === Node.TEXT_NODE && before.parentNode !== this;
    return insertBefore.call(this, node, isElsewhere ? placeOf(before, this) : before) as T;
  };
  Object.defineProperty(Node.prototype, "nodeValue", {
    ...nodeValue,
    set(this: Node, value: string | null) {
      if (this.nodeType === Node.TEXT_NODE) replacementOf(this)?.replaceWith(this);
      nodeValue?.set?.call(this, value);
    },
  });
}
