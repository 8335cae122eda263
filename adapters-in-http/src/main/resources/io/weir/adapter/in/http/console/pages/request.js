/** The runs of one request, each with its phases as a waterfall. */
import { ask } from '../api.js';
import { h, render, styled } from '../dom.js';
import { count, duration, NOTHING, plural, time } from '../format.js';
import { badge, empty, facts, link } from '../parts.js';
import { table } from '../table.js';
import { outcome } from './runs.js';

/** What Weir does in each kind of phase. */
const PHASES = {
  permit: 'waits for a permit to ask Salesforce',
  login: 'logs in to Salesforce, or waits for a login under way',
  describe: "reads the org's schema",
  attempt: 'asks Salesforce once',
  back_off: 'waits before it asks again',
  share: 'waits for an identical run, whose answer it shares',
  check: 'checks the answer',
  write: 'writes the answer',
  more: 'further phases together: their times in all, from the start of the first',
};

/** Shows the runs of the request that the path names. */
export function requestPage(ctx) {
  const [id] = ctx.path;
  const say = h('div');
  const content = h('section', { 'aria-label': 'Runs of the request' });
  ctx.main.querySelector('h1').textContent = 'One request';
  ctx.main.append(
    h('p', {}, link(['runs'], 'All runs'), ' ', h('span.mono', { 'data-test': 'request-id' }, id)),
    say,
    content,
  );
  ctx.poll(say, {
    once: true,
    question: signal => ask('/profiler', { request_id: id }, { signal }),
    onData: ({ execution_history: runs }) => render(content, panels(runs)),
  });
}

const panels = runs =>
  runs.length === 0
    ? empty(
        'No run of this request.',
        [
          'A quick run is gone when as many newer ones have come as Weir keeps: ',
          link(['runs'], 'the list of runs'),
          ' says how far they reach back. A request that was refused is no run: the log has a line for it.',
        ],
      )
    : runs.map((run, index) => panel(run, runs.length > 1 ? `Run ${runs.length - index} of ${runs.length}: ` : ''));

const panel = (run, position) =>
  h(
    'article.panel',
    { 'data-test': 'run' },
    h('h2', {}, position, run.action),
    facts(
      ['Began', time(run.timestamp)],
      ['Time', duration(run.duration_ms)],
      ['Outcome', h('span', {}, outcome(run))],
      ['Caller', link(['runs', { caller: run.caller }], run.caller)],
      ['Served', run.served],
      ['Asked', asked(run)],
      ['Rows', `${count(run.record_count)}${run.truncated ? ', cut at the row cap' : ''}`],
      ['API requests, attempts', `${count(run.api_calls)}, ${count(run.attempts)}`],
      ['Contact, as a hash', run.contact && h('span.mono', {}, run.contact)],
      [
        'API requests of the org',
        run.limits && `${count(run.limits.api_usage_current)} of ${count(run.limits.api_usage_limit)}`,
      ],
      ["Salesforce's code", run.salesforce_code],
      ["Salesforce's message, redacted", run.salesforce_message],
      ['Weir', run.instance],
    ),
    waterfall(run),
    run.soql && [h('h3', {}, 'Shape'), h('pre.wrap', { 'data-test': 'run-soql' }, h('code', {}, run.soql))],
    h(
      'p.actions',
      {},
      run.served === 'shared' && link(['runs', asker(run)], 'The run that asked', { 'data-test': 'run-asker' }),
      run.shape && link(['shapes', { chosen: run.shape }], 'This shape over time', { 'data-test': 'run-shape' }),
      link(['actions', { chosen: run.action }], 'This action over time', { 'data-test': 'run-action' }),
      run.action !== 'salesforce-query' && link(['catalog', run.action], "The action's contract"),
    ),
  );

/** Whether a run asked records or the search index, in its order, and how many statements in fewer requests. */
function asked(run) {
  const statements = run.soql ? run.soql.split('; ') : [];
  const where = statements
    .map(statement => (statement.startsWith('FIND ') ? 'the search index' : 'records'))
    .filter((kind, index, kinds) => kind !== kinds[index - 1])
    .join(', then ');
  const shared = run.served === 'fresh' && run.api_calls > 0 && run.api_calls < statements.length;
  return shared ? `${where}: ${statements.length} statements in ${plural(run.api_calls, 'request')}` : where;
}

/** Selects the runs whose answer a shared run can have: of its shape, that began before it and asked Salesforce. */
function asker(run) {
  const minute = 60_000;
  const began = Math.floor(Date.parse(run.timestamp) / minute) * minute;
  const instant = ms => new Date(ms).toISOString();
  return { shape: run.shape, served: 'fresh', since: instant(began - minute), until: instant(began + minute) };
}

function waterfall(run) {
  const phases = run.phases ?? [];
  if (phases.length === 0) {
    return empty(
      'The phases of this run were not measured.',
      'Runs that a cache or another run has answered have none.',
    );
  }
  const end = Math.max(run.duration_ms, ...phases.map(phase => phase.start_ms + phase.duration_ms));
  const longest = phases.reduce((most, phase) => (phase.duration_ms > most.duration_ms ? phase : most));
  return [
    h('h3', {}, `Phases: ${longest.phase} took ${duration(longest.duration_ms)} of ${duration(run.duration_ms)}`),
    table({
      caption: 'Phases of the run',
      test: 'phases',
      rows: phases,
      key: phase => phase.phase,
      columns: [
        { label: 'Phase', wrap: true, cell: phase => [phase.phase, ' ', phase === longest && badge('warn', 'longest')] },
        { label: 'Course', course: true, cell: phase => bar(phase, end) },
        { label: 'Time', number: true, cell: phase => duration(phase.duration_ms) },
        { label: 'Start', number: true, cell: phase => duration(phase.start_ms) },
        { label: 'What Weir does', wide: true, cell: phase => PHASES[phase.phase] ?? NOTHING },
      ],
    }),
  ];
}

const bar = ({ start_ms: start, duration_ms: length }, end) =>
  h(
    'div.bar',
    { 'aria-hidden': 'true' },
    styled(h('div.part'), { left: `${(start / end) * 100}%`, width: `${(length / end) * 100}%` }),
  );
