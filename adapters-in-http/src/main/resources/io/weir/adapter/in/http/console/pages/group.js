/** One action or shape: its course over time, what it answered, the advice on it, and its runs. */
import { adviceList } from '../advice.js';
import { chart } from '../chart.js';
import { h, render } from '../dom.js';
import { count, duration, minute, percent } from '../format.js';
import { facts, link } from '../parts.js';
import { filled, latencyLines, latencyText, runLines, runsText, whole } from '../series.js';
import { SLOWEST } from './runs.js';

/**
 * The detail of the chosen group, in `place`.
 *
 * @param {string} by what the groups have in common: `action` or `shape`
 * @param {function()} onClose is called when the reader closes the detail
 */
export function groupDetail(place, by, onClose) {
  const times = chart({
    title: 'Time of a run',
    axis: 'time',
    tick: duration,
    test: 'chart-times',
    lines: [
      ...latencyLines(),
      { label: 'p95 before', colour: 'c4', dash: [4, 4], value: point => point.before?.p95_ms, write: duration },
    ],
  });
  const runs = chart({
    title: 'Runs',
    axis: 'runs',
    tick: whole,
    test: 'chart-runs',
    lines: [
      ...runLines(),
      { label: 'runs before', colour: 'c4', dash: [4, 4], value: point => point.before?.count, write: count },
    ],
  });
  const head = h('div');
  const advice = h('div');
  const panel = h('div.panel', {}, head, h('div.columns', {}, times.element, runs.element), advice);

  function show(key, data, given) {
    if (!key) {
      place.replaceChildren();
      return;
    }
    const group = data.groups.find(each => each.key === key);
    const period = { since: data.summary.since, until: data.summary.until };
    render(
      head,
      h('h2', { tabindex: -1, 'data-test': 'detail-title' }, group?.soql ? `Shape ${key}` : key),
      group?.soql && h('pre.wrap', {}, h('code', {}, group.soql)),
      group ? numbers(group, name => ({ [by]: key, business_outcome: name, ...period })) : h('p', {}, 'It had no run in this period, or is not among those shown.'),
      h(
        'p.actions',
        {},
        link(['runs', { [by]: key, ...period }], 'Its runs', { 'data-test': 'detail-runs' }),
        group &&
          link(
            [
              'runs',
              {
                [by]: key,
                ...period,
                slower_than: `${Math.max(1, Math.floor(group.p95_ms))}ms`,
                // a run that shares the answer of another is slow because that one is
                served: 'fresh',
                order: SLOWEST,
              },
            ],
            'Its slowest runs',
            { 'data-test': 'detail-slowest' },
          ),
        by === 'action' ? link(['shapes', { action: key, ...period }], 'Its shapes') : link(['actions'], 'Actions'),
        by === 'action' && key !== 'salesforce-query' && link(['catalog', key], 'Its contract'),
        h('button', { type: 'button', onclick: onClose, 'data-test': 'detail-close' }, 'Close'),
      ),
    );
    render(advice, given.length > 0 ? [h('h3', {}, 'Advice'), adviceList(given, false)] : null);
    if (!panel.isConnected) {
      place.replaceChildren(panel);
    }
    if (!data.points || data.key !== key) {
      [times, runs].forEach(each => each.show([], 'Weir has been asked.'));
    } else {
      const before = filled(data.pointsThen);
      const points = filled(data.points).map((point, index) => ({ ...point, before: before[index] }));
      const then = `The line "before" shows ${minute(data.pointsThen.since)} to ${minute(data.pointsThen.until)} UTC.`;
      times.show(points, `${latencyText(points)} ${then}`);
      runs.show(points, `${runsText(points)} ${then}`);
    }
  }

  return { show, remove: () => [times, runs].forEach(each => each.remove()) };
}

/** @param {function(string)} runsThat is the filter for the runs that answered so */
const numbers = (group, runsThat) => {
  const answers = Object.entries(group.business_outcomes);
  return facts(
    ['Runs', `${count(group.count)} (before: ${count(group.trend.count_before)})`],
    ['p50, p95, p99', [group.p50_ms, group.p95_ms, group.p99_ms].map(duration).join(', ')],
    ['p95 before', duration(group.trend.p95_ms_before)],
    ['Failed', count(group.failures)],
    ['API requests a run', group.count > 0 ? (group.api_calls / group.count).toFixed(1) : null],
    [
      'Answers',
      answers.length === 0
        ? null
        : answers.map(([name, value]) => [
            link(['runs', runsThat(name)], `${name} ${count(value)}`, { 'data-test': `answered-${name}` }),
            ' ',
          ]),
    ],
    ['Match rate', group.match_rate === null ? null : percent(group.match_rate)],
  );
};
