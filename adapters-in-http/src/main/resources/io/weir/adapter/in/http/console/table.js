/** Tables that scroll in a region of their own, and pages of many rows. */
import { count } from './format.js';
import { h } from './dom.js';

/**
 * A table.
 *
 * @param {object} table
 * @param {string} table.caption what the table shows; also the name of the region that scrolls
 * @param {object[]} table.columns each with `label` and `cell(row)`; `number` if its cells are numbers, `wide` or
 *     `wrap` if they are long or short texts that may wrap, `course` if they are bars, `title`, and
 *     `order` where a click on the head calls `onOrder` with this value
 * @param {object[]} table.rows
 * @param {function(object): string} table.key what identifies a row
 * @param {string} table.order the order in which the rows are
 * @param {function(object): boolean} table.chosen whether a row is emphasised
 * @param {boolean} table.stacked whether a narrow screen shows the cells of a row one below the other
 */
export function table({
  caption,
  columns,
  rows,
  key,
  test,
  order = null,
  onOrder = null,
  chosen = () => false,
  stacked = false,
}) {
  return h(
    'div.scroll',
    { role: 'region', 'aria-label': caption, tabindex: 0 },
    h(
      `table${stacked ? '.stacked' : ''}`,
      { 'data-test': test },
      h('caption', {}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(column => head(column, order, onOrder)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(row =>
          h(
            `tr${chosen(row) ? '.chosen' : ''}`,
            { 'data-test': test && `${test}-row`, 'data-name': key(row) },
            columns.map((column, index) => cell(column, row, index)),
          ),
        ),
      ),
    ),
  );
}

function head({ label, title = null, number = false, order: value = null }, order, onOrder) {
  const sorted = value !== null && value === order;
  return h(
    `th${number ? '.number' : ''}`,
    { scope: 'col', title, 'aria-sort': sorted ? 'descending' : null },
    value === null
      ? label
      : h(
          'button.sort',
          { type: 'button', onclick: () => onOrder(value), 'data-test': `order-${value}` },
          label,
          sorted && h('span', { 'aria-hidden': 'true' }, '\u00a0▼'),
        ),
  );
}

function cell({ cell: content, label, ...form }, row, index) {
  const classes = ['number', 'wide', 'wrap', 'course'].filter(name => form[name]).map(name => `.${name}`);
  if (index === 0) {
    return h(`th${classes.join('')}`, { scope: 'row' }, content(row));
  }
  // one child, which a narrow screen puts beside the label
  const inner = h('div', {}, content(row));
  const blank = inner.childNodes.length === 0 ? '.blank' : '';
  return h(`td${classes.join('')}${blank}`, { 'data-label': label }, inner);
}

export const PAGE_SIZE = 50;

/** Buttons that lead through the pages of `total` rows, of which the page from row `from` on is shown. */
export function pager(from, total, go) {
  const button = (text, target, possible, test) =>
    h('button', { type: 'button', disabled: !possible, onclick: () => go(target), 'data-test': test }, text);
  return total <= PAGE_SIZE
    ? null
    : h(
        'nav.pager',
        { 'aria-label': 'Pages of the table' },
        button('Previous', from - PAGE_SIZE, from > 0, 'page-previous'),
        h(
          'span',
          { 'data-test': 'page-position' },
          `${count(from + 1)} to ${count(Math.min(from + PAGE_SIZE, total))} of ${count(total)}`,
        ),
        button('Next', from + PAGE_SIZE, from + PAGE_SIZE < total, 'page-next'),
      );
}
