/** The faults that the sandbox injects, so that operators see how Weir copes. */
import { ask } from '../api.js';
import { fields, h, render } from '../dom.js';
import { badge, empty, failureNotice, input, link } from '../parts.js';

const FAULTS = [
  'drop',
  'stall',
  'truncate',
  'stall-body',
  'not-json',
  'empty-body',
  'session-expired',
  'quota-exhausted',
  'concurrent-requests',
  'session-useless',
  'invalid-auth-header',
  'login:invalid-grant',
  'login:invalid-client',
  'login:being-processed',
  'login:rate-limit-exceeded',
  'login:unknown-error',
  '406',
  '410',
  '420',
  '429',
  '431',
  '500',
  '502',
  '503',
  '504',
  'malformed-query',
  'invalid-field',
  'invalid-type',
  'query-too-complicated',
  'query-timeout',
  'invalid-query-locator',
  'request-running-too-long',
  'unable-to-lock-row',
  'access-declined',
  'unsupported-api-version',
  'api-disabled-for-org',
  'insufficient-access',
  'txn-security-metering-error',
  'not-found',
  'unknown-exception',
  'server-unavailable',
  'org-in-maintenance',
];
const DRILLS = [
  ['Salesforce is slow', { latency: 'p50:400ms/p99:3s' }],
  // half of its queries get no answer, so that they take as long as their runs may
  ['One object is slow', { 'Contact:stall': '0.5' }],
  ['Salesforce fails', { 503: '1' }],
  ['One in five calls fails', { latency: '50ms..2s', 503: '0.2' }],
  ['The secret has expired', { 'session-expired': '1', 'login:invalid-client': '1' }],
  ['The allocation is spent', { 'quota-exhausted': '1' }],
];

export const drills = { title: 'Drills', mount };

function mount(ctx) {
  const say = h('div');
  const answer = h('div', { role: 'status' });
  const current = h('section', { 'aria-label': 'Faults in force', 'data-test': 'faults' });
  const edited = h('div.rows');
  const form = h(
    'form.panel',
    {
      autocomplete: 'off',
      'data-test': 'faults-form',
      onsubmit: event => {
        event.preventDefault();
        change('PUT', wanted());
      },
    },
    h('h2', {}, 'Begin a drill'),
    h(
      'div.actions',
      { role: 'group', 'aria-label': 'Examples' },
      DRILLS.map(([text, faults]) =>
        h('button', { type: 'button', onclick: () => fill(faults), 'data-test': 'drill' }, text),
      ),
    ),
    h(
      'div.form',
      {},
      input('latency', 'Latency', {
        placeholder: '50ms..2s',
        hint: '50ms, 50ms..2s, or p50:80ms/p99:3s',
      }),
    ),
    edited,
    h(
      'datalist',
      { id: 'faults' },
      FAULTS.map(value => h('option', { value })),
    ),
    h(
      'div.actions',
      {},
      h(
        'button',
        { type: 'button', onclick: () => row('', '').querySelector('input').focus(), 'data-test': 'fault-add' },
        'Add a fault',
      ),
      h('button.primary', { type: 'submit', 'data-test': 'faults-apply' }, 'Inject these faults'),
    ),
    answer,
  );
  const polling = ctx.poll(say, { question: signal => ask('/sandbox/faults', {}, { signal }), onData: show });
  ctx.main.append(
    h(
      'p',
      {},
      "Drills change the sandbox's Salesforce only. A live org has no such page. Watch what happens on the page ",
      link(['now'], 'Now'),
      '.',
    ),
    say,
    current,
    form,
  );
  row('', '');

  function show(faults) {
    const all = Object.entries(faults);
    render(
      current,
      h('h2', {}, 'Faults in force'),
      all.length === 0
        ? empty('No drill runs.', 'Choose an example below, or name faults, and inject them.')
        : h(
            'div.panel',
            {},
            h('p', {}, badge('warn', 'Drill'), ' The sandbox injects these faults:'),
            h(
              'ul.list',
              {},
              all.map(([name, value]) => h('li', { 'data-test': 'fault' }, h('span.mono', {}, name), `: ${value}`)),
            ),
            h(
              'button.primary',
              { type: 'button', onclick: () => change('DELETE'), 'data-test': 'faults-end' },
              'End the drill',
            ),
          ),
    );
  }

  async function change(method, body) {
    try {
      show(await ask('/sandbox/faults', {}, { method, body }));
      render(
        answer,
        h(
          'p',
          {},
          method === 'DELETE'
            ? 'The drill has ended. After a spent allocation or a refused login, Weir pauses for up to a minute.'
            : 'The faults are in force.',
        ),
      );
    } catch (failure) {
      render(answer, failureNotice(failure, 'faults-refused'));
    }
    polling.now();
  }

  function fill({ latency = '', ...faults }) {
    form.elements.latency.value = latency;
    edited.replaceChildren();
    Object.entries(faults).forEach(([name, share]) => row(name, share));
  }

  function row(name, share) {
    const element = h(
      'div.form.fault',
      {},
      input('fault', 'Fault', { value: name, list: 'faults' }),
      input('share', 'Share of requests, 0 to 1, or calls such as #1..2', { value: share }),
      h('button', { type: 'button', onclick: () => element.remove(), 'data-test': 'fault-remove' }, 'Remove'),
    );
    edited.append(element);
    return element;
  }

  function wanted() {
    const { latency } = fields(form);
    const rows = [...edited.children].map(each => [...each.querySelectorAll('input')].map(field => field.value.trim()));
    return {
      ...(latency ? { latency } : {}),
      ...Object.fromEntries(
        rows
          .filter(([name]) => name)
          .map(([name, share]) => [name, share === '' || Number.isNaN(Number(share)) ? share : Number(share)]),
      ),
    };
  }
}
