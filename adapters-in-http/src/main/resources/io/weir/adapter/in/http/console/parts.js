/** What pages are made of: badges, notices, cards, meters, sparklines, form fields. */
import { h, styled } from './dom.js';

/** A word about a state, in a colour that repeats what the word says: `good`, `warn`, `bad` or `plain`. */
export const badge = (level, text, test = null) => h(`span.badge.${level}`, { 'data-test': test }, text);

/** A message in a box, with the word for its level in front. */
export const notice = (level, word, text, test = null) =>
  h(`div.notice.${level}`, { 'data-test': test }, badge(level, word), h('p', {}, text));

/** The level and the word for what there is instead of an answer. */
export const wordOf = failure =>
  failure.off ? ['warn', 'Switched off'] : ['bad', failure.status ? 'Refused' : 'No answer'];

/** What Weir said, or that it said nothing, instead of an answer. */
export const failureNotice = (failure, test = 'page-failure') => notice(...wordOf(failure), failure.message, test);

/** What stands where there is nothing to show: the fact, and what to do. */
export const empty = (fact, advice) =>
  h('div.empty', { 'data-test': 'empty' }, h('p', {}, h('strong', {}, fact)), h('p', {}, advice));

/**
 * One number.
 *
 * @param {string} label what it is
 * @param {string} value the number, and `unit` its unit
 * @param {*} note what else there is to say, a line or several
 * @param {Node} figure a sparkline or a meter
 */
export function card({ label, value, unit = '', note = [], figure = null, test = null, level = null }) {
  return h(
    `section.card${level ? `.${level}` : ''}`,
    { 'data-test': test },
    h('h3', {}, label),
    h(
      'p.number',
      {},
      h('span', { 'data-test': test && `${test}-value` }, value),
      unit && h('span.unit', {}, ` ${unit}`),
    ),
    figure,
    [note]
      .flat()
      .filter(Boolean)
      .map(line => h('p.note', {}, line)),
  );
}

/** How much of a limit is used. */
export function meter(label, value, limit, level = 'plain') {
  const share = limit > 0 ? Math.min(1, value / limit) : 0;
  return h(
    'div.meter',
    {
      role: 'meter',
      'aria-label': label,
      'aria-valuemin': 0,
      'aria-valuemax': limit,
      'aria-valuenow': Math.min(value, limit),
      'aria-valuetext': `${value} of ${limit}`,
    },
    styled(h(`div.fill.${level}`), { width: `${share * 100}%` }),
  );
}

/** The course of a number, for the eye only: the number itself stands beside it. */
export function spark(values) {
  const known = values.filter(value => value !== null);
  if (known.length < 2) {
    return h('svg.spark', { 'aria-hidden': 'true', viewBox: '0 0 100 24' });
  }
  const top = Math.max(...known, Number.MIN_VALUE);
  const points = values.map(
    (value, index) => `${(index / (values.length - 1)) * 100},${22 - ((value ?? 0) / top) * 20}`,
  );
  return h(
    'svg.spark',
    { 'aria-hidden': 'true', viewBox: '0 0 100 24', preserveAspectRatio: 'none' },
    h('polyline', { points: points.join(' '), 'vector-effect': 'non-scaling-stroke' }),
  );
}

/** A labelled text field that browsers neither remember nor correct. */
export function input(name, label, { hint = null, ...props } = {}) {
  return h(
    'label.field',
    {},
    h('span', {}, label),
    h('input', {
      type: 'text',
      name,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      'aria-describedby': hint && `${name}-hint`,
      'data-test': `field-${name}`,
      ...props,
    }),
    hint && h('small', { id: `${name}-hint` }, hint),
  );
}

/** A labelled choice. `options` are pairs of a value and its text. */
export function select(name, label, options, chosen, props = {}) {
  return h(
    'label.field',
    {},
    h('span', {}, label),
    h(
      'select',
      { name, 'data-test': `field-${name}`, ...props },
      options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)),
    ),
  );
}

/** What data actions can answer. */
const ANSWERS = [
  'found',
  'not_found',
  'multiple',
  'denied',
  'invalid_input',
  'no_caller_id',
  'created',
  'updated',
  'replayed',
  'pending',
  'duplicate',
  'rejected',
  'error',
];

/** The choice of what data actions answered. */
export const answered = chosen =>
  select('business_outcome', 'Answered', [['', 'anything'], ...ANSWERS.map(name => [name, name])], chosen);

/** The values that a text field suggests. */
export const suggestions = (id, values) =>
  h(
    'datalist',
    { id },
    values.map(value => h('option', { value })),
  );

/** A link to a page of the console. */
export const link = (target, text, props = {}) => h('a', { href: to(target), ...props }, text);

/** The URL fragment of a page: the parts of its path and, in an object at the end, its parameters. */
export function to(target) {
  const parts = [target].flat();
  const params = typeof parts.at(-1) === 'object' ? parts.pop() : {};
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value));
  return `#/${parts.map(encodeURIComponent).join('/')}${query.size > 0 ? `?${query}` : ''}`;
}

/** A list of names with what they stand for. Rows without a value are left out. */
export const facts = (...rows) =>
  h(
    'dl.facts',
    {},
    rows
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );

/** Text in a box, with a button that copies it. */
export function snippet(text, label, test) {
  const code = h('pre', { tabindex: 0, role: 'region', 'aria-label': label, 'data-test': test }, h('code', {}, text));
  const said = h('span.said', { role: 'status' });
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = 'Copied';
    } catch {
      // without TLS a browser has no clipboard for pages: the text is selected instead
      getSelection().selectAllChildren(code);
      said.textContent = 'Selected: press Ctrl+C to copy';
    }
  }
  return h(
    'div.snippet',
    {},
    h(
      'div.copy',
      {},
      h('button', { type: 'button', onclick: copy, 'data-test': `${test}-copy` }, `Copy ${label}`),
      said,
    ),
    code,
  );
}
