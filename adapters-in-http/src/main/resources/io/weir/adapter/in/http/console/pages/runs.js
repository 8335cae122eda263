/** The search for runs, page by page, and the runs of one request. */
import { ask } from '../api.js';
import { fields, h, render } from '../dom.js';
import { clock, count, duration, moment, plural, time } from '../format.js';
import { suggestNames } from '../names.js';
import { answered, badge, empty, input, link, select } from '../parts.js';
import { periodFields, periodOf } from '../period.js';
import { table } from '../table.js';
import { requestPage } from './request.js';

const DEFAULT = '1h';
const PAGE = 100;
/** The order of the slowest first, which the console makes of as many runs as Weir shows at once. */
export const SLOWEST = 'slowest';
const MOST = 1_000;
/** How long ago the oldest of the kept runs are looked for. */
const REACH = '6h';
const FILTERS = ['action', 'caller', 'outcome', 'business_outcome', 'served', 'slower_than', 'shape', 'instance', 'request_id'];

export const runs = { title: 'Runs', mount: ctx => (ctx.path.length > 0 ? requestPage(ctx) : mount(ctx)) };

function mount(ctx) {
  const state = {
    since: DEFAULT,
    ...Object.fromEntries(ctx.params),
    /** The contact is in the memory of this page only, and in no URL but that of the question to Weir. */
    contact: undefined,
  };
  const say = h('div', { role: 'status' });
  const list = h('section', { 'aria-label': 'Runs' });
  const reach = h('p.muted', { 'data-test': 'runs-reach' });
  /** What happens after the next answer. */
  let then = () => {};
  /** The cursors of the pages before this one; undefined is the first page. */
  let cursors = [undefined];
  ctx.main.append(form(), say, reach, list);
  ctx.poll(h('div'), {
    once: true,
    question: signal => ask('/profiler/series', { since: REACH, instance: ctx.status.latest?.instance }, { signal }),
    onData: points => ctx.status.latest && render(reach, reachText(ctx.status.latest.store, points)),
  });
  const polling = ctx.poll(say, {
    once: true,
    question: signal =>
      ask(
        '/profiler',
        {
          since: state.since,
          until: state.until,
          limit: state.order === SLOWEST ? MOST : PAGE,
          cursor: cursors.at(-1),
          contact_id: state.contact,
          ...Object.fromEntries(FILTERS.map(name => [name, state[name]])),
        },
        { signal },
      ),
    onData: page => {
      show(page, ctx.status.now());
      then();
      then = () => {};
    },
  });

  function form() {
    const element = h(
      'form.form',
      {
        autocomplete: 'off',
        'data-test': 'search',
        onsubmit: event => {
          event.preventDefault();
          const { contact_id: contact, ...values } = fields(element);
          Object.assign(
            state,
            { contact, order: values.order },
            Object.fromEntries(FILTERS.map(name => [name, values[name]])),
            periodOf(values, DEFAULT),
          );
          cursors = [undefined];
          const { since, until, order } = state;
          ctx.setParams({ since, until, order, ...Object.fromEntries(FILTERS.map(name => [name, state[name]])) });
          render(list);
          polling.now();
        },
      },
      periodFields(ctx.params, DEFAULT),
      input('action', 'Action', { value: state.action, list: 'names-actions' }),
      input('caller', 'Caller', { value: state.caller, list: 'names-callers' }),
      input('outcome', 'Outcome', { value: state.outcome, placeholder: 'answered, a code' }),
      answered(state.business_outcome),
      input('slower_than', 'Slower than', { value: state.slower_than, placeholder: '500ms' }),
      select(
        'served',
        'Served',
        [
          ['', 'in any way'],
          ['fresh', 'fresh'],
          ['shared', 'shared'],
          ['cached', 'cached'],
        ],
        state.served,
      ),
      select(
        'order',
        'Order',
        [
          ['', 'newest first'],
          [SLOWEST, 'slowest first'],
        ],
        state.order,
      ),
      input('shape', 'Shape', { value: state.shape, placeholder: '16 digits, 0 to f' }),
      input('instance', 'Weir', { value: state.instance, placeholder: 'weir-1' }),
      input('request_id', 'Request id', { value: state.request_id }),
      input('contact_id', 'Contact id', { hint: 'Weir hashes it. It is kept nowhere.' }),
      h(
        'div.actions',
        {},
        h('button.primary', { type: 'submit', 'data-test': 'search-submit' }, 'Search'),
        link(['runs'], 'Remove all filters', {
          onclick: () => location.hash === '#/runs' && dispatchEvent(new Event('hashchange')),
        }),
      ),
    );
    suggestNames(element);
    return element;
  }

  function show({ execution_history: matching, next_cursor: further }, now) {
    const slowest = state.order === SLOWEST;
    const found = slowest
      ? [...matching].sort((a, b) => b.duration_ms - a.duration_ms).slice(0, PAGE)
      : matching;
    const next = slowest ? undefined : further;
    const order = slowest ? 'Slowest first' : 'Newest first';
    const go = change => {
      change();
      then = () => list.querySelector('h2').focus();
      polling.now();
    };
    render(
      list,
      h(
        'h2',
        { tabindex: -1, 'data-test': 'runs-title' },
        found.length === 0 ? 'No run' : plural(found.length, 'run'),
        found.length < matching.length && ` of ${count(matching.length)}`,
        further && ', and there are more',
        state.contact && ' of the contact',
        cursors.length > 1 && `, page ${cursors.length}`,
      ),
      h(
        'p.actions.muted',
        {},
        `${order}, as of ${moment(now)}.`,
        slowest &&
          further &&
          ` These are the slowest of the newest ${count(MOST)} that match: choose a shorter period, or a longer time.`,
        h(
          'button',
          {
            type: 'button',
            onclick: () =>
              go(() => {
                cursors = [undefined];
              }),
            'data-test': 'refresh',
          },
          'Look again',
        ),
      ),
      found.length === 0
        ? empty(
            'No run matches.',
            'Choose a longer period, or remove a filter. Refused requests are no runs: the log has a line for each.',
          )
        : table({
            caption: `Runs, ${order.toLowerCase()}`,
            test: 'runs',
            rows: found,
            key: run => run.request_id,
            columns: columns(),
          }),
      h(
        'nav.pager',
        { 'aria-label': 'Pages of runs', hidden: !next && cursors.length === 1 },
        h(
          'button',
          {
            type: 'button',
            disabled: cursors.length === 1,
            onclick: () => go(() => cursors.pop()),
            'data-test': 'page-previous',
          },
          'Newer',
        ),
        h('span', {}, `Page ${cursors.length}`),
        h(
          'button',
          { type: 'button', disabled: !next, onclick: () => go(() => cursors.push(next)), 'data-test': 'page-next' },
          'Older',
        ),
      ),
    );
  }
}

/** How far back Weir keeps every run, and which it keeps longer. */
function reachText({ kind, capacity, slow_ms: slow }, points) {
  const older =
    kind === 'memory' ? 'Older ones are gone.' : `Of older ones, it has those that failed or took ${duration(slow)} or more.`;
  let left = capacity;
  const oldest = points.points.findLast(point => (left -= point.count) <= 0);
  const reach = oldest
    ? `, which reach back to about ${clock(oldest.time).slice(0, 5)} UTC. ${older}`
    : ', which are all of the last 6 hours.';
  return `This Weir keeps its newest ${plural(capacity, 'run')}${reach}`;
}

/** The state of a run in a word, with its code and what a data action answered. */
export const outcome = run => [
  badge(run.outcome === 'answered' ? 'good' : 'bad', run.outcome),
  ' ',
  run.business_outcome,
];

const SHARED = 'It waited for an identical run, and shares its answer';

function columns() {
  return [
    {
      label: 'Began (UTC)',
      cell: run => link(['runs', run.request_id], time(run.timestamp), { 'data-test': 'run-link' }),
    },
    { label: 'Time', number: true, cell: run => duration(run.duration_ms) },
    { label: 'Action', cell: run => link(['actions', { chosen: run.action }], run.action) },
    { label: 'Caller', cell: run => run.caller },
    { label: 'Outcome', cell: run => [outcome(run), run.salesforce_code && h('div.muted', {}, run.salesforce_code)] },
    {
      label: 'Served',
      cell: run => (run.served === 'shared' ? h('span', { title: SHARED }, badge('plain', 'shared')) : run.served),
    },
    {
      label: 'Rows',
      number: true,
      cell: run => [count(run.record_count), run.truncated && h('span.muted', {}, ' cut')],
    },
    { label: 'API requests', number: true, cell: run => count(run.api_calls) },
    { label: 'Attempts', number: true, cell: run => count(run.attempts) },
    {
      label: 'Shape',
      cell: run => run.shape && link(['shapes', { chosen: run.shape }], run.shape, { title: run.soql, class: 'mono' }),
    },
    { label: 'Weir', cell: run => run.instance },
    { label: 'Request', cell: run => h('span.mono', {}, run.request_id) },
  ];
}
