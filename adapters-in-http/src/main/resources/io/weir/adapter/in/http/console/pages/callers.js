/** Who asks, how often, what was refused, and whose credentials end soon. */
import { ask } from '../api.js';
import { Counters } from '../counters.js';
import { h, render } from '../dom.js';
import { count, distance, NOTHING, rate, time, words } from '../format.js';
import { isRefusal } from '../outcomes.js';
import { badge, empty, link } from '../parts.js';
import { table } from '../table.js';

const SOON = 14 * 86_400_000;
const REASONS = {
  missing: 'the request has no credential',
  malformed: 'nothing in the request can be a credential',
  unknown_key: 'the key belongs to no caller',
  wrong_password: 'the password belongs to no caller',
  unknown_certificate: 'the certificate belongs to no caller',
  bad_signature: 'no secret has made this signature',
  stale_signature: 'its time is more than five minutes off',
  replayed: 'the signature has been used before',
  bad_token: 'the token does not fit',
  expired_token: 'the token has expired',
  expired: 'the credential is right but has expired',
  wrong_address: 'the credential is right but comes from another address',
  ambiguous: 'the request has credentials of two callers',
  busy: 'too many credentials are being checked',
};

export const callers = { title: 'Callers', mount };

function mount(ctx) {
  const rates = new Map();
  const say = h('div');
  const ending = h('div');
  const list = h('div');
  const failures = h('div');
  ctx.main.append(say, ending, list, failures);
  ctx.poll(say, {
    question: signal => ask('/callers', {}, { signal }),
    onData: data => {
      const now = ctx.status.now();
      for (const caller of data.callers) {
        if (!rates.has(caller.name)) {
          rates.set(caller.name, new Counters());
        }
        rates.get(caller.name).add(Date.now(), caller.outcomes);
      }
      render(ending, credentials(data.callers, now));
      render(list, callerTable(data.callers, rates, now));
      render(failures, reasons(data.authentication_failures));
    },
  });
}

function credentials(all, now) {
  const soon = all
    .flatMap(caller => caller.credentials.map(credential => ({ ...credential, caller: caller.name })))
    .filter(credential => credential.expires && new Date(credential.expires) - now < SOON)
    .sort((a, b) => new Date(a.expires) - new Date(b.expires));
  return (
    soon.length > 0 && [
      h('h2', {}, 'Credentials that end soon'),
      table({
        caption: 'Credentials that end within 14 days or have ended',
        test: 'credentials',
        rows: soon,
        key: each => `${each.caller} ${each.id}`,
        columns: [
          { label: 'Caller', cell: each => each.caller },
          { label: 'Credential', cell: each => `${each.kind} ${each.id}` },
          { label: 'Ends', cell: each => [end(each, now), ' ', time(each.expires)] },
          {
            label: 'What to do',
            wide: true,
            cell: each =>
              each.kind === 'key'
                ? 'Run "weir caller add" for the same name, add the new hash, and give the caller the new key.'
                : 'Put a new one beside the old one, and give it to the caller.',
          },
        ],
      }),
    ]
  );
}

function end({ expires }, now) {
  const left = new Date(expires) - now;
  const level = left < SOON / 2 ? 'bad' : left < SOON ? 'warn' : 'plain';
  return badge(level, left < 0 ? 'ended' : distance(expires, now));
}

function callerTable(all, rates, now) {
  const refused = caller => Object.entries(caller.outcomes).filter(([outcome]) => isRefusal(outcome));
  const busiest = [...all].sort((a, b) => b.requests - a.requests);
  return [
    h('h2', {}, 'Callers'),
    all.length === 0
      ? empty('There is no caller.', 'Add callers to the file of WEIR_CONFIG. "weir caller add" prints what to add.')
      : table({
          caption: 'Callers, most requests first',
          test: 'callers',
          rows: busiest,
          key: caller => caller.name,
          columns: [
            { label: 'Caller', cell: named },
            { label: 'Requests now', number: true, cell: caller => rate(rates.get(caller.name).rate()).join(' ') },
            {
              label: 'Refused now',
              number: true,
              cell: caller => rate(rates.get(caller.name).rate(isRefusal)).join(' '),
            },
            {
              label: 'In flight',
              number: true,
              cell: caller =>
                `${count(caller.in_flight)}${caller.concurrency === null ? '' : ` of ${count(caller.concurrency)}`}`,
            },
            {
              label: 'Limit',
              cell: caller => (caller.rate === null ? 'none' : `${caller.rate}, burst ${count(caller.burst)}`),
            },
            { label: 'In all', number: true, cell: caller => count(caller.requests) },
            {
              label: 'Refused in all',
              cell: caller =>
                refused(caller).map(([outcome, number]) => h('div', {}, `${words(outcome)} ${count(number)}`)),
            },
            {
              label: 'Other outcomes in all',
              cell: caller =>
                Object.entries(caller.outcomes)
                  .filter(([outcome]) => !isRefusal(outcome))
                  .map(([outcome, number]) => h('div', {}, `${words(outcome)} ${count(number)}`)),
            },
            {
              label: 'Rights',
              cell: caller => [
                caller.actions.join(', '),
                caller.ad_hoc && h('div', {}, 'ad-hoc queries'),
                caller.dry_run && h('div', {}, 'dry runs'),
                caller.addresses.length > 0 && h('div.muted', {}, `from ${caller.addresses.join(', ')}`),
              ],
            },
            {
              label: 'Credentials',
              cell: caller =>
                caller.credentials.map(each =>
                  h('div', {}, `${each.kind} ${each.id} `, each.expires ? end(each, now) : null),
                ),
            },
          ],
        }),
  ];
}

function named({ name }) {
  return [
    name,
    name === 'unknown'
      ? h('div.muted', {}, 'without a valid credential')
      : h(
          'div.actions',
          {},
          link(['actions', { caller: name }], 'its actions', { 'data-test': 'caller-actions' }),
          link(['runs', { caller: name }], 'its runs', { 'data-test': 'caller-runs' }),
        ),
  ];
}

function reasons(failures) {
  const rows = Object.entries(failures).sort(([, a], [, b]) => b - a);
  return [
    h('h2', {}, 'Failed authentications since the start'),
    rows.length === 0
      ? empty('None.', 'A request with an invalid credential would count here.')
      : table({
          caption: 'Failed authentications',
          test: 'authentication-failures',
          rows,
          key: ([reason]) => reason,
          columns: [
            { label: 'Reason', cell: ([reason]) => words(reason) },
            { label: 'Requests', number: true, cell: ([, number]) => count(number) },
            { label: 'Meaning', wide: true, cell: ([reason]) => REASONS[reason] ?? NOTHING },
          ],
        }),
  ];
}
