/** Periods: what a reader chooses, and what Weir is asked for. */
import { h } from './dom.js';
import { input, select } from './parts.js';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const BETWEEN = 'between';
const PRESETS = [
  ['15m', 'Last 15 minutes'],
  ['1h', 'Last hour'],
  ['6h', 'Last 6 hours'],
  ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
];

/** The milliseconds of a time such as `24h`. */
export const millis = text => parseInt(text, 10) * UNITS[text.at(-1)];

/** The periods up to now that a reader may choose, with the present one if it is another. */
const presets = since =>
  /^\d+[mhd]$/.test(since) && !PRESETS.some(([value]) => value === since)
    ? [...PRESETS, [since, `Last ${since}`]]
    : PRESETS;

/** A field for an instant, in UTC. */
export const instant = (name, label, value, props = {}) =>
  input(name, `${label} (UTC)`, { type: 'datetime-local', value: value?.slice(0, 16), ...props });

/** The instant that such a field holds, as Weir reads it. */
export const instantOf = value => (value ? `${value}:00Z` : undefined);

/** The fields of a form for the period `since`, `until` of the parameters. */
export function periodFields(params, fallback) {
  const since = params.get('since') ?? fallback;
  const choices = presets(since);
  const preset = choices.some(([value]) => value === since) && !params.has('until');
  const between = h(
    'div.between',
    { hidden: preset },
    instant('from', 'From', preset ? null : since),
    instant('to', 'Until', params.get('until')),
  );
  return [
    select('period', 'Period', [...choices, [BETWEEN, 'From … until …']], preset ? since : BETWEEN, {
      onchange: event => (between.hidden = event.target.value !== BETWEEN),
    }),
    between,
  ];
}

/** The period of such a form as parameters: `since` and, if it is not up to now, `until`. */
export function periodOf({ period, from, to }, fallback) {
  return period === BETWEEN
    ? { since: instantOf(from) ?? fallback, until: instantOf(to) }
    : { since: period, until: undefined };
}

/**
 * A period as two instants in milliseconds, in whole minutes; up to the end of the present minute, or an hour, where it
 * is not a time.
 */
export function bounds({ since, until }, now) {
  const end = Date.parse(until) || (Math.floor(now / UNITS.m) + 1) * UNITS.m;
  return [Date.parse(since) || end - (millis(since) || UNITS.h), end];
}

/** The period as parameters, with the instant at which it begins: of an hour up to now Weir would show 61 minutes. */
export const exact = (period, now) => ({ ...period, since: new Date(bounds(period, now)[0]).toISOString() });

/** The equally long period that begins `back` milliseconds earlier, as parameters. */
export function earlier([start, end], back) {
  return { since: new Date(start - back).toISOString(), until: new Date(end - back).toISOString() };
}
