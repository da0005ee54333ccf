/** The language and theme with which the page begins. */

export interface FirstChoices {
  readonly language: "en" | "zh";
  readonly theme: "light" | "dark";
}

const KEY = "distillation-playground/choices";

/**
 * The choices that the document already shows, else those of its address (?lang=zh&theme=dark), else what the visitor
 * chose before, else the browser's own.
 * English and light where there is no browser.
 */
export function firstChoices(): FirstChoices {
  const { location, document } = globalThis;
  const shown = document?.documentElement;
  if (shown?.dataset["theme"])
    return {
      language: shown.lang.startsWith("zh") ? "zh" : "en",
      theme: shown.dataset["theme"] === "dark" ? "dark" : "light",
    };
  return choicesOfAddress(location?.search ?? "");
}

/** The choices with which the page would begin at an address. @param search the query of the address */
function choicesOfAddress(search: string): FirstChoices {
  const { navigator, matchMedia } = globalThis;
  const query = new URLSearchParams(search);
  const prefersDark = matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
  const prefersChinese = navigator?.language.toLowerCase().startsWith("zh") ?? false;
  const [language, theme] = keptChoices();
  return {
    language: (query.get("lang") ?? (language || (prefersChinese ? "zh" : "en"))) === "zh" ? "zh" : "en",
    theme: (query.get("theme") ?? (theme || (prefersDark ? "dark" : "light"))) === "dark" ? "dark" : "light",
  };
}

/** The query of an address that begins with the shown choices: it names those that it would not begin with by itself. */
export function searchWithChoices(search: string): string {
  const [shown, own] = [firstChoices(), choicesOfAddress(search)];
  const query = new URLSearchParams(search);
  if (own.language !== shown.language) query.set("lang", shown.language);
  if (own.theme !== shown.theme) query.set("theme", shown.theme);
  return `?${query}`;
}

/** Writes the choices into the document: its language, and the theme of its tokens. */
export function showChoices({ language, theme }: FirstChoices): void {
  const { documentElement: root } = document;
  root.lang = language === "zh" ? "zh-Hans" : "en";
  root.dataset["theme"] = theme;
}

/** Shows what the visitor has chosen, and keeps it in this browser, so that it holds when the page is loaded anew. */
export function keepChoices(choices: FirstChoices): void {
  showChoices(choices);
  try {
    localStorage.setItem(KEY, `${choices.language} ${choices.theme}`);
  } catch {
    // The browser refuses storage or has none left; the choice holds for this visit.
  }
}

/** What the visitor chose before, as text; empty strings where nothing is kept. */
function keptChoices(): readonly [language: string, theme: string] {
  try {
    const [language = "", theme = ""] = (localStorage.getItem(KEY) ?? "").split(" ");
    return [language, theme];
  } catch {
    return ["", ""];
  }
}
