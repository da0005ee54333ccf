/** The page's side of the worker that reads a visitor's files: what has been understood of them, and how far reading is. */

import { useCallback, useEffect, useRef, useState } from "react";
import type { OwnFile } from "../../data/files/formats/readBytes.ts";
import type { IdxFiles } from "../../data/files/reading/idxFilesOf.ts";
import type {
  PreparationRequest,
  PreparedDescription,
  ReadingCommand,
  ReadingReport,
} from "../../data/files/reading/readingMessages.ts";
import readingWorker from "../../data/files/reading/readingWorker.ts?worker&url";
import type { FilesDescription } from "../../domain/experiment.ts";
import { startWorker } from "../../protocol/ownScripts.ts";

/** What is known of offered files. */
export interface Reading {
  /** the newest description; null before there is one */
  readonly described: PreparedDescription | null;
  /** what has been asked for last: ahead of the description while that is made, and where it was refused */
  readonly asked: PreparationRequest;
  /** reading or preparing goes on */
  readonly isBusy: boolean;
  readonly progress: Extract<ReadingReport, { type: "progress" }> | null;
  /** why the files cannot be used as they were asked for last; fault "stopped": the worker went away */
  readonly refused: { readonly fault: string; readonly detail: string } | null;
}

export interface ReadingClient extends Reading {
  /** the files that were understood last: others that cannot be used may be dropped on them; null before there are any */
  readonly understood: readonly OwnFile[] | null;
  /** asks for changes of what has been asked for last */
  prepare(change: Partial<PreparationRequest>): void;
  /** the images that are described. It rejects where they cannot be had */
  take(): Promise<IdxFiles>;
}

const BEGINNING: Reading = {
  described: null,
  asked: { prepared: {}, names: null },
  isBusy: true,
  progress: null,
  refused: null,
};

/**
 * Reads files in a worker of their own, which ends with the component: so reading is stopped.
 * @param wanted the images that the experiment asks for, which are recognised among the files
 */
export function useReading(files: readonly OwnFile[], wanted: FilesDescription | null): ReadingClient {
  const [reading, setReading] = useState(BEGINNING);
  const understood = useRef<readonly OwnFile[] | null>(null);
  const worker = useRef<Worker | null>(null);
  const taking = useRef<{ resolve(files: IdxFiles): void; reject(error: Error): void } | null>(null);
  // What the experiment asks for is looked at when files are opened, not when it is edited.
  const wantedFirst = useRef(wanted);
  wantedFirst.current = wanted;
  const asked = useRef(BEGINNING.asked);
  /** number of the newest command that reads: answers to older ones come too late */
  const newest = useRef(0);
  useEffect(() => {
    setReading(BEGINNING);
    asked.current = BEGINNING.asked;
    const opened = startWorker(readingWorker);
    worker.current = opened;
    const stopped = (detail: string) => {
      taking.current?.reject(new RangeError(detail));
      setReading((before) => ({ ...before, isBusy: false, refused: { fault: "stopped", detail } }));
    };
    opened.onerror = (event) => stopped(event.message ?? "");
    opened.onmessageerror = () => stopped("");
    opened.onmessage = ({ data: report }: MessageEvent<ReadingReport>) => {
      if ("number" in report && report.number !== newest.current) return;
      switch (report.type) {
        case "progress":
          return setReading((before) => ({ ...before, progress: report }));
        case "described":
          understood.current = files;
          asked.current = { prepared: report.prepared, names: report.names };
          return setReading({
            described: report,
            asked: asked.current,
            isBusy: false,
            progress: null,
            refused: null,
          });
        case "refused":
          taking.current?.reject(new RangeError(report.detail));
          return setReading((before) => ({ ...before, isBusy: false, progress: null, refused: report }));
        case "taken":
          return taking.current?.resolve(report.files);
      }
    };
    const number = ++newest.current;
    opened.postMessage({ type: "open", number, files, wanted: wantedFirst.current } satisfies ReadingCommand);
    return () => {
      opened.terminate();
      worker.current = null;
    };
  }, [files]);
  const prepare = useCallback((change: Partial<PreparationRequest>) => {
    const request = { ...asked.current, ...change };
    asked.current = request;
    setReading((before) => ({ ...before, asked: request, isBusy: true, refused: null }));
    worker.current?.postMessage({ type: "prepare", number: ++newest.current, ...request } satisfies ReadingCommand);
  }, []);
  const take = useCallback(
    () =>
      new Promise<IdxFiles>((resolve, reject) => {
        taking.current = { resolve, reject };
        worker.current?.postMessage({ type: "take" } satisfies ReadingCommand);
      }),
    [],
  );
  return { ...reading, understood: understood.current, prepare, take };
}
