/** Keeps an error of one part of the page to that part: it says what happened and what is kept, and can be tried again. */

import { Component, createRef, type ReactNode, type RefObject } from "react";
import { errorText } from "../../domain/errorText.ts";
import { useWords } from "./translation.ts";

/** Code of the page that could not be fetched: there is no network, or a newer page has replaced it. */
export class CodeNotFetched extends Error {
  constructor(cause: unknown) {
    super(errorText(cause), { cause });
    this.name = "CodeNotFetched";
  }
}

function FailedPart(props: {
  readonly error: unknown;
  readonly retryButton: RefObject<HTMLButtonElement | null>;
  readonly onRetry: () => void;
}): ReactNode {
  const { error, retryButton, onRetry } = props;
  const { failedPart: words } = useWords();
  return (
    <div className="failed-part" role="alert">
      <p>
        <strong>{error instanceof CodeNotFetched ? words.notFetched : words.stopped}</strong> <span>{words.kept}</span>
      </p>
      <p className="buttons">
        <button ref={retryButton} type="button" onClick={onRetry}>
          {words.tryAgain}
        </button>
        <button type="button" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </p>
      <p className="hint" lang="en">
        {errorText(error)}
      </p>
    </div>
  );
}

interface Props {
  readonly children: ReactNode;
  /** called when the visitor tries the part again, before it is rendered anew */
  readonly onRetry?: () => void;
}

interface State {
  readonly failure: { readonly error: unknown } | null;
}

/** A part of the page. Where it fails, the focus that was in it moves to its button "Try again". */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: null };
  private readonly retryButton = createRef<HTMLButtonElement>();

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override getSnapshotBeforeUpdate(): Element | null {
    return document.activeElement;
  }

  override componentDidUpdate(_props: Props, _state: State, focused: Element | null): void {
    if (this.state.failure && focused && !focused.isConnected) this.retryButton.current?.focus();
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    const retry = () => {
      this.props.onRetry?.();
      this.setState({ failure: null });
    };
    return <FailedPart error={failure.error} retryButton={this.retryButton} onRetry={retry} />;
  }
}
