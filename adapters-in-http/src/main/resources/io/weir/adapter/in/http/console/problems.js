/** What each problem of `/status` means for the operator: how urgent it is, and which page and section say more. */
import { h } from './dom.js';
import { moment, time, words } from './format.js';
import { badge, link } from './parts.js';

const NOW = ['bad', 'Act now'];
const SOON = ['warn', 'Soon'];

const SPENDERS = { target: ['actions', { order: 'api_calls', since: '24h' }], text: 'Most API requests' };
const CATALOG = { target: ['catalog'], text: 'Catalog' };
const CALLERS = { target: ['callers'], text: 'Callers' };

const KNOWN = {
  breaker_open: {
    urgency: NOW,
    advice: 'See which data actions fail.',
    target: ['actions', { order: 'failures' }],
    text: 'Most failures',
    more: 'alerts.md#weirbreakeropen',
  },
  login_refused: {
    urgency: NOW,
    advice:
      'Usually the client secret was rotated in Salesforce only: set the new one as SF_CLIENT_SECRET, or as' +
      ' SF_CLIENT_SECRET_NEXT beside the old one, and restart Weir. Otherwise look at the app and its run-as user in' +
      ' Salesforce.',
    more: 'alerts.md#weirloginfails',
  },
  quota_exhausted: {
    urgency: NOW,
    advice: 'See which data actions spend the requests.',
    ...SPENDERS,
    more: 'alerts.md#weirallocationspent',
  },
  reserve_reached: {
    urgency: NOW,
    advice: 'See which data actions spend the requests.',
    ...SPENDERS,
    more: 'alerts.md#weirreservereached',
  },
  quota_runs_out: {
    urgency: NOW,
    advice: 'See which data actions spend the requests, and who asks them.',
    ...SPENDERS,
    more: 'alerts.md#weirallocationforecast',
  },
  write_journal_unavailable: {
    urgency: NOW,
    advice: 'Data actions that create with look_up are refused, and write nothing. Look at the folder or the database.',
    more: 'fleet.md#writes',
  },
  quota_low: {
    urgency: SOON,
    advice: 'See which data actions spend the requests, and who asks them.',
    ...SPENDERS,
    more: 'alerts.md#weirallocationlow',
  },
  ledger_unavailable: {
    urgency: SOON,
    advice: 'Flows are answered from a share of the requests until the database answers.',
    more: 'alerts.md#weirledgerdown',
  },
  schema_unavailable: {
    urgency: SOON,
    advice: 'Queries run unchecked until Salesforce describes its objects again.',
    more: 'operators.md#salesforces-side',
  },
  not_ready: {
    urgency: SOON,
    advice: 'The first callers wait for what is missing. The log names it.',
    more: 'alerts.md#weirnotready',
  },
  warm_up_incomplete: {
    urgency: SOON,
    advice: 'The first callers wait for what is missing. The log names it.',
    more: 'operators.md#readiness',
  },
  store_unavailable: {
    urgency: SOON,
    advice: 'The newest runs stay in memory. Look at the folder or the database of the history.',
    more: 'alerts.md#weirstoredown',
  },
  replay_guard_alone: {
    urgency: SOON,
    advice: 'A signed request may be accepted twice, or refused. Look at the folder or the database.',
    more: 'alerts.md#weirreplayguardalone',
  },
  config_stale: {
    urgency: SOON,
    advice: 'The old configuration stays in use. Correct the file: the log lists what is wrong.',
    more: 'alerts.md#weirconfigurationstale',
  },
  actions_stale: {
    urgency: SOON,
    advice: 'The old data actions stay in use. Correct the folder: the log lists what is wrong.',
    ...CATALOG,
    more: 'alerts.md#weircatalogstale',
  },
  actions_unsuitable: {
    urgency: SOON,
    advice: 'These data actions answer with an error. Correct the action or the org.',
    ...CATALOG,
    more: 'alerts.md#weiractionunsuitable',
  },
  caller_limited: {
    urgency: SOON,
    advice: 'See how much is refused: a loop in a script, or a limit that is too low?',
    ...CALLERS,
    more: 'alerts.md#weircallerlimited',
  },
  audit_lost: {
    urgency: SOON,
    advice: 'Lines of the audit are lost. Look at its disk or its receiver.',
    more: 'alerts.md#weirauditlost',
  },
  history_lost: {
    urgency: SOON,
    advice: 'Runs are missing from the history, so numbers of the profiler are too low.',
    more: 'alerts.md#weirhistorylost',
  },
  credential_expires: {
    urgency: SOON,
    advice: 'See which credentials end when.',
    ...CALLERS,
    more: 'alerts.md#weircredentialexpires',
  },
};

/** The problems as a list, in the order of Weir: worst first. */
export const problemList = problems =>
  h(
    'ul.problems',
    { 'data-test': 'problems' },
    problems.map(problem => {
      const { urgency, advice, target, text, more } = KNOWN[problem.code] ?? { urgency: SOON };
      const [level, word] = urgency;
      return h(
        `li.notice.${level}`,
        { 'data-test': 'problem', 'data-code': problem.code },
        badge(level, word),
        h(
          'div',
          {},
          h(
            'p',
            {},
            emphasised(readable(problem.text)),
            ' ',
            h('span.muted', {}, words(problem.code), problem.since && [', since ', time(problem.since)]),
          ),
          h(
            'p',
            {},
            advice,
            target && [' ', link(target, text), '.'],
            more && h('span.muted', { 'data-test': 'problem-more' }, ` More: docs/${more}`),
          ),
        ),
      );
    }),
  );

/** Weir's text, with instants as the console writes them. */
const readable = text => text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g, instant => moment(instant));

/** Weir's text, with its first statement in bold. */
function emphasised(text) {
  const [first] = text.split(/[:;] /, 1);
  return [h('strong', {}, first.charAt(0).toUpperCase() + first.slice(1)), text.slice(first.length)];
}
