/** Repeats a question to Weir while the page is visible. */

const LONGEST_PAUSE = 60_000;

/**
 * Asks at once and then again and again: one question at a time, none while the page is hidden, and with growing
 * pauses while there is no answer.
 *
 * @param {function(AbortSignal): Promise} question
 * @param {function(*)} onData takes each answer
 * @param {function(Error)} onFailure takes each failure
 * @param {number} every milliseconds between an answer and the next question
 */
export function poll({ question, onData, onFailure, every = 5_000 }) {
  let timer;
  let running = null;
  let failures = 0;
  let stopped = false;

  async function run() {
    clearTimeout(timer);
    if (stopped || running !== null || document.hidden) {
      return;
    }
    const mine = (running = new AbortController());
    let deliver;
    try {
      const data = await question(mine.signal);
      failures = 0;
      deliver = () => onData(data);
    } catch (failure) {
      failures += 1;
      deliver = () => onFailure(failure);
    }
    if (running !== mine) {
      return;
    }
    running = null;
    timer = setTimeout(run, Math.min(every * 2 ** failures, Math.max(every, LONGEST_PAUSE)));
    deliver();
  }

  function cancel() {
    clearTimeout(timer);
    running?.abort();
    running = null;
  }

  document.addEventListener('visibilitychange', run);
  run();
  return {
    /** Drops the question under way and asks now. */
    now() {
      cancel();
      run();
    },
    stop() {
      stopped = true;
      cancel();
      document.removeEventListener('visibilitychange', run);
    },
  };
}
