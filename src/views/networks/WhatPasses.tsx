/** The networks above the bars, to scale, and what passes between them. */

import type { ReactNode } from "react";
import { addedCode, LoadedPart } from "../elements/LoadedPart.tsx";
import { usePlayground } from "../elements/storeContexts.ts";
import { NetworkPicker } from "../settings/NetworkPicker.tsx";
import { hasTeacher } from "../shown/shownExperiment.ts";
import { NetworkPicture } from "./NetworkPicture.tsx";
import { unitsOf } from "./networkColumns.ts";

const planDrawing = addedCode(() => import("./PlanDrawing.tsx"));

/** Teacher and student with their layers and what passes between them; or the networks of the method's own plan. */
export function WhatPasses(): ReactNode {
  const isTaught = usePlayground((state) => hasTeacher(state.experiment));
  const teacher = usePlayground(({ run, experiment }) => (run ?? { experiment }).experiment.teacher.architecture);
  const student = usePlayground(({ run, experiment }) => (run ?? { experiment }).experiment.student.architecture);
  const plan = (
    <div className="plan-place">
      <LoadedPart code={planDrawing} props={{ hasTeacher: isTaught }} isAddition />
    </div>
  );
  if (!isTaught)
    return (
      <div className="heads own">
        {plan}
        <NetworkPicker network="student" />
      </div>
    );
  const most = Math.max(...unitsOf(teacher), ...unitsOf(student));
  return (
    <div className="heads">
      <div className="network">
        <NetworkPicture architecture={teacher} of="teacher" most={most} />
        <NetworkPicker network="teacher" />
      </div>
      {plan}
      <div className="network right">
        <NetworkPicker network="student" />
        <NetworkPicture architecture={student} of="student" most={most} />
      </div>
    </div>
  );
}
