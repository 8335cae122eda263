/** Who asks, how often, what was refused, and whose credentials end soon. */
import { ask } from '../api.js';
import { h, render } from '../dom.js';
import { count, distance, NOTHING, percent, rate, time, words } from '../format.js';
import { isRefusal } from '../outcomes.js';
import { badge, empty, link } from '../parts.js';
import { table } from '../table.js';

const SOON = 14 * 86_400_000;
const WARNED = 0.8;
const REASONS = {
  missing: 'the request has no credential',
  malformed: 'nothing in the request can be a credential',
  unknown_key: 'the key belongs to no caller',
  wrong_password: 'the password belongs to no caller',
  unknown_certificate: 'the certificate belongs to no caller',
  bad_signature: 'no secret has made this signature',
  stale_signature: 'its time is more than five minutes off',
  replayed: 'the signature has been used before',
  replay_unknown: 'whether the signature has been used before cannot be determined',
  bad_token: 'the token does not fit',
  expired_token: 'the token has expired',
  expired: 'the credential is right but has expired',
  wrong_address: 'the credential is right but comes from another address',
  ambiguous: 'the request has credentials of two callers',
  busy: 'too many credentials are being checked',
};

export const callers = { title: 'Callers', mount };

function mount(ctx) {
  const say = h('div');
  const ending = h('div');
  const list = h('div');
  const failures = h('div');
  ctx.main.append(say, ending, list, failures);
  ctx.poll(say, {
    question: signal => ask('/callers', {}, { signal }),
    onData: data => {
      const now = ctx.status.now();
      render(ending, credentials(data.callers, now));
      render(list, callerTable(data.callers, now));
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
        stacked: true,
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

function callerTable(all, now) {
  const refused = caller => Object.entries(caller.outcomes).filter(([outcome]) => isRefusal(outcome));
  const busiest = [...all].sort((a, b) => (perSecond(b) ?? 0) - (perSecond(a) ?? 0) || b.requests - a.requests);
  return [
    h('h2', {}, 'Callers'),
    all.length === 0
      ? empty('There is no caller.', 'Add callers to the file of WEIR_CONFIG. "weir caller add" prints what to add.')
      : table({
          caption: 'Callers, most requests of the last minute first',
          test: 'callers',
          stacked: true,
          chosen: caller => caller.limited_since !== null,
          rows: busiest,
          key: caller => caller.name,
          columns: [
            { label: 'Caller', wrap: true, cell: caller => named(caller) },
            { label: 'Requests now', number: true, cell: caller => rate(perSecond(caller)).join(' ') },
            {
              label: 'Refused now',
              title: 'By its rate or its concurrency, in the last minute',
              number: true,
              cell: caller => percent(refusedShare(caller)),
            },
            {
              label: 'In flight',
              number: true,
              cell: caller =>
                `${count(caller.in_flight)}${caller.concurrency === null ? '' : ` of ${count(caller.concurrency)}`}`,
            },
            {
              label: 'Limit',
              wrap: true,
              cell: caller => [
                caller.rate !== null && h('div', {}, `${caller.rate}, burst ${count(caller.burst)}`),
                caller.calls !== null && allowance(caller),
                caller.rate === null && caller.calls === null && 'none',
              ],
            },
            { label: 'In all', number: true, cell: caller => count(caller.requests) },
            {
              label: 'Refused in all',
              wrap: true,
              cell: caller =>
                refused(caller).map(([outcome, number]) => h('div', {}, `${words(outcome)} ${count(number)}`)),
            },
            {
              label: 'Other outcomes in all',
              wrap: true,
              cell: caller =>
                Object.entries(caller.outcomes)
                  .filter(([outcome]) => !isRefusal(outcome))
                  .map(([outcome, number]) => h('div', {}, `${words(outcome)} ${count(number)}`)),
            },
            {
              label: 'Rights',
              wrap: true,
              cell: caller => [
                caller.actions.join(', ') || null,
                caller.writes?.length > 0 && h('div', {}, `may write: ${caller.writes.join(', ')}`),
                caller.ad_hoc && h('div', {}, 'ad-hoc queries'),
                caller.dry_run && h('div', {}, 'dry runs'),
                caller.addresses.length > 0 && h('div.muted', {}, `from ${caller.addresses.join(', ')}`),
              ],
            },
            {
              label: 'Credentials',
              wrap: true,
              cell: caller =>
                caller.credentials.map(each =>
                  h('div', {}, `${each.kind} ${each.id} `, each.expires ? end(each, now) : null),
                ),
            },
          ],
        }),
  ];
}

/** What is used of its API requests of a day, and when the oldest of them no longer count. */
function allowance({ calls, calls_used: used, calls_free_at: freeAt }) {
  const most = Number.parseInt(calls, 10);
  return h('div', { 'data-test': 'caller-calls' }, [
    `${count(used)} of ${count(most)} API requests in 24 h`,
    freeAt && [', the oldest until ', time(freeAt)],
    used >= most ? [' ', badge('bad', 'Used up')] : used >= WARNED * most && [' ', badge('warn', percent(used / most))],
  ]);
}

/** Requests a second in the last minute; null if that is unknown. */
const perSecond = ({ recent }) => (recent && recent.seconds > 0 ? recent.requests / recent.seconds : null);

/** The part of the requests of the last minute that the caller's limits refused; null if that is unknown. */
const refusedShare = ({ recent }) => (recent ? (recent.requests > 0 ? recent.refused / recent.requests : 0) : null);

function named({ name, limited_since: limited }) {
  return [
    name,
    limited && [
      ' ',
      badge('bad', 'Refused much', 'caller-limited'),
      h('div', {}, 'since ', time(limited), ': stop what asks so often, or raise its limit.'),
    ],
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
