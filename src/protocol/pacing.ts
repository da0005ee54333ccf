/**
 * Every interval and limit that paces a run on its way from a training worker to the page. All times are milliseconds.
 *
 * 1. A job is a generator of events (engine/training). It computes only while the event pump waits for its next event.
 * 2. The event pump (engine/pool/eventPump) runs in each training worker. It gathers events and sends them as one message
 *    every `MESSAGE_INTERVAL`, and every `COMMAND_INTERVAL` it lets the worker's event loop deliver commands. While the
 *    run is paused the pump requests no event, so the job is held between two steps.
 * 3. The conductor (engine/pool/conductor) forwards the messages of all training workers. A job's checkpoints are
 *    forwarded only every `CHECKPOINT_INTERVAL`.
 * 4. The conducting worker numbers the messages to the page, and the page acknowledges each after taking it in. Beyond
 *    `UNACKNOWLEDGED_MESSAGES` the conductor is paused until at most half as many are left: a slow page slows training
 *    down, and messages do not pile up.
 * 5. The page's store takes in every message. The throttled store notifies views of a run's news only every
 *    `NEWS_INTERVAL`, and the chart, which is expensive to draw, uses every `CHART_INTERVAL`.
 *
 * The page supervises the conducting worker and the conductor supervises the training workers; a worker that dies or is
 * silent for too long is replaced (protocol/workerPort, protocol/silenceWatch).
 */

/** Between two messages of a training worker. Joined loss rows cost one message instead of one per step. */
export const MESSAGE_INTERVAL = 50;

/** Between two moments at which a training worker receives commands: one frame of a screen, so a pause acts at once. */
export const COMMAND_INTERVAL = 16;

/** Messages (a count) that the page may have yet to acknowledge; about a second of one training worker's messages. */
export const UNACKNOWLEDGED_MESSAGES = 24;

/** Between two notifications of views about a run's news: more often would keep the main thread busy with rendering. */
export const NEWS_INTERVAL = 100;

/** A run's news are drawn so seldom that the time between two drawings is this many times (a count) that of one. */
export const DRAWING_SHARE = 4;

/** Longest interval between two notifications of a run's news, however slow the machine. */
export const LONGEST_NEWS_INTERVAL = 1_000;

/** After a moved slider a run's news wait this long, unless the longest interval is over: the slider's frame comes first. */
export const NEWS_PAUSE = 150;

/** Between two renderings of the accuracy chart, each of which takes about 10 ms. */
export const CHART_INTERVAL = 400;

/** Between two checkpoints of a job that the conductor forwards: forwarding all of them lengthened a run by half. */
export const CHECKPOINT_INTERVAL = 10_000;

/** Between two moments at which the page stores a run that trains in the browser, unless a checkpoint comes before. */
export const SAVE_INTERVAL = 10_000;

/**
 * Between two signs of life of a training worker that has no events to send. Whatever it computes, it reports after at
 * most this time and one more run of a program, which is one training step or 500 test images.
 */
export const LIFE_INTERVAL = 1_000;

/** Shortest bound on the silence of a training worker that is not paused. */
const TRAINING_SILENCE_FLOOR = 10_000;

/** The bound follows the job's own pace: this many times (a count) the longest time between two reports so far. */
const GAPS_UNTIL_SILENT = 20;

/** A first run, with its compilation, is a bound on all later runs of its program: this many times (a count) its time. */
const PREPARATIONS_UNTIL_SILENT = 3;

/** Bound on silence while a job begins or a program runs for the first time, when shaders are compiled. */
const PREPARING_SILENCE_FLOOR = 60_000;

/** Floating-point operations that the slowest machine computes in a millisecond. */
export const SLOWEST_FLOPS_PER_MS = 1e5;

/** What the bound on a training worker's silence depends on. */
export interface TrainingPace {
  /** longest time between two reports of this job so far, without preparations, pauses and sleep */
  readonly longestGap: number;
  /** the same while something was prepared: a first run with its compilation */
  readonly longestPreparation: number;
  /** the job begins, or a program runs for the first time */
  readonly isPreparing: boolean;
  /** floating-point operations of the job's largest run: a step, or the evaluation of 500 images */
  readonly largestRun: number;
}

/**
 * Longest silence of a training worker, in milliseconds. Before a pace is known, and where a program runs for the first
 * time, the bound comes from the size of what is computed.
 */
export function trainingSilenceLimit(pace: TrainingPace): number {
  const { longestGap, longestPreparation, isPreparing, largestRun } = pace;
  const byGaps = Math.max(GAPS_UNTIL_SILENT * longestGap, PREPARATIONS_UNTIL_SILENT * longestPreparation);
  const paced = Math.max(TRAINING_SILENCE_FLOOR, byGaps);
  return isPreparing ? Math.max(paced, PREPARING_SILENCE_FLOOR, largestRun / SLOWEST_FLOPS_PER_MS) : paced;
}

/** Between two checks whether a training worker is silent. */
export const SILENCE_CHECK_INTERVAL = 2_500;

/** Longest wait for a worker's program to be loaded and to say so. */
export const READY_LIMIT = 60_000;

/** Longest time in which a training worker opens its backend, with its trial; to it comes that of the trial's steps. */
export const OPENING_SILENCE_LIMIT = 90_000;

/** Longest wait for the training workers of a run that is stopped; then they are ended. */
export const STOP_LIMIT = 1_000;

/** Longest wait of the page for the conducting worker of a run that is stopped; then that worker is ended. */
export const STOP_ANSWER_LIMIT = 2_000;

/** Workers (a count) on which one job is tried, the first included, before the run fails. */
export const JOB_ATTEMPTS = 3;

/** Between two pings of the page to the conducting worker, which replies at once because it does not train itself. */
export const PING_INTERVAL = 5_000;

/** Longest silence of the conducting worker while a run is under way: four pings without a reply. */
export const CONDUCTING_SILENCE_LIMIT = 20_000;

/** Times (a count) that the page restarts the conducting worker in one run before it gives the run up. */
export const RESTARTS = 3;
