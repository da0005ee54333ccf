/** What reports are written and shown with, in the page's language. */

import { useMemo } from "react";
import type { ReportRun } from "../../report/reportData.ts";
import type { ReportTexts } from "../../report/reportTexts.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { useWords } from "../elements/translation.ts";
import { namesOf } from "../shown/networkNames.ts";
import { hasTeacher } from "../shown/shownExperiment.ts";
import { changeInWords, settingInWords } from "../statements/settingWords.ts";

export function useReportTexts(): ReportTexts {
  const words = useWords();
  const { report } = useLaterWords();
  const dictionary = usePage((page) => page.dictionary);
  return useMemo(() => {
    const names = ({ experiment }: ReportRun) =>
      namesOf(experiment.method.id, hasTeacher(experiment), words, dictionary);
    const valueWords = (from: ReportRun, to: ReportRun) => ({
      ...{ words, dictionary, armName: names(to).arm },
      datasets: [from.experiment.data, to.experiment.data] as const,
    });
    return {
      ...{ words, report },
      arm: (run, arm) => (arm === null ? words.resultColumn.chart.lines.teacher : names(run).arm(arm)),
      change: (change, from, to) => changeInWords(change, valueWords(from, to)),
      param: (run, param) => {
        const path = param === "learningRate" ? ["student", "training", param] : ["method", "params", param];
        return settingInWords(path, valueWords(run, run)).label;
      },
    };
  }, [words, report, dictionary]);
}
