/** Repeats a question to Weir while the page is visible. */
import { whenAnswered } from './api.js';

const LONGEST_PAUSE = 60_000;

const polls = new Set();

/** Asks again at once what got no answer at the last try. */
export const askAgain = () => polls.forEach(each => each.wake(true));

whenAnswered(() => polls.forEach(each => each.wake(false)));

/**
 * Asks at once and then again and again: one question at a time, none while the page is hidden, and with growing
 * pauses while there is no answer. The first answer to another question ends such a pause. A failure that is `final`
 * ends the poll until the reader opens a page or changes the question.
 *
 * @param {function(AbortSignal): Promise} question
 * @param {function(*)} onData takes each answer
 * @param {function(Error)} onFailure takes each failure
 * @param {number} every milliseconds between an answer and the next question
 * @param {boolean} once whether the first answer ends the poll
 */
export function poll({ question, onData, onFailure, every = 5_000, once = false }) {
  let timer;
  let running = null;
  let failures = 0;
  /** Whether the answer to another question has ended a pause since the last answer to this one. */
  let woken = false;
  let over = false;
  let stopped = false;

  async function run() {
    clearTimeout(timer);
    if (stopped || over || running !== null || document.hidden) {
      return;
    }
    const mine = (running = new AbortController());
    let data;
    let failure = null;
    try {
      data = await question(mine.signal);
    } catch (thrown) {
      failure = thrown;
    }
    if (running !== mine) {
      return;
    }
    running = null;
    const recovered = failure === null && failures > 0;
    failures = failure === null ? 0 : failures + 1;
    woken &&= failure !== null;
    over = failure === null ? once : failure.final === true;
    if (!over) {
      timer = setTimeout(run, Math.min(every * 2 ** failures, Math.max(every, LONGEST_PAUSE)));
    }
    if (failure === null) {
      onData(data);
    } else {
      onFailure(failure);
    }
    if (recovered) {
      askAgain();
    }
  }

  function cancel() {
    clearTimeout(timer);
    running?.abort();
    running = null;
  }

  const polling = {
    /** Drops the question under way and asks now. */
    now() {
      over = false;
      cancel();
      run();
    },
    /**
     * Ends a pause after a failure. Something that fails while other questions are answered would otherwise be asked
     * as often as those: so only the first answer ends it, unless it is `certain` that things have changed.
     */
    wake(certain) {
      if (failures > 0 && running === null && (certain || !(woken || over))) {
        woken = true;
        over = false;
        run();
      }
    },
    stop() {
      stopped = true;
      cancel();
      polls.delete(polling);
      document.removeEventListener('visibilitychange', run);
    },
  };
  polls.add(polling);
  document.addEventListener('visibilitychange', run);
  run();
  return polling;
}
