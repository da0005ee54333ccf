/** Which file plays which role, and which are not used and why. */

import type { ReactNode } from "react";
import type { DataDescription } from "../../data/files/recognisedData.ts";
import { useLaterWords } from "../elements/laterWords.ts";

/** Files that are named; of more only their number is given. */
const [NAMED_ROLES, NAMED_UNUSED] = [12, 40];

export function FileRoles({ description }: { readonly description: DataDescription }): ReactNode {
  const { ownData: words } = useLaterWords();
  const { roles, unused } = description;
  return (
    <section aria-label={words.files} className="file-roles">
      <h3>{words.files}</h3>
      <ul>
        {roles.slice(0, NAMED_ROLES).map((role) => (
          <li key={`${role.path} ${role.part}`}>
            <span className="path">{role.path}</span> <span>{words.role(role)}</span>
          </li>
        ))}
        {roles.length > NAMED_ROLES ? <li>{words.moreFiles(roles.length - NAMED_ROLES)}</li> : null}
      </ul>
      {unused.length > 0 ? (
        <details>
          <summary>{words.unused(unused.length)}</summary>
          <ul>
            {unused.slice(0, NAMED_UNUSED).map(({ path, reason }, i) => (
              <li key={`${path} ${i}`}>
                <span className="path">{path}</span> <span>{words.reason(reason)}</span>
              </li>
            ))}
            {unused.length > NAMED_UNUSED ? <li>{words.moreFiles(unused.length - NAMED_UNUSED)}</li> : null}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
