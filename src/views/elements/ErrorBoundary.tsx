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
  /** the part only adds to another one, and is left out where it fails */
  readonly isAddition?: boolean;
}

interface State {
  readonly failure: { readonly error: unknown } | null;
}

/** Where the focus was before a change of a part, and the element around its button "Try again", if there was one. */
interface Focus {
  readonly focused: Element | null;
  /** the elements around the focus, from the inside out */
  readonly ancestors: readonly Element[];
  readonly around: Element | null | undefined;
}

const FOCUSABLE = "button:enabled, select, input, summary, [tabindex]";

/**
 * A part of the page. Where it fails, the focus that was in it moves to its button "Try again"; once that has been pressed,
 * the focus moves to the first control in the part or nearest around it.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: null };
  private readonly retryButton = createRef<HTMLButtonElement>();

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override getSnapshotBeforeUpdate(): Focus {
    const around = this.retryButton.current?.closest(".failed-part")?.parentElement;
    const focused = document.activeElement;
    const ancestors: Element[] = [];
    for (let element = focused?.parentElement; element; element = element.parentElement) ancestors.push(element);
    return { focused, ancestors, around };
  }

  override componentDidUpdate(_props: Props, _state: State, { focused, ancestors, around }: Focus): void {
    if (!focused || focused.isConnected) return;
    if (!this.state.failure) {
      for (let place = around; place; place = place.parentElement) {
        const control = place.querySelector<HTMLElement>(FOCUSABLE);
        if (!control) continue;
        control.focus();
        return;
      }
      return;
    }
    const place = this.retryButton.current?.closest(".failed-part")?.parentElement;
    if (!place || !ancestors.includes(place)) return;
    // Several parts around the focus may fail at once: it moves to the innermost one.
    const { activeElement } = document;
    const hasFocusInside = activeElement !== document.body && place.contains(activeElement);
    if (!hasFocusInside) this.retryButton.current?.focus();
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    if (this.props.isAddition) return null;
    const retry = () => {
      this.props.onRetry?.();
      this.setState({ failure: null });
    };
    return <FailedPart error={failure.error} retryButton={this.retryButton} onRetry={retry} />;
  }
}
