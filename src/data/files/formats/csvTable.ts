/**
 * Reads tables of images, one a row: the values of its pixels and, first or last, its label. The library papaparse splits
 * rows into fields.
 */

import Papa from "papaparse";
import { DataError } from "../../dataError.ts";
import type { DataNote } from "./dataNotes.ts";
import { FEWEST_VALUES, type ImageArray, squareOf } from "./imageArrays.ts";
import type { NumberValues } from "./numberArray.ts";
import type { ReadBytes } from "./readBytes.ts";

/** A table of images. */
export interface ImageTable {
  readonly images: ImageArray;
  /** the label of each row as it is written; null where no column has labels */
  readonly labels: readonly string[] | null;
  /** whether there are more rows than were read */
  readonly isCut: boolean;
  readonly notes: readonly DataNote[];
}

/** Where the labels stand, if the reader is to be told. */
export type LabelColumn = "first" | "last";

/** Rows by which a table without a header is understood. */
const LOOKED_AT = 200;
/** Most values of a row: of 64x64 pixels in colour, and a label. */
const MOST_COLUMNS = 3 * 1024 * 1024;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A number as it is written in a table; NaN for anything else. */
function numberOf(field: string): number {
  const text = field.trim();
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

/** A label as it is written; whole numbers without a fraction of zeros. */
function labelOf(field: string): string {
  const value = numberOf(field);
  return Number.isSafeInteger(value) ? `${value}` : field.trim();
}

const LABEL_NAME = /^(?:label|labels|class|classes|target|y|digit|category|letter)$/i;

/** Separators of the fields, of which the one that is most often in the first line is taken. */
const DELIMITERS = [",", ";", "\t", "|", " "];

function delimiterOf(text: string): string {
  const [line = ""] = text.slice(0, MOST_COLUMNS * 2).split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** Number of fields in the first line of a text. */
export function columnsOf(text: string): number {
  const [line = ""] = text.split(/[\r\n]/, 1);
  return Math.max(...DELIMITERS.map((delimiter) => line.split(delimiter).length));
}

/** The rows of a text, up to where `take` returns false. Empty lines are left out. */
function eachRow(
  path: string,
  text: string,
  delimiter: string,
  take: (row: readonly string[], place: number) => boolean,
): void {
  let place = 0;
  let failure: unknown;
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors }, parser) => {
      if (data.length === 1 && data[0]!.trim() === "") return;
      try {
        const [fault] = errors.filter(({ type }) => type === "Quotes");
        if (fault)
          throw new DataError(
            "not-readable",
            `row ${place + 1} of ${path}: ${fault.message}; mend its quotation marks`,
          );
        if (!take(data, place++)) parser.abort();
      } catch (error) {
        failure = error;
        parser.abort();
      }
    },
  });
  if (failure !== undefined) throw failure;
}

/** Whether a column may be labels by its first rows: words, or few different whole numbers below 100. */
function mayBeLabels(fields: readonly string[]): boolean {
  const different = new Set(fields.map((field) => field.trim()));
  if (different.size < 2 && fields.length > 1) return false;
  const numbers = [...different].map(numberOf);
  if (numbers.every((value) => Number.isNaN(value))) return !different.has("");
  return numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= 100);
}

/** The sizes in headers such as "28x28", the last pixel's name in tables whose first pixel is "1x1". */
function sizeInHeader(header: readonly string[] | null): { height: number; width: number } | null {
  const [, height, width] = /(\d+)x(\d+)$/.exec(header?.findLast((name) => /\d+x\d+$/.test(name)) ?? "") ?? [];
  return height && width ? { height: Number(height), width: Number(width) } : null;
}

interface Layout {
  /** index of the labels' column; null where there is none */
  readonly label: number | null;
  readonly isNamed: boolean;
  readonly hasHeader: boolean;
  readonly columns: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

function layoutOf(path: string, rows: readonly (readonly string[])[], told: LabelColumn | undefined): Layout {
  const [top = []] = rows;
  // Names of columns are no numbers; a label may be a word, so that one word alone makes no header.
  const hasHeader = top.filter((field) => Number.isNaN(numberOf(field))).length > 1;
  const header = hasHeader ? top : null;
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) throw new DataError("truncated", `${path} has no row of an image; choose a table with images`);
  const columns = top.length;
  const column = (index: number) => body.map((row) => row[index] ?? "");
  const named = header?.findIndex((name) => LABEL_NAME.test(name.trim())) ?? -1;
  const [first, last] = [0, columns - 1];
  const sized = sizeInHeader(header);
  const shapeOf = (values: number) => {
    if (sized && (values === sized.height * sized.width || values === 3 * sized.height * sized.width))
      return { ...sized, channels: values === sized.height * sized.width ? (1 as const) : (3 as const) };
    const square = squareOf(values);
    return square && { height: square.side, width: square.side, channels: square.channels };
  };
  const layout = (label: number | null) => {
    const shape = shapeOf(label === null ? columns : columns - 1);
    return shape && { label, isNamed: label !== null && label === named, hasHeader, columns, ...shape };
  };
  const guessed = () => {
    if (told) return told === "first" ? first : last;
    return [first, last].find((index) => mayBeLabels(column(index))) ?? first;
  };
  const found = named >= 0 ? layout(named) : (layout(guessed()) ?? layout(null));
  if (found) return found;
  throw new DataError(
    "wrong-size",
    `${path} has ${columns} columns, which are no square image with or without a label; write each image as one row of its values, such as 784 for 28x28, with the label first or last`,
  );
}

/** Numbers as they come, as bytes for as long as they are bytes. */
class GrowingValues {
  private values: Uint8Array | Float32Array = new Uint8Array(2 ** 16);
  private size = 0;

  add(value: number): void {
    if (this.values instanceof Uint8Array && !(Number.isInteger(value) && value >= 0 && value <= 255))
      this.values = Float32Array.from(this.values);
    if (this.size === this.values.length) {
      const larger =
        this.values instanceof Uint8Array ? new Uint8Array(this.size * 2) : new Float32Array(this.size * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.size++] = value;
  }

  all(): NumberValues {
    return this.values.subarray(0, this.size);
  }
}

/**
 * Reads a table of images.
 * @param first reads no more rows than these
 * @param told where the labels stand; undefined: found by the header, else by the values
 * @throws DataError naming the row and the column that cannot be read
 */
export function readCsv({ path, bytes, isWhole }: ReadBytes, first: number, told?: LabelColumn): ImageTable {
  const text = new TextDecoder().decode(bytes);
  const delimiter = delimiterOf(text);
  const looked: (readonly string[])[] = [];
  eachRow(path, text, delimiter, (row) => looked.push(row) < LOOKED_AT);
  const layout = layoutOf(path, looked, told);
  const { label, columns, hasHeader, height, width, channels } = layout;
  const values = new GrowingValues();
  const labels: string[] = [];
  let [count, isCut] = [0, !isWhole];
  // Where only the beginning was read, its last row may be cut off.
  const whole = isWhole ? text : text.slice(0, text.lastIndexOf("\n"));
  eachRow(path, whole, delimiter, (row, place) => {
    if (place === 0 && hasHeader) return true;
    if (count === first) {
      isCut = true;
      return false;
    }
    if (row.length !== columns)
      throw new DataError(
        "truncated",
        `row ${place + 1} of ${path} has ${row.length} values, the first row ${columns}; complete it or take it out`,
      );
    for (const [index, field] of row.entries()) {
      if (index === label) continue;
      const value = numberOf(field);
      if (Number.isNaN(value))
        throw new DataError(
          "not-readable",
          `row ${place + 1}, column ${index + 1} of ${path} is "${field.slice(0, 20)}"; a grey value from 0 to 255 is expected`,
        );
      values.add(value);
    }
    if (label !== null) labels.push(labelOf(row[label]!));
    count++;
    return true;
  });
  const images = { path, values: values.all(), count, height, width, channels };
  if (label === null) return { images, labels: null, isCut, notes: [] };
  return { images, labels, isCut, notes: [{ kind: "label-column", path, column: label, isNamed: layout.isNamed }] };
}

/** Whether a text is a table of images by its first line. */
export function isImageTable(text: string): boolean {
  return columnsOf(text) >= FEWEST_VALUES;
}
