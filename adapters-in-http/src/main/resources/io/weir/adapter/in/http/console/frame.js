/** What stands around every page: the navigation, how old the data are, and what is wrong with them. */
import { Refused } from './api.js';
import { h, render } from './dom.js';
import { count, moment, plural, time } from './format.js';
import { badge, link, notice, wordOf } from './parts.js';

const element = id => document.getElementById(id);

/** Shows the links to the pages, and in the title of the window where the reader is. */
export function showNavigation(status, pages, current) {
  const problems = status.latest?.problems.length ?? 0;
  const names = Object.keys(pages).filter(name => name !== 'drills' || status.latest?.sandbox || current === 'drills');
  const item = name =>
    link([name], [pages[name].title, name === 'now' && problems > 0 && number(problems)], {
      'aria-current': name === current ? 'page' : null,
      'data-test': `nav-${name}`,
    });
  render(
    element('nav'),
    h(
      'ul',
      {},
      names.map(name => h('li', {}, item(name))),
    ),
  );
  showTitle(status, `${problems > 0 ? `(${problems}) ` : ''}${pages[current].title}`);
}

const number = problems => [
  ' ',
  h('span.count', { 'aria-hidden': 'true' }, count(problems)),
  h('span.unseen', {}, plural(problems, 'problem')),
];

/** Shows only whether Weir answers, while it waits for a key. */
export function hideFrame(status) {
  render(element('nav'));
  render(element('freshness'));
  render(element('notices'), connection(status));
  showTitle(status, 'Log in');
}

function showTitle({ latest }, page) {
  document.title = [page, latest?.instance, 'Weir'].filter(Boolean).join(' · ');
  render(
    element('instance'),
    latest && [
      `${latest.instance} `,
      h('span.muted', {}, latest.version),
      latest.sandbox && [' ', badge('plain', 'Sandbox')],
    ],
  );
}

/** Shows how old the newest answer is, and what the reader must know about it. */
export function showFreshness(status) {
  const { latest, failure } = status;
  const state = failure
    ? badge(...wordOf(failure), 'freshness-state')
    : status.late()
      ? badge('warn', 'Late', 'freshness-state')
      : latest
        ? badge('good', 'Live', 'freshness-state')
        : null;
  render(element('freshness'), state, latest && [' ', time(latest.time)]);
  render(element('notices'), connection(status), latest && history(latest));
}

function connection(status) {
  const { latest, failure } = status;
  if (failure instanceof Refused) {
    return notice(...wordOf(failure), failure.message, 'notice-refused');
  } else if (failure) {
    const since = latest && moment(latest.time);
    const old = since ? ` No answer from Weir since ${since}, showing data of ${since} or before.` : '';
    return notice('bad', 'No answer', `${failure.message}${old} The console asks again by itself.`, 'notice-no-answer');
  }
  return (
    status.late() &&
    notice('warn', 'Late', `Weir answers late. The newest data are of ${moment(latest.time)}.`, 'notice-late')
  );
}

function history({ store, losses }) {
  const lost = losses.history_dropped;
  return [
    !store.available &&
      notice(
        'warn',
        'History',
        'The store of the history is not available. The profiler shows the newest runs from memory only.',
        'notice-store',
      ),
    lost > 0 &&
      notice(
        'warn',
        'History',
        `${plural(lost, 'run')} did not get into the history since Weir has started. Its numbers are too low.`,
        'notice-lost',
      ),
  ];
}

/** Says aloud what has begun and ended since the last call. */
export class Announcements {
  #problems = null;
  #failure = null;

  announce({ latest, failure }) {
    const before = this.#problems;
    const problems = new Set(latest?.problems.map(problem => problem.text));
    const lines = [
      ...(failure && !this.#failure ? [failure.message] : []),
      ...(!failure && this.#failure ? ['Weir answers again.'] : []),
      ...(before ? [...problems].filter(text => !before.has(text)).map(text => `Problem: ${text}.`) : []),
      ...(before ? [...before].filter(text => !problems.has(text)).map(text => `Over: ${text}.`) : []),
    ];
    this.#problems = problems;
    this.#failure = failure;
    if (lines.length > 0) {
      element('live').textContent = lines.join(' ');
    }
  }
}
