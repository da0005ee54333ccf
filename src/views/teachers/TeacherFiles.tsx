/** The teacher of the next runs: trained, kept from a run, or loaded from a file, which is tested before it is used. */

import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { describeArchitecture } from "../../domain/architectureName.ts";
import { errorText } from "../../domain/errorText.ts";
import { AVERAGES, type Average } from "../../domain/experiment.ts";
import { count } from "../../i18n/numberFormats.ts";
import type { Evaluation } from "../../protocol/events.ts";
import type { KeptTeacher } from "../../session/storage/keptTeachers.ts";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useControlState } from "../shown/controlState.tsx";
import { useDroppedTeacher } from "./droppedTeacher.ts";
import {
  type OfferedTeacher,
  openKept,
  readTeacherFiles,
  teacherOfRun,
  trialOf,
  withTeachers,
  withTrainedTeacher,
} from "./teacherNetworks.ts";
import "./teachers.css";

/** A network of a file with its errors on the test images. */
interface Tested {
  readonly teacher: OfferedTeacher;
  readonly evaluation: Evaluation;
  readonly dataset: string;
}

/** What was said last: a word of the page, with what the program says, which is English. */
interface Said {
  readonly text: string;
  readonly reason?: string;
}

/** A network that is right less often than this times a guess is warned of. */
const BEYOND_GUESSING = 2;

function isGuessing({ teacher, evaluation: { errors, total } }: Tested): boolean {
  return total - errors < (BEYOND_GUESSING * total) / teacher.network.weights.architecture.classes;
}

export default function TeacherFiles(): ReactNode {
  const words = useWords();
  const { teachers: text } = useLaterWords();
  const store = usePlaygroundStore();
  const { given, average } = usePlayground((state) => state.experiment.teacher);
  const canKeep = usePlayground(
    ({ run }) => run?.checkpoints.teacher !== undefined && !run.experiment.teacher.given && run.status !== "training",
  );
  const [kept, setKept] = useState<readonly KeptTeacher[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [by, setBy] = useState<Average>("probabilities");
  const [tested, setTested] = useState<Tested | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const { keptTeachers } = store.getState();
  const refresh = useCallback(() => keptTeachers().then(async (all) => setKept(await all.list())), [keptTeachers]);
  useEffect(() => {
    refresh();
  }, [refresh]);

  const refuse = (error: unknown) => setSaid({ text: text.refused, reason: errorText(error) });
  const teachWith = (all: readonly OfferedTeacher[]): boolean => {
    const refusal = store.getState().tryEdit((experiment) => withTeachers(experiment, all, by));
    if (refusal !== null) setSaid({ text: text.refused, reason: refusal });
    return refusal === null;
  };
  const keepAndUse = async (teacher: OfferedTeacher) => {
    const { checksum, name, bytes } = teacher;
    const isStored = await (await keptTeachers()).keep({ checksum, name, bytes });
    await refresh();
    if (teachWith([teacher])) setSaid({ text: (isStored ? text.kept : text.keptForNow)(name) });
  };
  const keepShown = () => {
    const { run } = store.getState();
    if (run) teacherOfRun(run).then(keepAndUse).catch(refuse);
  };
  const testNetwork = async (files: readonly File[]) => {
    setTested(null);
    const teacher = await readTeacherFiles(files);
    setSaid({ text: text.testing(teacher.name) });
    const { experiment, evaluateTeacher } = store.getState();
    const evaluation = await evaluateTeacher(trialOf(teacher, experiment), [teacher.network.weights]);
    setTested({ teacher, evaluation, dataset: experiment.data.dataset });
    setSaid(null);
  };
  const testFiles = (files: readonly File[]) => testNetwork(files).catch(refuse);
  const test = useRef(testFiles);
  test.current = testFiles;
  const dropped = useDroppedTeacher(({ files }) => files);
  useEffect(() => {
    if (dropped.length === 0) return;
    useDroppedTeacher.setState({ files: [] });
    test.current(dropped);
  }, [dropped]);
  const teachWithChosen = () => {
    try {
      setSaid(null);
      teachWith((kept ?? []).filter(({ checksum }) => chosen.has(checksum)).map(openKept));
    } catch (error) {
      refuse(error);
    }
  };
  const choose = (checksum: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(checksum);
    else next.delete(checksum);
    setChosen(next);
  };
  const remove = async (checksum: string) => {
    choose(checksum, false);
    await (await keptTeachers()).remove(checksum);
    await refresh();
  };
  const isFree = useControlState("networks") === "free";
  if (!isFree) return null;
  const isHere = given?.every(({ checksum }) => kept?.some((one) => one.checksum === checksum));
  return (
    <div className="teacher-files">
      {given ? (
        <div role="status">
          {text.given(given.map(({ name, checksum }) => `${name} (${checksum})`).join(", "))}
          {average ? text.byAverage[average] : null} {kept === null || isHere ? null : text.notHere}{" "}
          <button type="button" onClick={() => store.getState().edit(withTrainedTeacher)}>
            {text.trainInstead}
          </button>
        </div>
      ) : null}
      {canKeep ? (
        <p>
          <button type="button" onClick={keepShown}>
            {text.keep}
          </button>{" "}
          <span className="hint">{text.keepHint}</span>
        </p>
      ) : null}
      {kept && kept.length > 0 ? (
        <div role="group" aria-label={text.list}>
          <p className="hint">{text.list}</p>
          {kept.map(({ checksum, name }) => (
            <p key={checksum} className="row">
              <Checkbox label={name} checked={chosen.has(checksum)} onChange={(on) => choose(checksum, on)} />
              <button type="button" className="quiet" aria-label={text.remove(name)} onClick={() => remove(checksum)}>
                {text.removeShort}
              </button>
            </p>
          ))}
          {chosen.size > 1 ? (
            <Select label={text.average} value={by} options={selectOptions(AVERAGES, text.averages)} onChange={setBy} />
          ) : null}
          <button type="button" disabled={chosen.size === 0} onClick={teachWithChosen}>
            {text.use}
          </button>
        </div>
      ) : null}
      <label className="file">
        {text.load}
        <input
          type="file"
          multiple
          accept=".safetensors,.json,.bin"
          onChange={({ target }) => {
            testFiles([...(target.files ?? [])]);
            target.value = "";
          }}
        />
      </label>
      <p className="hint">{text.loadHint}</p>
      <div role="status">
        {tested ? (
          <p>
            {text.tested(
              tested.teacher.name,
              describeArchitecture(tested.teacher.network.weights.architecture),
              count(tested.evaluation.errors),
              count(tested.evaluation.total),
              words.datasets[tested.dataset] ?? tested.dataset,
            )}{" "}
            {isGuessing(tested) ? <b>{text.guesses} </b> : null}
            <button
              type="button"
              onClick={() => {
                setTested(null);
                keepAndUse(tested.teacher).catch(refuse);
              }}
            >
              {text.takeTested}
            </button>
          </p>
        ) : null}
        {said ? (
          <p className={said.reason ? "refusal" : ""}>
            {said.text} {said.reason ? <span lang="en">{said.reason}</span> : null}
          </p>
        ) : null}
      </div>
    </div>
  );
}
