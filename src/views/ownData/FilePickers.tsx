/** The choice of files and the choice of a folder, by the browser's own dialogs. */

import { type ReactNode, useEffect, useRef } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { offerFiles } from "./offeredFiles.ts";
import "./ownData.css";

function FilePicker({ label, isFolder = false }: { readonly label: string; readonly isFolder?: boolean }): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // React has no property for it.
    if (isFolder) field.current?.setAttribute("webkitdirectory", "");
  }, [isFolder]);
  return (
    <label className="file">
      {label}
      <input
        ref={field}
        type="file"
        multiple
        onChange={({ target }) => {
          if (target.files?.length) offerFiles([...target.files]);
          // The same files may be chosen again.
          target.value = "";
        }}
      />
    </label>
  );
}

export function FilePickers(): ReactNode {
  const { ownData: words } = useLaterWords();
  return (
    <div className="file-pickers">
      <FilePicker label={words.chooseFiles} />
      <FilePicker label={words.chooseFolder} isFolder />
    </div>
  );
}
