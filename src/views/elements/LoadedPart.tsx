/** Parts of the page whose code is fetched when they are first shown. */

import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense, useState } from "react";
import { firstPaint } from "../../places/firstPaint.ts";
import { CodeNotFetched, ErrorBoundary } from "./ErrorBoundary.tsx";

/** The code of a part, which is fetched when it is first shown, and again at the next attempt where that failed. */
export interface LoadedCode<Props> {
  /** the component of the next attempt: a lazy component of React keeps its first failure, so each attempt has its own */
  component(): LazyExoticComponent<ComponentType<Props>>;
}

/** @param load imports the module whose default export is the component */
export function loadedCode<Props>(load: () => Promise<{ readonly default: ComponentType<Props> }>): LoadedCode<Props> {
  const attempt = () =>
    lazy(() =>
      load().catch((error: unknown) => {
        component = attempt();
        throw new CodeNotFetched(error);
      }),
    );
  let component = attempt();
  return { component: () => component };
}

/** The code of a part that only adds to the page: it is fetched after the page has first been painted. */
export function addedCode<Props>(load: () => Promise<{ readonly default: ComponentType<Props> }>): LoadedCode<Props> {
  return loadedCode(() => firstPaint.then(load));
}

/** Shows a part, or in its place that its code could not be fetched; tried again, or shown anew, it is fetched again. */
export function LoadedPart<Props extends object>(props: {
  readonly code: LoadedCode<Props>;
  readonly props: Props;
  /** stands in its place until the code is there */
  readonly placeholder?: ReactNode;
  /** it only adds to another part, and is left out where it fails */
  readonly isAddition?: boolean;
}): ReactNode {
  const { code, placeholder = null, isAddition = false } = props;
  const [Part, setPart] = useState(code.component);
  return (
    <ErrorBoundary isAddition={isAddition} onRetry={() => setPart(code.component)}>
      <Suspense fallback={placeholder}>
        <Part {...props.props} />
      </Suspense>
    </ErrorBoundary>
  );
}
