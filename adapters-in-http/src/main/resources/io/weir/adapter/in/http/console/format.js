/** Writes numbers and times for people. Every time is UTC, and says so. */
import { h } from './dom.js';

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const NOTHING = '–';

const missing = value => value === null || value === undefined || Number.isNaN(value);

export const count = value => (missing(value) ? NOTHING : WHOLE.format(value));

/** A share of 1 as a percentage. */
export const percent = share => (missing(share) ? NOTHING : `${FINE.format(share * 100)} %`);

/** A time that is measured in milliseconds. */
export function duration(ms) {
  if (missing(ms)) {
    return NOTHING;
  } else if (ms < 10) {
    return `${ms === 0 ? 0 : Number(ms.toPrecision(2))} ms`;
  } else if (ms < 1_000) {
    return `${WHOLE.format(ms)} ms`;
  } else if (ms < 2 * MINUTE) {
    return `${Number((ms / 1_000).toFixed(2))} s`;
  }
  return span(ms);
}

/** A long time in the largest unit of which there are two. */
export function span(ms) {
  const [size, unit] = [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ].find(([each]) => ms >= 2 * each) ?? [1_000, 'second'];
  const amount = ms / size;
  const number = unit === 'second' || amount >= 10 ? Math.floor(amount) : Math.floor(amount * 10) / 10;
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

/** Events a second, or a minute if they are rare, as a number and its unit. */
export function rate(perSecond) {
  if (missing(perSecond)) {
    return [NOTHING, ''];
  }
  return perSecond > 0 && perSecond < 1
    ? [FINE.format(perSecond * 60), 'per minute']
    : [perSecond < 100 ? FINE.format(perSecond) : WHOLE.format(perSecond), 'per second'];
}

export function bytes(value) {
  if (missing(value)) {
    return NOTHING;
  }
  const step = value < 1_000 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3));
  return `${FINE.format(value / 1_000 ** step)} ${['B', 'kB', 'MB', 'GB', 'TB'][step]}`;
}

/** A change in percent, with its sign; how many times as much where it is tenfold or more. */
export function change(value) {
  if (missing(value)) {
    return NOTHING;
  } else if (value >= 900) {
    return `×${WHOLE.format(value / 100 + 1)}`;
  }
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${WHOLE.format(Math.abs(value))} %`;
}

const iso = instant => new Date(instant).toISOString();

/** `12:00:05`, in UTC. */
export const clock = instant => iso(instant).slice(11, 19);

/** `2026-01-31 12:00`, in UTC. */
export const minute = instant => iso(instant).slice(0, 16).replace('T', ' ');

/** `12:00:05 UTC`, with the day if it is not today. */
export function moment(instant) {
  const day = iso(instant).slice(0, 10);
  return `${day === iso(Date.now()).slice(0, 10) ? '' : `${day} `}${clock(instant)} UTC`;
}

/** An instant as an element whose title is the reader's own time. */
export function time(instant, text = moment(instant)) {
  const local = new Date(instant).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
  return h('time', { datetime: instant, title: `your time: ${local}` }, text);
}

/** How far an instant is from now: `in 3 days`, `95 seconds ago`. */
export function distance(instant, now) {
  const ms = new Date(instant) - now;
  return ms >= 0 ? `in ${span(ms)}` : `${span(-ms)} ago`;
}

export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** A code such as `rate_limited` as words. */
export const words = code => code.replaceAll('_', ' ');
