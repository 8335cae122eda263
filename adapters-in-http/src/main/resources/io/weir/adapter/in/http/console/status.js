/** The state of Weir, which every page shows a part of: the newest `/status`, and the rates since the last ones. */
import { ask } from './api.js';
import { Counters } from './counters.js';
import { poll } from './poll.js';

const LATE = 9_000;

export class Status {
  /** The newest answer, or null. */
  latest = null;
  /** Why there is no newer answer, or null. */
  failure = null;
  requests = new Counters();
  #heard = 0;
  #listeners = new Set();
  #poll = null;

  /** Begins to ask, or asks at once. */
  start() {
    this.#poll?.stop();
    this.#poll = poll({
      question: signal => ask('/status', {}, { signal }),
      onData: status => this.#take(status),
      onFailure: failure => {
        this.failure = failure;
        this.#announce();
      },
    });
  }

  stop() {
    this.failure = null;
    this.#poll?.stop();
    this.#poll = null;
  }

  /** Calls the listener after every answer and failure, and now if there is an answer. Returns how to end that. */
  listen(listener) {
    this.#listeners.add(listener);
    if (this.latest) {
      listener(this);
    }
    return () => this.#listeners.delete(listener);
  }

  /** Weir's own time, which the reader's clock may differ from. */
  now() {
    return this.latest ? Date.parse(this.latest.time) + (Date.now() - this.#heard) : Date.now();
  }

  /** Whether the newest answer is older than it should be while the page is visible. */
  late() {
    return this.#poll !== null && this.latest !== null && Date.now() - this.#heard > LATE;
  }

  #take(status) {
    this.latest = status;
    this.failure = null;
    this.#heard = Date.now();
    this.requests.add(Date.parse(status.time), status.requests.outcomes);
    this.#announce();
  }

  #announce() {
    this.#listeners.forEach(listener => listener(this));
  }
}
