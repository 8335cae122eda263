/** What runs now, and what to look at first. */
import { ask } from '../api.js';
import { chart } from '../chart.js';
import { h, render } from '../dom.js';
import { bytes, clock, count, distance, duration, moment, NOTHING, percent, plural, rate, time } from '../format.js';
import { isFailure, isRefusal } from '../outcomes.js';
import { badge, card, empty, link, meter, spark, to } from '../parts.js';
import { exact } from '../period.js';
import { problemList } from '../problems.js';
import { filled, latencyLines, latencyText, runLines, runsText, whole } from '../series.js';
import { table } from '../table.js';

const HISTORY_EVERY = 15_000;
/** A minute is slow if it takes so many times as long as the usual one, and so much longer that callers feel it. */
const FAR = 2;
const FELT_MS = 100;
/** The last minutes of the hour, which are not yet the usual ones, and how many others say what is usual. */
const RECENT = 5;
const FEWEST = 5;

export const now = { title: 'Now', mount };

function mount(ctx) {
  const problems = h('section', { 'aria-label': 'Problems' });
  const cards = h('div.cards');
  const say = h('div');
  const outcomes = h('section');
  const busiest = h('section');
  const requests = chart({
    title: 'Runs a minute, last hour',
    axis: 'runs',
    tick: whole,
    test: 'chart-runs',
    lines: runLines(),
  });
  const times = chart({
    title: 'Time of a run, last hour',
    axis: 'time',
    tick: duration,
    test: 'chart-times',
    lines: latencyLines(),
  });
  ctx.main.append(
    problems,
    h('h2.unseen', {}, 'State'),
    cards,
    say,
    h('div.columns', {}, requests.element, times.element),
    h('div.columns', {}, outcomes, busiest),
  );

  let series = null;
  let hour = null;
  const show = () => {
    const { latest } = ctx.status;
    if (latest) {
      render(
        problems,
        latest.problems.length > 0
          ? problemList(latest.problems)
          : !ctx.status.failure &&
              h('p', { 'data-test': 'no-problems' }, badge('good', 'Well'), ' Weir reports no problem.'),
      );
      render(cards, stateCards(ctx.status, series));
      render(outcomes, outcomeTable(ctx.status, hour));
    }
  };
  ctx.onLeave(ctx.status.listen(show));
  ctx.onLeave(() => [requests, times].forEach(each => each.remove()));
  ctx.poll(say, {
    every: HISTORY_EVERY,
    question: signal => {
      const lastHour = exact({ since: '1h' }, ctx.status.now());
      return Promise.all([
        ask('/profiler/series', lastHour, { signal }),
        ask('/profiler/summary', { by: 'outcome', ...lastHour }, { signal }),
        ask('/profiler/summary', { by: 'action', ...lastHour, limit: 5 }, { signal }),
        ask('/profiler/summary', { by: 'caller', ...lastHour, limit: 5 }, { signal }),
      ]);
    },
    onData: ([points, byOutcome, byAction, byCaller]) => {
      series = points;
      hour = byOutcome;
      const all = filled(points);
      requests.show(all, runsText(all));
      times.show(all, latencyText(all));
      render(
        busiest,
        shareTable('Where the time goes: actions, last hour', byAction, 'actions', 'action'),
        shareTable('Where the time goes: callers, last hour', byCaller, 'runs', 'caller'),
      );
      show();
    },
  });
}

function stateCards(status, series) {
  const { requests, salesforce, api, store, ready, started_at: startedAt } = status.latest;
  const [number, unit] = rate(status.requests.rate());
  const minute = series?.points.at(-1);
  const all = status.requests.rate();
  const bad = status.requests.rate(isFailure);
  const share = all === null ? null : all === 0 ? 0 : bad / all;
  return [
    card({
      label: 'Requests',
      test: 'rate',
      value: number,
      unit,
      figure: spark(status.requests.rates()),
      note: [
        `${plural(requests.in_flight, 'request')} in flight`,
        all === null ? 'The rate needs two answers of Weir.' : null,
      ],
    }),
    card({
      label: 'Not answered',
      test: 'failures',
      value: percent(share),
      unit: 'of requests',
      level: share > 0.05 ? 'warn' : null,
      figure: spark(status.requests.rates(isFailure)),
      note: 'during the last minute, by failures and refusals',
    }),
    timeCard(series?.points ?? []),
    card({ label: 'Circuit breaker', test: 'breaker', ...breaker(status.latest) }),
    card({
      label: 'Salesforce calls',
      test: 'permits',
      value: count(salesforce.running),
      unit: `of ${count(salesforce.running_limit)} permits`,
      level: salesforce.waiting > 0 ? 'warn' : null,
      figure: meter(
        'Permits in use',
        salesforce.running,
        salesforce.running_limit,
        salesforce.waiting > 0 ? 'warn' : 'plain',
      ),
      note:
        salesforce.waiting > 0
          ? `${plural(salesforce.waiting, 'call')} waiting, ${count(salesforce.waiting_limit)} may wait`
          : 'No call waits.',
    }),
    budget(api, status.now()),
    historyCard(store),
    card({
      label: 'Weir',
      test: 'uptime',
      value: ready ? 'ready' : 'not ready',
      level: ready ? null : 'warn',
      note: h('span', {}, 'started ', time(startedAt, distance(startedAt, status.now()))),
    }),
  ];
}

/** How long runs take, and whether that is far more than in the usual minute of the hour. */
function timeCard(points) {
  const minute = points.at(-1);
  const usual = usualTime(points);
  const slower = minute && usual !== null && minute.p95_ms >= FAR * usual && minute.p95_ms - usual >= FELT_MS;
  return card({
    label: 'Time, 95 of 100 runs',
    test: 'p95',
    value: duration(minute?.p95_ms),
    level: slower ? 'warn' : null,
    figure: spark(points.map(point => point.p95_ms)),
    note: minute
      ? [
          `p50 ${duration(minute.p50_ms)}, p99 ${duration(minute.p99_ms)}`,
          `in the minute from ${clock(minute.time).slice(0, 5)} UTC on`,
          slower && [
            `Usual in this hour: ${duration(usual)}. `,
            link(['shapes', { since: '15m', order: 'slower' }], 'Which shapes became slower?', {
              'data-test': 'p95-slower',
            }),
          ],
        ]
      : 'No run in the last hour.',
  });
}

/** The median of the 95th percentiles of the minutes before the last ones; null if there are few. */
function usualTime(points) {
  const before = points
    .slice(0, -RECENT)
    .map(point => point.p95_ms)
    .sort((a, b) => a - b);
  return before.length < FEWEST ? null : before[Math.floor(before.length / 2)];
}

function breaker({ salesforce, problems }) {
  const has = code => problems.some(problem => problem.code === code);
  return {
    closed: {
      value: 'closed',
      note: has('login_refused')
        ? 'It would let calls pass, but Salesforce refuses the login.'
        : has('quota_exhausted')
          ? 'It would let calls pass, but the allocation is spent.'
          : 'Calls to Salesforce pass.',
    },
    half_open: { value: 'half open', level: 'warn', note: 'A few calls try whether Salesforce answers again.' },
    open: { value: 'open', level: 'bad', note: 'Salesforce fails: Weir asks it nothing for a few seconds.' },
  }[salesforce.breaker];
}

function budget({ used, limit, reserve, state, forecast, fleet, retry_at: retryAt, observed_at: observedAt }, now) {
  if (used === null || limit === null) {
    return card({
      label: 'API requests',
      test: 'budget',
      value: NOTHING,
      note: 'Salesforce has not reported them yet. Its next answer does.',
    });
  }
  const spent = state === 'spent' || used >= limit;
  const end = spent ? null : (forecast.reserve_reached_at ?? forecast.exhausted_at);
  const level = spent
    ? 'bad'
    : state === 'reserve_reached' || (end && new Date(end) - now < 2 * 3_600_000)
      ? 'warn'
      : null;
  const hourly = forecast.calls_per_hour;
  const lasts = state === 'available' && hourly !== null && used + hourly * 24 < limit - reserve;
  return card({
    label: 'API requests',
    test: 'budget',
    level,
    value: count(used),
    unit: `of ${count(limit)} today`,
    figure: meter('API requests used', used, limit, level ?? 'plain'),
    note: [
      spent && 'The allocation is spent.',
      state === 'reserve_reached' && 'Only the reserve is left.',
      retryAt && h('span', {}, 'Next try: ', time(retryAt)),
      !spent && hourly !== null && `about ${plural(Math.round(hourly), 'request')} an hour`,
      !spent && reserve > 0 && expected('Reserve reached', forecast.reserve_reached_at, now),
      !spent && expected('Spent', forecast.exhausted_at, now),
      lasts && 'Lasts for the day at this rate.',
      fleet && `shared by ${plural(fleet.weirs, 'Weir')}, which hold ${count(fleet.leased)}`,
      observedAt && h('span', {}, 'as of ', time(observedAt)),
    ],
  });
}

const expected = (what, instant, now) =>
  instant &&
  new Date(instant) > now &&
  h('span', { 'data-test': 'forecast' }, `${what} ${distance(instant, now)}: `, time(instant));

function historyCard({ kind, available, bytes: size, dropped }) {
  const [value, unit] = !available
    ? ['not available', '']
    : kind === 'memory'
      ? ['in memory', '']
      : [bytes(size), kind];
  const note = dropped > 0 ? `${plural(dropped, 'run')} lost` : 'No run lost.';
  return card({ label: 'History', test: 'store', value, unit, level: available ? null : 'warn', note });
}

function outcomeTable(status, hour) {
  const total = status.latest.requests.outcomes;
  const runs = new Map(hour?.groups.map(group => [group.key, group.count]));
  const rows = Object.keys(total).sort((a, b) => isFailure(a) - isFailure(b) || total[b] - total[a]);
  return [
    h('h2', {}, 'Requests by outcome'),
    rows.length === 0
      ? empty('No request yet.', 'Send one to the webhook. The catalog has a snippet for each data action.')
      : table({
          caption: 'Requests by outcome',
          test: 'outcomes',
          rows,
          key: row => row,
          columns: [
            {
              label: 'Outcome',
              cell: row => [outcomeLink(row, runs), ' ', isFailure(row) ? null : badge('good', 'ok')],
            },
            { label: 'Now', number: true, cell: row => rate(status.requests.rate(name => name === row)).join(' ') },
            {
              label: 'Runs, last hour',
              number: true,
              cell: row => (hour ? count(runs.get(row) ?? 0) : NOTHING),
              title: 'Refused requests are no runs',
            },
            { label: 'Since the start', number: true, cell: row => count(total[row]) },
          ],
        }),
  ];
}

/** Refused requests are no runs, but belong to callers. */
function outcomeLink(outcome, runs) {
  return runs.has(outcome)
    ? link(['runs', { outcome, since: '1h' }], outcome)
    : isRefusal(outcome)
      ? link(['callers'], outcome)
      : outcome;
}

function shareTable(title, summary, page, member) {
  const target = group =>
    to([page, page === 'actions' ? { chosen: group.key, since: '1h' } : { [member]: group.key, since: '1h' }]);
  return [
    h('h2', {}, title),
    summary.groups.length === 0
      ? empty('No run in the last hour.', 'Widen the period on the pages Actions and Runs.')
      : table({
          caption: title,
          test: `time-by-${member}`,
          rows: summary.groups,
          key: group => group.key,
          columns: [
            {
              label: member === 'action' ? 'Action' : 'Caller',
              cell: group => h('a', { href: target(group) }, group.key),
            },
            { label: 'Share of time', number: true, cell: group => percent(group.share_of_time) },
            { label: 'Runs', number: true, cell: group => count(group.count) },
            { label: 'p95', number: true, cell: group => duration(group.p95_ms) },
            { label: 'Failed', number: true, cell: group => count(group.failures) },
          ],
        }),
  ];
}
