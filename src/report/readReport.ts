/** Reads a report out of its file: the data block alone, as text. Nothing of the file is ever parsed or shown as HTML. */

import { errorText } from "../domain/errorText.ts";
import { checkReport, MAX_BYTES, REPORT_FORMAT, type Report } from "./reportData.ts";

/** A file that cannot be taken as a report; the message has what is exactly wrong, in English. */
export class ReportError extends Error {
  readonly code: "not-a-report" | "truncated" | "too-large" | "newer" | "damaged";
  constructor(code: ReportError["code"], detail: string) {
    super(detail);
    this.name = "ReportError";
    this.code = code;
  }
}

/** The start tag of the data block. A browser that saves the file again may write its attributes in another way. */
const BLOCK = /<script\b[^<>]{0,200}\bid=["']?report["']?[^<>]{0,200}>/gi;
/** What the beginning of every report has. */
const MARK = "distillation-playground-report";
/** How many characters of a file are searched for it. */
const BEGINNING = 4096;

/** The JSON of the data block. */
function blockOf(text: string): string {
  const starts = [...text.matchAll(BLOCK)];
  const [start] = starts;
  if (!start) {
    if (text.slice(0, BEGINNING).includes(MARK)) throw new ReportError("truncated", "its data are missing");
    throw new ReportError("not-a-report", "it has no data of a report");
  }
  if (starts.length > 1) throw new ReportError("damaged", `it has ${starts.length} blocks of data`);
  const from = start.index + start[0].length;
  const end = text.indexOf("<", from);
  if (end < 0) throw new ReportError("truncated", "its data have no end");
  return text.slice(from, end);
}

/** Reads a report out of the text of its file. @throws ReportError */
export function readReport(text: string): Report {
  if (text.length > MAX_BYTES) throw new ReportError("too-large", `it has ${text.length} characters`);
  let value: unknown;
  try {
    value = JSON.parse(blockOf(text));
  } catch (error) {
    throw error instanceof ReportError ? error : new ReportError("damaged", errorText(error));
  }
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (typeof format === "number" && format > REPORT_FORMAT)
    throw new ReportError("newer", `its format is ${format}, and this page knows ${REPORT_FORMAT}`);
  try {
    return checkReport(value);
  } catch (error) {
    throw new ReportError("damaged", errorText(error));
  }
}

/** Reads a report out of a file, which is not even opened where it is too large. @throws ReportError */
export async function readReportFile(file: Pick<File, "size" | "text">): Promise<Report> {
  if (file.size > MAX_BYTES)
    throw new ReportError("too-large", `it has ${file.size} bytes, and ${MAX_BYTES} are read at most`);
  return readReport(await file.text());
}
