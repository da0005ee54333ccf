/** For drawings: a browser's translation puts HTML elements in the place of texts, which a drawing does not show. */

/** Attributes of an element whose texts are numbers or drawn, and stay as they are where the page is translated. */
export const untranslated = { translate: "no" } as const;
