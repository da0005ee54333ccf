/** The store of studies, which is opened with the first view that reads it. */

import { type StoreApi, useStore } from "zustand";
import type { PageEnvironment } from "../../session/pageEnvironment.ts";
import { createStudyStore, type StudyStore } from "../../session/studies/studyStore.ts";
import { usePageEnvironment, usePlaygroundStore } from "../elements/storeContexts.ts";

/** One store for each page, so that a study goes on while no view reads it. */
const opened = new WeakMap<PageEnvironment, StoreApi<StudyStore>>();

/** Reads the state of studies. */
export function useStudyStore<T>(select: (state: StudyStore) => T): T {
  const page = usePageEnvironment();
  const playground = usePlaygroundStore();
  const store = opened.get(page) ?? createStudyStore(playground, page);
  opened.set(page, store);
  return useStore(store, select);
}
