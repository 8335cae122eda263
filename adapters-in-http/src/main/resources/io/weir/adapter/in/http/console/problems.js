/** What each problem of `/status` means for the operator: how urgent it is, and which page shows more. */
import { h } from './dom.js';
import { time, words } from './format.js';
import { badge, link } from './parts.js';

const NOW = ['bad', 'Act now'];
const SOON = ['warn', 'Soon'];

const KNOWN = {
  breaker_open: [NOW, 'See which data actions fail.', ['actions', { order: 'failures' }], 'Most failures'],
  login_refused: [NOW, 'Correct the app, its secret or the run-as user in Salesforce.'],
  quota_exhausted: [
    NOW,
    'See which data actions spend the requests.',
    ['actions', { order: 'api_calls', since: '24h' }],
    'Most API requests',
  ],
  reserve_reached: [
    NOW,
    'See which data actions spend the requests.',
    ['actions', { order: 'api_calls', since: '24h' }],
    'Most API requests',
  ],
  schema_unavailable: [SOON, 'Queries run unchecked until Salesforce describes its objects again.'],
  not_ready: [SOON, 'The first callers wait for what is missing. The log names it.'],
  store_unavailable: [SOON, 'The newest runs stay in memory. Look at the folder or the database of the history.'],
  config_stale: [SOON, 'The old configuration stays in use. Correct the file: the log lists what is wrong.'],
  actions_stale: [
    SOON,
    'The old data actions stay in use. Correct the folder: the log lists what is wrong.',
    ['catalog'],
    'Catalog',
  ],
  actions_unsuitable: [
    SOON,
    'These data actions answer with an error. Correct the action or the org.',
    ['catalog'],
    'Catalog',
  ],
  audit_lost: [SOON, 'Lines of the audit are lost. Look at its disk or its receiver.'],
  history_lost: [SOON, 'Runs are missing from the history, so numbers of the profiler are too low.'],
  credential_expires: [SOON, 'See which credentials end when.', ['callers'], 'Callers'],
};

/** The problems as a list, in the order of Weir: worst first. */
export const problemList = problems =>
  h(
    'ul.problems',
    { 'data-test': 'problems' },
    problems.map(problem => {
      const [[level, word], advice, target, text] = KNOWN[problem.code] ?? [SOON, ''];
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
            emphasised(problem.text),
            ' ',
            h('span.muted', {}, words(problem.code), problem.since && [', since ', time(problem.since)]),
          ),
          h('p', {}, advice, target && [' ', link(target, text)]),
        ),
      );
    }),
  );

/** Weir's text, with its first statement in bold. */
function emphasised(text) {
  const [first] = text.split(/[:;] /, 1);
  return [h('strong', {}, first.charAt(0).toUpperCase() + first.slice(1)), text.slice(first.length)];
}
