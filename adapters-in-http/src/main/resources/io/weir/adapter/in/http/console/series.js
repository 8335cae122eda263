/** What charts of `/profiler/series` show, and the sentences that say the same. */
import { count, duration, moment, plural } from './format.js';

/** The points of `/profiler/series`, with an empty one for each step without a run. */
export function filled(series) {
  const known = new Map(series.points.map(point => [Date.parse(point.time), point]));
  const step = series.step_ms;
  const all = [];
  for (let at = Math.ceil(Date.parse(series.since) / step) * step; at < Date.parse(series.until); at += step) {
    all.push(known.get(at) ?? { time: new Date(at).toISOString(), count: 0, failures: 0, api_calls: 0, rows: 0 });
  }
  return all;
}

/** Writes the whole numbers of an axis that counts. */
export const whole = value => (Number.isInteger(value) ? count(value) : '');

/** The lines of a chart that shows how many runs there were. */
export const runLines = () => [
  { label: 'runs', colour: 'c1', bars: true, value: point => point.count, write: count },
  { label: 'failed', colour: 'bad', bars: true, value: point => point.failures, write: count },
];

/** The lines of a chart of `/profiler/series` that show how long runs took. */
export const latencyLines = () => [
  { label: 'p50', colour: 'c2', dash: [2, 4], value: point => point.p50_ms, write: duration },
  { label: 'p95', colour: 'c1', value: point => point.p95_ms, write: duration },
  { label: 'p99', colour: 'c3', dash: [8, 4], value: point => point.p99_ms, write: duration },
];

const sum = (points, member) => points.reduce((total, point) => total + point[member], 0);

export function runsText(points) {
  const busiest = points.reduce((most, point) => (point.count > most.count ? point : most), points[0]);
  const runs = sum(points, 'count');
  const most = busiest && `The most at once: ${count(busiest.count)} from ${moment(busiest.time)} on.`;
  return runs === 0
    ? 'No run in this period.'
    : `${plural(runs, 'run')}, ${count(sum(points, 'failures'))} failed. ${most}`;
}

export function latencyText(points) {
  const known = points.filter(point => point.count > 0);
  if (known.length === 0) {
    return 'No run in this period.';
  }
  const worst = known.reduce((most, point) => (point.p95_ms > most.p95_ms ? point : most));
  const best = known.reduce((least, point) => (point.p95_ms < least.p95_ms ? point : least));
  const highest = `the highest from ${moment(worst.time)} on`;
  return `p95 between ${duration(best.p95_ms)} and ${duration(worst.p95_ms)}, ${highest}.`;
}
