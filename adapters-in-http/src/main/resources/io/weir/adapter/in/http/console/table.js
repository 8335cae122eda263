/** Tables that scroll in a region of their own, and pages of many rows. */
import { count } from './format.js';
import { h } from './dom.js';

/**
 * A table.
 *
 * @param {object} table
 * @param {string} table.caption what the table shows; also the name of the region that scrolls
 * @param {object[]} table.columns each with `label` and `cell(row)`; `number` if its cells are numbers, `wide` if they
 *     are texts that may wrap, `title`, and `order` where a click on the head calls `onOrder` with this value
 * @param {object[]} table.rows
 * @param {function(object): string} table.key what identifies a row
 * @param {string} table.order the order in which the rows are
 * @param {function(object): boolean} table.chosen whether a row is emphasised
 */
export function table({ caption, columns, rows, key, test, order = null, onOrder = null, chosen = () => false }) {
  return h(
    'div.scroll',
    { role: 'region', 'aria-label': caption, tabindex: 0 },
    h(
      'table',
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

function cell({ cell: content, number = false, wide = false }, row, index) {
  const classes = `${number ? '.number' : ''}${wide ? '.wide' : ''}`;
  return index === 0 ? h(`th${classes}`, { scope: 'row' }, content(row)) : h(`td${classes}`, {}, content(row));
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
