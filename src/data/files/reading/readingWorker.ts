/// <reference lib="webworker" />
/** The program of the worker that reads a visitor's files, so that the page answers meanwhile and reading can be stopped. */

import { errorText } from "../../../domain/errorText.ts";
import { DataError } from "../../dataError.ts";
import { decodeInBrowser } from "./browserPictures.ts";
import { openPreparedFiles, type PreparedFiles } from "./preparedFiles.ts";
import type { ReadingCommand, ReadingReport } from "./readingMessages.ts";

/** Shortest time between two reports of progress, ms. */
const INTERVAL = 100;

const post = (report: ReadingReport) => postMessage(report);

let files: PreparedFiles | null = null;
/** number of the newest command that reads: what an older one finds is not reported */
let newest = 0;
let last: Promise<void> = Promise.resolve();

function progressReports() {
  let [count, path, pictures, told] = [0, "", 0, 0];
  const report = () => {
    const now = performance.now();
    if (now - told < INTERVAL) return;
    told = now;
    post({ type: "progress", files: count, path, pictures });
  };
  return {
    onFile(next: string) {
      count++;
      path = next;
      report();
    },
    onPicture() {
      pictures++;
      report();
    },
  };
}

async function answer(command: ReadingCommand, number: number): Promise<void> {
  if (command.type !== "take" && number !== newest) return;
  let report: ReadingReport;
  try {
    if (command.type === "open") {
      files = openPreparedFiles(command.files, decodeInBrowser, progressReports());
      report = { type: "described", number, ...(await files.recognise(command.wanted)) };
    } else if (!files) throw new DataError("no-pair", "no files have been opened; choose some first");
    else if (command.type === "take") report = { type: "taken", files: files.take() };
    else {
      const { prepared, names } = command;
      report = { type: "described", number, ...(await files.prepare({ prepared, names })) };
    }
  } catch (error) {
    report = {
      type: "refused",
      number,
      fault: error instanceof DataError ? error.fault : "internal",
      detail: errorText(error),
    };
  }
  if (command.type === "take" || number === newest) post(report);
}

addEventListener("message", ({ data: command }: MessageEvent<ReadingCommand>) => {
  if (command.type !== "take") newest = command.number;
  const number = newest;
  last = last.then(() => answer(command, number));
});
