/** Statistics of actions and of shapes: which cost most, how that has changed, and what to do. */
import { adviceList, concerns } from '../advice.js';
import { ask } from '../api.js';
import { fields, h, render } from '../dom.js';
import { change, count, duration, minute, percent, plural } from '../format.js';
import { suggestNames } from '../names.js';
import { answered, badge, empty, input, select } from '../parts.js';
import { bounds, earlier, exact, instant, instantOf, millis, periodFields, periodOf } from '../period.js';
import { PAGE_SIZE, pager, table } from '../table.js';
import { groupDetail } from './group.js';

const DEFAULT = '1h';
const MOST = 1_000;
const EVERY = 15_000;
const FILTERS = ['action', 'caller', 'outcome', 'business_outcome', 'instance'];
const AGAINST = [
  ['', 'period before'],
  ['1d', 'a day earlier'],
  ['7d', 'a week earlier'],
  ['from', 'a period from …'],
];
const ORDERS = [
  ['time', 'Time in all'],
  ['count', 'Runs'],
  ['mean', 'Mean time'],
  ['max', 'Longest time'],
  ['failures', 'Failures'],
  ['api_calls', 'API requests'],
  ['rows', 'Rows'],
  ['slower', 'Slower than before'],
  ['p95', 'p95'],
];
/** The orders that Weir does not know: the console brings the groups with the most time into them. */
const OWN_ORDERS = {
  slower: ({ p95_ms: now, trend: { p95_ms_before: before } }) => now - (before ?? 0),
  p95: group => group.p95_ms,
};
const isOwn = order => Object.hasOwn(OWN_ORDERS, order);

export const actions = { title: 'Actions', mount: ctx => mount(ctx, 'action') };
export const shapes = { title: 'Shapes', mount: ctx => mount(ctx, 'shape') };

function mount(ctx, by) {
  const state = {
    since: DEFAULT,
    order: 'time',
    ...Object.fromEntries(ctx.params),
    /** The first row of the table's page. */
    from: 0,
    /** The newest answers; null before the first. */
    data: null,
    advice: [],
  };
  const say = h('div');
  const detail = h('section', { 'aria-label': 'Chosen', 'data-test': 'detail' });
  const list = h('section', { 'aria-label': by === 'action' ? 'Actions' : 'Shapes' });
  const advice = h('section');
  const chosen = groupDetail(detail, by, () => choose(null));
  ctx.main.append(form(), say, detail, list, advice);
  ctx.onLeave(chosen.remove);

  const polling = ctx.poll(say, {
    every: EVERY,
    question,
    onData: data => {
      state.data = data;
      show();
    },
  });
  ctx.poll(h('div'), {
    every: 60_000,
    question: signal => ask('/profiler/advice', {}, { signal }),
    onData: data => {
      state.advice = by === 'action' ? data.actions : data.queries;
      show();
    },
  });

  async function question(signal) {
    const now = ctx.status.now();
    const period = exact({ since: state.since, until: state.until }, now);
    const filters = Object.fromEntries(FILTERS.map(name => [name, state[name]]));
    const [start, end] = bounds(period, now);
    const chosenBack =
      state.against === 'from' ? start - Date.parse(state.against_from) : state.against ? millis(state.against) : NaN;
    const back = Number.isNaN(chosenBack) ? end - start : chosenBack;
    const other = earlier([start, end], back);
    const asksFor = isOwn(state.order) ? 'time' : state.order;
    const summary = asked =>
      ask('/profiler/summary', { by, order: asksFor, limit: MOST, ...filters, ...asked }, { signal });
    const series = asked =>
      state.chosen ? ask('/profiler/series', { ...filters, [by]: state.chosen, ...asked }, { signal }) : null;
    const key = state.chosen;
    const [current, then, points, pointsThen] = await Promise.all([
      summary(period),
      state.against ? summary(other) : null,
      series(period),
      series(other),
    ]);
    const groups = ordered(compared(current.groups, then), state.order);
    return { summary: current, groups, points, pointsThen, other, key };
  }

  function form() {
    const from = instant('against_from', 'Compared from', state.against_from);
    from.hidden = state.against !== 'from';
    const element = h(
      'form.form',
      { 'data-test': 'controls', onsubmit: event => event.preventDefault(), onchange: changed },
      periodFields(ctx.params, DEFAULT),
      select('order', 'Most first', ORDERS, state.order),
      select('against', 'Compare with', AGAINST, state.against ?? ''),
      from,
      by === 'shape' && input('action', 'Action', { value: state.action, list: 'names-actions' }),
      input('caller', 'Caller', { value: state.caller, list: 'names-callers' }),
      input('outcome', 'Outcome', { value: state.outcome, placeholder: 'answered, a code' }),
      answered(state.business_outcome),
      input('instance', 'Weir', { value: state.instance, placeholder: 'weir-1' }),
      input('find', 'Find in the table', { type: 'search', value: state.find, oninput: found }),
    );
    suggestNames(element);
    function changed(event) {
      if (event.target.name === 'find') {
        return;
      }
      const values = fields(element);
      from.hidden = values.against !== 'from';
      Object.assign(
        state,
        { from: 0, against: values.against, against_from: instantOf(values.against_from), order: values.order },
        Object.fromEntries(FILTERS.map(name => [name, values[name]])),
        periodOf(values, DEFAULT),
      );
      keep();
      polling.now();
    }
    function found(event) {
      Object.assign(state, { find: event.target.value.trim(), from: 0 });
      keep();
      show();
    }
    return element;
  }

  function keep() {
    const { since, until, order, against, against_from: from, find, chosen: key } = state;
    ctx.setParams({
      since,
      until,
      order,
      against,
      against_from: from,
      find,
      chosen: key,
      ...Object.fromEntries(FILTERS.map(name => [name, state[name]])),
    });
  }

  function choose(key) {
    state.chosen = key;
    keep();
    show();
    polling.now();
    (key === null ? list.querySelector('h2') : detail.querySelector('h2'))?.focus();
  }

  function order(value) {
    state.order = value;
    state.from = 0;
    ctx.main.querySelector('[name=order]').value = value;
    keep();
    polling.now();
  }

  function show() {
    if (state.data === null) {
      return;
    }
    const { groups, summary, other } = state.data;
    const wanted = state.find?.toLowerCase() ?? '';
    const found = groups.filter(
      group => group.key.toLowerCase().includes(wanted) || group.soql.toLowerCase().includes(wanted),
    );
    state.from = Math.min(state.from, Math.max(0, found.length - 1));
    const go = from => {
      state.from = from;
      show();
      list.querySelector('h2').focus();
    };
    chosen.show(
      state.chosen,
      state.data,
      state.advice.filter(each =>
        concerns(each, groups.find(group => group.key === state.chosen) ?? { key: state.chosen, soql: '' }),
      ),
    );
    render(
      list,
      h(
        'h2',
        { tabindex: -1 },
        `${plural(found.length, by)}, ${minute(summary.since)} to ${minute(summary.until)} UTC`,
      ),
      h(
        'p.muted',
        {},
        `Trend against ${minute(other.since)} to ${minute(other.until)} UTC.`,
        groups.length === MOST &&
          ` These are the first ${count(MOST)} ${isOwn(state.order) ? 'by time in all' : 'in the chosen order'}: filter` +
            ' for others.',
      ),
      groups.length === 0
        ? empty('No run in this period.', 'Choose a longer period, or remove a filter.')
        : found.length === 0
          ? empty('Nothing matches.', 'Change the text in "Find in the table".')
          : table({
              caption: `Statistics by ${by}`,
              test: `${by}s`,
              columns: columns(by, state, choose),
              key: group => group.key,
              order: state.order,
              onOrder: order,
              rows: found.slice(state.from, state.from + PAGE_SIZE),
              chosen: group => group.key === state.chosen,
            }),
      pager(state.from, found.length, go),
    );
    render(advice, h('h2', {}, 'Advice'), adviceList(state.advice));
  }
}

function columns(by, state, choose) {
  const number = (label, cell, order = null, title = null) => ({ label, cell, order, title, number: true });
  return [
    { label: by === 'action' ? 'Action' : 'Shape', wide: by === 'shape', cell: group => name(group, state, choose) },
    number('Runs', group => count(group.count), 'count'),
    number('Share of\u00a0time', group => percent(group.share_of_time), 'time'),
    number('Mean', group => duration(group.mean_ms), 'mean'),
    number('p50', group => duration(group.p50_ms)),
    number('p95', group => duration(group.p95_ms), 'p95', '95 of 100 runs took no longer'),
    number('p99', group => duration(group.p99_ms)),
    number('Max', group => duration(group.max_ms), 'max'),
    { label: 'Trend', cell: group => shownTrend(group.trend), order: 'slower', title: 'In this order, new ones count with their whole time' },
    number('Failed', group => count(group.failures), 'failures'),
    number('API requests', group => count(group.api_calls), 'api_calls'),
    number('Rows', group => count(group.rows), 'rows'),
    by === 'action' &&
      number('Match rate', group => percent(group.match_rate), null, 'The part of the answers that found somebody'),
  ].filter(Boolean);
}

function name(group, state, choose) {
  const chosen = group.key === state.chosen;
  const advised = state.advice.some(each => each.advice && concerns(each, group));
  return [
    h(
      'button.link',
      {
        type: 'button',
        'aria-pressed': String(chosen),
        onclick: () => choose(chosen ? null : group.key),
        'data-test': 'choose',
      },
      group.soql ? h('span.mono.clamp', {}, group.soql) : group.key === 'other' ? 'all other shapes' : group.key,
    ),
    h('div', {}, group.soql && h('small.muted', {}, `${group.key} `), advised && badge('warn', 'Advice')),
  ];
}

/** The groups with their change against the same groups of the summary `then`; as Weir says it where that is null. */
function compared(groups, then) {
  if (then === null) {
    return groups;
  }
  const before = new Map(then.groups.map(group => [group.key, group]));
  const against = (now, past) => (past ? ((now - past) / past) * 100 : null);
  return groups.map(group => {
    const past = before.get(group.key);
    return {
      ...group,
      trend: {
        count_before: past?.count ?? 0,
        count_change_percent: against(group.count, past?.count),
        p95_ms_before: past?.p95_ms ?? null,
        p95_change_percent: against(group.p95_ms, past?.p95_ms),
      },
    };
  });
}

/** The groups in the console's own order `order`; as Weir has them in another. */
function ordered(groups, order) {
  const by = OWN_ORDERS[order];
  return isOwn(order) ? [...groups].sort((a, b) => by(b) - by(a)) : groups;
}

function shownTrend({ p95_change_percent: p95, count_change_percent: runs }) {
  if (runs === null) {
    return h('span.muted', {}, 'new');
  }
  const level = p95 >= 50 ? 'bad' : p95 >= 10 ? 'warn' : 'plain';
  const word =
    p95 === null || Math.abs(p95) < 1 ? 'same time' : [badge(level, p95 > 0 ? 'slower' : 'faster'), ` ${change(p95)}`];
  return [h('div', {}, word), h('div.muted', {}, `runs ${change(runs)}`)];
}
