/** Back-pressure: training is paused while too many messages to the page are unacknowledged. */

/** What the window pauses and resumes. */
export interface PausableFlow {
  pause(): void;
  resume(): void;
}

/** The window of one run. */
export interface AcknowledgementWindow {
  /** counts one more message, and pauses the flow when more than `size` are unacknowledged; returns its number, from 1 */
  nextNumber(): number;
  /** the page has taken in every message up to this number; resumes the flow when at most half of `size` are left */
  acknowledge(number: number): void;
  /** pauses the flow for the visitor; acknowledgements do not resume it then */
  pause(): void;
  /** ends the visitor's pause, and the window's own if there is one */
  resume(): void;
  isPausedByVisitor(): boolean;
}

/** Opens the window of a run. @param size messages that may be unacknowledged while training goes on */
export function openAcknowledgementWindow(size: number, flow: PausableFlow): AcknowledgementWindow {
  let [sent, acknowledged] = [0, 0];
  let [isFull, isPaused] = [false, false];
  return {
    nextNumber() {
      sent++;
      if (sent - acknowledged > size && !isFull) {
        isFull = true;
        flow.pause();
      }
      return sent;
    },
    acknowledge(number) {
      acknowledged = Math.max(acknowledged, number);
      if (!isFull || sent - acknowledged > size / 2) return;
      isFull = false;
      if (!isPaused) flow.resume();
    },
    pause() {
      isPaused = true;
      flow.pause();
    },
    resume() {
      isPaused = false;
      flow.resume();
    },
    isPausedByVisitor: () => isPaused,
  };
}
