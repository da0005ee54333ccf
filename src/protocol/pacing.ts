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

/** Between two renderings of the accuracy chart, each of which takes about 10 ms. */
export const CHART_INTERVAL = 400;

/** Between two checkpoints of a job that the conductor forwards: forwarding all of them lengthened a run by half. */
export const CHECKPOINT_INTERVAL = 10_000;

/** Between two moments at which the page stores a run that trains in the browser, unless a checkpoint comes before. */
export const SAVE_INTERVAL = 10_000;

/** Longest silence of a training worker that is not paused: the longest evaluation on a slow machine takes far less. */
export const TRAINING_SILENCE_LIMIT = 120_000;

/** Workers (a count) on which one job is tried, the first included, before the run fails. */
export const JOB_ATTEMPTS = 3;

/** Between two pings of the page to the conducting worker, which replies at once because it does not train itself. */
export const PING_INTERVAL = 5_000;

/** Longest silence of the conducting worker while a run is under way: four pings without a reply. */
export const CONDUCTING_SILENCE_LIMIT = 20_000;

/** Times (a count) that the page restarts the conducting worker in one run before it gives the run up. */
export const RESTARTS = 3;
