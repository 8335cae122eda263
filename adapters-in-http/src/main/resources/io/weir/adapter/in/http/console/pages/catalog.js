/** The data actions: their contracts, a dry run, and what a caller copies. */
import { ask } from '../api.js';
import { h, render } from '../dom.js';
import { count, duration } from '../format.js';
import { badge, empty, facts, link, notice, snippet } from '../parts.js';
import { table } from '../table.js';
import { choices, dryRun, howAsked, writes } from './dry-run.js';

const EVERY = 15_000;

export const catalog = { title: 'Catalog', mount: ctx => (ctx.path.length > 0 ? mountAction(ctx) : mountList(ctx)) };

function mountList(ctx) {
  const say = h('div');
  const list = h('div');
  ctx.main.append(say, list);
  ctx.poll(say, {
    every: EVERY,
    question: signal => ask('/actions', {}, { signal }),
    onData: ({ actions }) =>
      render(
        list,
        actions.length === 0
          ? empty(
              'There is no data action.',
              'Put a YAML file into the folder of WEIR_ACTIONS. Weir serves it within seconds.',
            )
          : table({
              caption: 'Data actions',
              stacked: true,
              test: 'catalog',
              rows: actions,
              key: action => (former(actions, action).length > 0 ? `${action.name} v${action.version}` : action.name),
              columns: [
                {
                  label: 'Action',
                  cell: action => [
                    link(['catalog', action.name, ...former(actions, action)], action.name, { 'data-test': 'catalog-link' }),
                    ' ',
                    h('span.muted', {}, `v${action.version}`),
                  ],
                },
                {
                  label: 'State',
                  cell: action => (action.problems.length > 0 ? badge('bad', 'unsuitable') : badge('good', 'served')),
                },
                { label: 'Answers', wide: true, cell: action => action.description },
                ...(actions.some(action => action.writes) ? [{ label: 'Writes', cell: written }] : []),
                {
                  label: 'Inputs',
                  wrap: true,
                  cell: action => action.inputs.map(input => `${input.name}${input.required ? '' : '?'}`).join(', '),
                },
                { label: 'Outputs', number: true, cell: action => count(action.outputs.length) },
                { label: 'Time limit', number: true, cell: action => duration(action.time_limit_ms) },
                { label: 'Cache', number: true, cell: cache },
                { label: 'Priority', cell: action => action.priority },
                { label: 'Runs', cell: action => link(['actions', { chosen: action.name }], 'statistics') },
              ],
            }),
      ),
  });
}

/** The parameters of the page of a former version; the newest version is the first of its name. */
const former = (actions, action) =>
  actions.find(({ name }) => name === action.name) === action ? [] : [{ version: String(action.version) }];

/** The objects of which the action writes records. */
const written = action => [...new Set((action.writes ?? []).map(({ object }) => object))].join(', ');

const cache = action => (action.cache_ms ? duration(action.cache_ms) : 'none');

function mountAction(ctx) {
  const [name] = ctx.path;
  const version = ctx.params.get('version');
  const abort = new AbortController();
  ctx.onLeave(() => abort.abort());
  ctx.main.querySelector('h1').textContent = version ? `${name} v${version}` : name;
  const say = h('div');
  const content = h('div.stack');
  ctx.main.append(
    h(
      'p.actions',
      {},
      link(['catalog'], 'All data actions'),
      link(['actions', { chosen: name }], 'Its statistics'),
      link(['runs', { action: name }], 'Its runs'),
    ),
    say,
    content,
  );
  ctx.poll(say, {
    once: true,
    question: signal => ask(`/actions/${encodeURIComponent(name)}`, version ? { version } : {}, { signal }),
    onData: action =>
      content.replaceChildren(...contract(action), dryRun(action, abort.signal), ...snippets(action)),
  });
}

function contract(action) {
  const schema = action.input_schema.properties ?? {};
  return [
    ...action.problems.map(problem => notice('bad', 'Unsuitable', problem, 'action-problem')),
    h(
      'section.panel',
      { 'data-test': 'contract' },
      h('h2', {}, 'Contract'),
      h('p', {}, action.description),
      facts(
        ['Version', action.version],
        ['Time limit', duration(action.time_limit_ms)],
        ['Cache', cache(action)],
        ['Priority', action.priority],
        ['Most rows of a step', action.row_cap && count(action.row_cap)],
      ),
      h('h3', {}, 'Inputs'),
      action.inputs.length === 0
        ? h('p', {}, 'None.')
        : table({
            caption: 'Inputs',
            test: 'inputs',
            rows: action.inputs,
            key: input => input.name,
            columns: [
              { label: 'Input', cell: input => h('span.mono', {}, input.name) },
              { label: 'Type', cell: input => input.type },
              { label: 'Required', cell: input => (input.required ? 'yes' : 'no') },
              { label: 'Meaning', wide: true, cell: input => meaning(input, schema[input.name] ?? {}) },
            ],
          }),
      h('h3', {}, 'Outputs'),
      h('p.mono', { 'data-test': 'outputs' }, action.outputs.join(', ')),
      h('h3', {}, 'Steps'),
      table({
        caption: 'Steps',
        test: 'steps',
        rows: action.steps,
        key: step => step.name,
        columns: [
          { label: 'Step', cell: step => step.name },
          { label: 'Object', cell: step => step.object },
          ...howAsked(action.steps),
          { label: 'Shape', wide: true, cell: step => h('span.mono', {}, step.shape) },
        ],
      }),
      action.writes && [h('h3', {}, 'Writes'), writes(action.writes)],
      [
        ['Input schema', action.input_schema],
        ['Output schema', action.output_schema],
      ].map(([title, json]) =>
        h(
          'details',
          {},
          h('summary', {}, title),
          h('pre', { tabindex: 0, role: 'region', 'aria-label': title }, h('code', {}, JSON.stringify(json, null, 2))),
        ),
      ),
    ),
  ];
}

function meaning(input, schema) {
  const values = choices(input, schema);
  return [
    schema.description ?? input.description,
    values && h('div.muted', {}, `one of: ${values.join(', ')}`),
    input.sensitive && h('div', {}, badge('plain', 'sensitive'), ' No dry run shows it.'),
  ];
}

const snippets = action => [
  h(
    'section.panel',
    { 'data-test': 'snippets' },
    h('h2', {}, 'To copy'),
    h('p', {}, 'The texts have the place of the key, and not the key. NICE prefers the REST API action.'),
    snippet(action.snippets.rest_api, 'REST API action', 'snippet-rest-api'),
    snippet(action.snippets.snippet, 'SNIPPET action', 'snippet-snippet'),
    snippet(action.snippets.integration_hub, 'Integration Hub request', 'snippet-integration-hub'),
    snippet(action.snippets.curl, 'curl command', 'snippet-curl'),
  ),
];
