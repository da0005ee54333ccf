/** The language and theme with which the page begins. */

export interface FirstChoices {
  readonly language: "en" | "zh";
  readonly theme: "light" | "dark";
}

/**
 * The choices that the document already shows, else those of its address (?lang=zh&theme=dark), else the browser's own.
 * English and light where there is no browser.
 */
export function firstChoices(): FirstChoices {
  const { location, navigator, matchMedia, document } = globalThis;
  const shown = document?.documentElement;
  if (shown?.dataset["theme"])
    return {
      language: shown.lang.startsWith("zh") ? "zh" : "en",
      theme: shown.dataset["theme"] === "dark" ? "dark" : "light",
    };
  const query = new URLSearchParams(location?.search ?? "");
  const prefersDark = matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
  const prefersChinese = navigator?.language.toLowerCase().startsWith("zh") ?? false;
  return {
    language: (query.get("lang") ?? (prefersChinese ? "zh" : "en")) === "zh" ? "zh" : "en",
    theme: (query.get("theme") ?? (prefersDark ? "dark" : "light")) === "dark" ? "dark" : "light",
  };
}

/** Writes the choices into the document: its language, and the theme of its tokens. */
export function showChoices({ language, theme }: FirstChoices): void {
  const { documentElement: root } = document;
  root.lang = language === "zh" ? "zh-Hans" : "en";
  root.dataset["theme"] = theme;
}

/** Shows what the visitor has chosen, and writes it into the address, so that it holds when the page is loaded anew. */
export function keepChoices(choices: FirstChoices): void {
  showChoices(choices);
  const address = new URL(location.href);
  address.searchParams.set("lang", choices.language);
  address.searchParams.set("theme", choices.theme);
  history.replaceState(history.state, "", address);
}
