/** Turns counts since Weir's start into rates, from what the last polls have seen. */

const KEPT = 10 * 60_000;

/** Counts by name, as they were at the times of the polls of the last ten minutes. */
export class Counters {
  #samples = [];

  /** Takes the counts of a poll. A count that has fallen means that Weir has restarted: what came before is dropped. */
  add(time, counts) {
    const last = this.#samples.at(-1);
    if (last && Object.entries(last.counts).some(([name, value]) => (counts[name] ?? 0) < value)) {
      this.#samples = [];
    }
    if (!last || last.time < time) {
      this.#samples.push({ time, counts });
    }
    this.#samples = this.#samples.filter(sample => sample.time >= time - KEPT);
  }

  /** Events a second in the last `within` milliseconds, of the names for which `wanted` is true; null if unknown. */
  rate(wanted = () => true, within = 60_000) {
    const last = this.#samples.at(-1);
    const first = this.#samples.find(sample => last.time - sample.time <= within);
    return first === last ? null : between(first, last, wanted);
  }

  /** Events a second between each two polls, the oldest first. */
  rates(wanted = () => true) {
    return this.#samples.slice(1).map((sample, index) => between(this.#samples[index], sample, wanted));
  }
}

function between(first, last, wanted) {
  const total = counts => Object.entries(counts).reduce((sum, [name, value]) => (wanted(name) ? sum + value : sum), 0);
  return (total(last.counts) - total(first.counts)) / ((last.time - first.time) / 1_000);
}
