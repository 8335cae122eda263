/** A dry run of a data action: what it would ask for the inputs that the operator types. They are kept nowhere. */
import { ask } from '../api.js';
import { h, render } from '../dom.js';
import { badge, failureNotice, notice } from '../parts.js';
import { table } from '../table.js';

/** The form and the place of its answer. The answer goes with the page, when `signal` aborts. */
export function dryRun(action, signal) {
  const answer = h('div.stack', { role: 'status', 'data-test': 'dry-run-answer' });
  const form = h(
    'form.form',
    { autocomplete: 'off', 'data-test': 'dry-run', onsubmit: run },
    action.inputs.map(input => field(input, action.input_schema.properties?.[input.name] ?? {})),
    h(
      'div.actions',
      {},
      h('button.primary', { type: 'submit', 'data-test': 'dry-run-submit' }, 'Try without asking Salesforce'),
      h('button', { type: 'reset', onclick: () => render(answer), 'data-test': 'dry-run-clear' }, 'Clear'),
    ),
  );

  async function run(event) {
    event.preventDefault();
    const inputs = Object.fromEntries(
      action.inputs
        .map(input => [input.name, value(input, form.elements[`input-${input.name}`].value)])
        .filter(([, v]) => v !== ''),
    );
    try {
      render(
        answer,
        shown(
          await ask(
            `/cxone/data-action/${encodeURIComponent(action.name)}`,
            { dry_run: 'true', version: String(action.version) },
            { method: 'POST', body: inputs, signal },
          ),
        ),
      );
    } catch (failure) {
      if (!signal.aborted) {
        render(answer, failureNotice(failure, 'dry-run-refused'));
      }
    }
  }

  return h(
    'section.panel',
    {},
    h('h2', {}, 'Dry run'),
    h(
      'p',
      {},
      'Shows what the action would ask, and asks Salesforce for no records. ',
      'Neither Weir nor this page keeps or logs what you type.',
    ),
    form,
    answer,
  );
}

/** The only values that an input may have, or null. */
export const choices = ({ type }, schema) => (type === 'boolean' ? ['true', 'false'] : valuesOf(schema));

const valuesOf = schema => schema.enum ?? schema.anyOf?.map(valuesOf).find(values => values !== null) ?? null;

function field(input, schema) {
  const { name, type, required, sensitive } = input;
  const props = {
    name: `input-${name}`,
    id: `input-${name}`,
    autocomplete: 'off',
    'aria-describedby': `about-${name}`,
    'data-test': `dry-run-${name}`,
  };
  const typed = { ...props, autocapitalize: 'off', spellcheck: 'false' };
  const list = type.startsWith('list of');
  const values = list ? null : choices(input, schema);
  return h(
    'div.field',
    {},
    h('label', { for: props.id }, name, required && h('span.muted', {}, ' (required)')),
    values
      ? h(
          'select',
          props,
          h('option', { value: '' }, 'absent'),
          values.map(each => h('option', { value: each }, each)),
        )
      : list
        ? h('textarea', { ...typed, rows: 3 })
        : h('input', { ...typed, type: 'text' }),
    h('small', { id: `about-${name}` }, `${type}${list ? ', one a line' : ''}${sensitive ? ', sensitive' : ''}`),
  );
}

const value = ({ type }, text) => {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  return type.startsWith('list of') && lines.length > 0 ? lines : text.trim();
};

function shown(answer) {
  const bound = [...Object.entries(answer.inputs), ...answer.hidden.map(name => [name, null])];
  return [
    h(
      'p',
      {},
      answer.outcome
        ? [badge('warn', answer.outcome), ' The run would answer this without asking Salesforce.']
        : [badge('good', 'Ready'), ' The run would ask Salesforce.'],
    ),
    answer.warnings.map(({ location, message }) =>
      notice('warn', 'Warning', `${location}: ${message}`, 'dry-run-warning'),
    ),
    bound.length > 0 &&
      table({
        caption: 'Inputs as they would be bound',
        test: 'dry-run-inputs',
        rows: bound,
        key: ([name]) => name,
        columns: [
          { label: 'Input', cell: ([name]) => h('span.mono', {}, name) },
          {
            label: 'Bound as',
            cell: ([, value]) =>
              value === null
                ? h('span.muted', {}, 'sensitive, not shown')
                : h('span.mono', {}, [value].flat().join(', ')),
          },
          {
            label: 'Searched as',
            wide: true,
            cell: ([name]) => h('span.mono', {}, (answer.searched[name] ?? []).join(', ')),
          },
        ],
      }),
    answer.steps.length > 0 &&
      table({
        caption: 'Queries of the steps',
        test: 'dry-run-steps',
        rows: answer.steps,
        key: step => step.name,
        columns: [
          { label: 'Step', cell: step => step.name },
          ...howAsked(answer.steps),
          { label: 'Shape of its query', wide: true, cell: step => h('span.mono', {}, step.shape) },
        ],
      }),
    answer.writes?.length > 0 && writes(answer.writes),
  ];
}

/** The records that an action writes, with a question mark for every value that is not constant. */
export const writes = records =>
  table({
    caption: 'Records that are written',
    test: 'writes',
    rows: records,
    key: write => write.name,
    columns: [
      { label: 'Record', cell: write => write.name },
      { label: 'Writes', cell: write => `${write.operation} ${write.object}` },
      { label: 'Once by', cell: write => h('span.mono', {}, write.once) },
      ...[
        { label: 'Assignment', cell: write => write.assignment },
        { label: 'When', cell: write => write.when && h('span.mono', {}, listed(write.when)) },
      ].filter(column => records.some(column.cell)),
      { label: 'Fields', wide: true, cell: write => h('span.mono', {}, listed(write.fields)) },
    ],
  });

const listed = members =>
  Object.entries(members)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');

/** The columns that say how steps are asked, where there is anything to say. */
export const howAsked = steps =>
  [
    { label: 'Strategy', cell: step => step.strategy },
    { label: 'May share the call of', cell: step => step.asked_with },
  ].filter(column => steps.some(column.cell));
