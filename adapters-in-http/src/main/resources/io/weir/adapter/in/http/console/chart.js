/** Charts over time, drawn by uPlot, each with a sentence and a table that say the same. */
import { h, render } from './dom.js';
import { clock, minute } from './format.js';
import { table } from './table.js';

const library = import('./lib/uPlot.esm.js').then(
  module => module.default,
  () => null,
);
const ROWS = 100;
/** The distances of the times on an axis: none is shorter than a minute, because the labels show no seconds. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 7_200, 14_400, 43_200, 144_000];

/**
 * Makes a chart.
 *
 * @param {object} chart
 * @param {string} chart.title
 * @param {object[]} chart.lines each with `label`, `value(point)`, `write(value)`, `colour` (a CSS variable), and
 *     `dash` or `bars` as its form
 * @param {string} chart.axis what the vertical axis counts
 * @param {function(number): string} chart.tick writes a value of the axis
 * @returns an object with its `element`, `show(points, summary)` and `remove()`
 */
export function chart({ title, lines, axis, tick, test }) {
  const plot = h('div.plot', { role: 'img', 'aria-label': title });
  const readout = h('p.readout', { 'aria-hidden': 'true' });
  const summary = h('p.summary', { 'data-test': `${test}-summary` });
  const numbers = h('div');
  const details = h('details', { hidden: true }, h('summary', {}, 'Numbers of this chart'), numbers);
  const element = h(
    'figure.chart',
    { 'data-test': test },
    h('figcaption', {}, h('h3', {}, title), legend(lines)),
    plot,
    readout,
    summary,
    details,
  );
  let uplot = null;
  let points = [];

  function cursor(u) {
    const point = points[u.cursor.idx];
    readout.textContent = point
      ? `${minute(point.time)} UTC: ${lines.map(line => `${line.label} ${write(line, point)}`).join(', ')}`
      : '';
  }

  async function draw() {
    const UPlot = await library;
    uplot?.destroy();
    uplot = null;
    if (UPlot === null) {
      plot.textContent = 'The chart cannot be drawn: its library has not been loaded. The numbers are below.';
    } else if (element.isConnected && points.length > 0) {
      uplot = new UPlot(options(UPlot, lines, axis, tick, plot, cursor), columns(lines, points), plot);
    }
  }

  const size = new ResizeObserver(() => (uplot ? uplot.setSize(area(plot)) : draw()));
  size.observe(plot);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', draw);

  return {
    element,
    /** Draws the points and says in `text` what they show. */
    show(given, text) {
      const first = points.length === 0;
      points = given;
      details.hidden = points.length === 0;
      summary.textContent = text;
      plot.setAttribute('aria-label', `${title}. ${text}`);
      render(
        numbers,
        points.length === 0
          ? null
          : table({
              caption: points.length > ROWS ? `${title}: the newest ${ROWS} of ${points.length} points` : title,
              columns: [
                { label: 'Time (UTC)', cell: point => minute(point.time) },
                ...lines.map(line => ({ label: line.label, number: true, cell: point => write(line, point) })),
              ],
              rows: points.slice(-ROWS).reverse(),
              key: point => point.time,
              test: `${test}-numbers`,
            }),
      );
      if (first || points.length === 0) {
        draw();
      } else {
        uplot?.setData(columns(lines, points));
      }
    },
    remove() {
      size.disconnect();
      scheme.removeEventListener('change', draw);
      uplot?.destroy();
    },
  };
}

const write = (line, point) => line.write(line.value(point) ?? null);

function form({ bars, dash: [drawn, left] = [] }) {
  return bars ? 'bars' : drawn === undefined ? 'solid' : drawn < left ? 'dotted' : 'dashed';
}

function legend(lines) {
  return h(
    'ul.legend',
    {},
    lines.map(line => h('li', {}, h(`span.key.${form(line)}.${line.colour}`, { 'aria-hidden': 'true' }), line.label)),
  );
}

const columns = (lines, points) => [
  points.map(point => new Date(point.time) / 1_000),
  ...lines.map(line => points.map(point => line.value(point) ?? null)),
];

const area = plot => ({ width: Math.max(200, plot.clientWidth), height: plot.clientHeight });

function options(UPlot, lines, axis, tick, plot, cursor) {
  const style = getComputedStyle(plot);
  const colour = name => style.getPropertyValue(`--${name}`).trim();
  const common = {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), width: 1 },
    font: `12px ${style.fontFamily}`,
  };
  const bars = UPlot.paths.bars({ size: [0.8, 24] });
  return {
    ...area(plot),
    tzDate: seconds => UPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { range: ({ data: [times] }) => [times[0] - step(times) / 2, times.at(-1) + step(times) / 2] },
      y: { range: (_, low, high) => [0, high > 0 ? high * 1.1 : 1] },
    },
    axes: [
      {
        ...common,
        space: 70,
        size: 28,
        incrs: MINUTES.map(minutes => minutes * 60),
        values: (_, splits, index, space, distance) => splits.map(split => label(split * 1_000, distance)),
      },
      {
        ...common,
        size: 64,
        label: axis,
        labelSize: 18,
        labelFont: common.font,
        values: (_, splits) => splits.map(tick),
      },
    ],
    series: [
      {},
      ...lines.map(line => ({
        stroke: colour(line.colour),
        width: line.bars ? 0 : 2,
        fill: line.bars ? colour(line.colour) : undefined,
        paths: line.bars ? bars : undefined,
        dash: line.dash,
        points: line.bars ? { show: false } : { size: 4, fill: colour(line.colour), filter: alone },
        spanGaps: false,
      })),
    ],
    hooks: { setCursor: [cursor] },
  };
}

/** The indices of values between gaps, which have no line and are drawn as points. */
function alone(u, series) {
  const values = u.data[series];
  const known = index => values[index] !== null && values[index] !== undefined;
  return values.map((_, index) => index).filter(index => known(index) && !known(index - 1) && !known(index + 1));
}

const step = times => (times.length > 1 ? times[1] - times[0] : 60);

/** A time on the axis: the hour, or the day where the axis counts days. */
const label = (time, distance) =>
  distance >= 86_400 || new Date(time) % 86_400_000 === 0 ? minute(time).slice(5, 10) : clock(time).slice(0, 5);
