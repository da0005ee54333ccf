/** Tables as files of comma-separated values that a spreadsheet reads as they are meant. */

/**
 * A cell, always in quotes. A text that a spreadsheet would take for a formula is preceded by an apostrophe, also where a
 * full-width sign or a space stands before; a number stays one.
 */
function cell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?(e-?\d+)?$/.test(text);
  const isFormula = /^[\s\p{Cf}\p{Cc}]*[=+\-@|%＝＋－＠−]/u.test(text) || /^[\t\r\n]/.test(text);
  return `"${(isNumber || !isFormula ? text : `'${text}`).replaceAll('"', '""')}"`;
}

/** Rows of texts as a file, with a mark by which spreadsheets read it as UTF-8. */
export function asSafeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
