/** The frame of the console: pages by URL fragment, the navigation, the login, and what is wrong with the data. */
import { hasKey, Refused, useKey, whenKeyNeeded } from './api.js';
import { h, render } from './dom.js';
import { count, moment, plural, time } from './format.js';
import { badge, link, notice } from './parts.js';
import { poll } from './poll.js';
import { Status } from './status.js';
import { actions, shapes } from './pages/groups.js';
import { callers } from './pages/callers.js';
import { catalog } from './pages/catalog.js';
import { drills } from './pages/drills.js';
import { login } from './pages/login.js';
import { now } from './pages/now.js';
import { runs } from './pages/runs.js';

const PAGES = { now, actions, shapes, runs, catalog, callers, drills };

const element = id => document.getElementById(id);
const main = element('main');
const status = new Status();
let leave = () => {};
let current = 'now';
let opened = false;
let lockedOut = false;
let known = null;

/** Shows the page that the URL fragment names. */
function open(moveFocus) {
  opened = true;
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  current = Object.hasOwn(PAGES, name) ? name : 'now';
  leave();
  main.replaceChildren();
  const ends = [];
  leave = () => ends.splice(0).forEach(end => end());
  const page = PAGES[current];
  main.append(h('h1', { tabindex: -1, 'data-test': 'title' }, page.title));
  page.mount({
    main,
    status,
    path: rest,
    params: new URLSearchParams(query),
    /** Calls `end` when the reader leaves the page. */
    onLeave: end => ends.push(end),
    /** Polls until the reader leaves the page, and says in `place` when there is no newer answer. */
    poll: (place, options) => {
      const polling = poll(excused(place, options));
      ends.push(() => polling.stop());
      return polling;
    },
    /** Puts the page's parameters into the URL, so that it can be kept and shared. */
    setParams: params => history.replaceState(null, '', link([current, ...rest, params], '').hash),
  });
  showFrame();
  if (moveFocus) {
    main.querySelector('h1').focus();
    scrollTo(0, 0);
  }
}

/** The options of a poll, extended by a notice in `place` while there is no newer answer. */
function excused(place, options) {
  let newest = null;
  return {
    ...options,
    onData: data => {
      newest = status.now();
      render(place);
      options.onData(data);
    },
    onFailure: failure => {
      if (failure.status !== 401) {
        const text = [
          `${failure.message} `,
          newest === null ? 'There is nothing to show yet. ' : `Below are data of ${moment(newest)}. `,
          'The console asks again by itself.',
        ];
        render(place, notice('warn', newest === null ? 'No data' : 'Old data', text, 'page-failure'));
      }
    },
  };
}

function showFrame() {
  const problems = status.latest?.problems.length ?? 0;
  const names = Object.keys(PAGES).filter(name => name !== 'drills' || status.latest?.sandbox || current === 'drills');
  render(
    element('nav'),
    lockedOut
      ? null
      : h(
          'ul',
          {},
          names.map(name =>
            h(
              'li',
              {},
              link(
                [name],
                [
                  PAGES[name].title,
                  name === 'now' && problems > 0
                    ? [
                        ' ',
                        h('span.count', { 'aria-hidden': 'true' }, count(problems)),
                        h('span.unseen', {}, ` ${plural(problems, 'problem')}`),
                      ]
                    : null,
                ],
                { 'aria-current': name === current ? 'page' : null, 'data-test': `nav-${name}` },
              ),
            ),
          ),
        ),
  );
  render(
    element('instance'),
    status.latest
      ? [
          `${status.latest.instance} `,
          h('span.muted', {}, status.latest.version),
          status.latest.sandbox ? [' ', badge('plain', 'Sandbox')] : null,
        ]
      : null,
  );
  element('logout').hidden = !hasKey() || lockedOut;
  document.title = `${problems > 0 && !lockedOut ? `(${problems}) ` : ''}${lockedOut ? 'Log in' : PAGES[current].title} · ${status.latest ? `${status.latest.instance} · ` : ''}Weir`;
  showFreshness();
}

function showFreshness() {
  const { latest, failure } = status;
  const [level, word] = failure
    ? ['bad', failure instanceof Refused ? 'Refused' : 'No answer']
    : status.late()
      ? ['warn', 'Late']
      : ['good', 'Live'];
  render(
    element('freshness'),
    lockedOut || !(latest || failure)
      ? null
      : [badge(level, word, 'freshness-state'), latest ? [' ', time(latest.time)] : null],
  );
  render(element('notices'), failure?.status === 401 ? null : notices());
}

function notices() {
  const { latest, failure } = status;
  const all = [];
  if (failure instanceof Refused) {
    all.push(notice('bad', 'Refused', failure.message, 'notice-refused'));
  } else if (failure) {
    all.push(
      notice(
        'bad',
        'No answer',
        latest
          ? `No answer from Weir since ${moment(latest.time)}, showing data of ${moment(latest.time)} or before. The console asks again by itself.`
          : `${failure.message} The console asks again by itself.`,
        'notice-no-answer',
      ),
    );
  } else if (status.late()) {
    all.push(
      notice('warn', 'Late', `Weir answers late. The newest data are of ${moment(latest.time)}.`, 'notice-late'),
    );
  }
  if (latest && !latest.store.available) {
    all.push(
      notice(
        'warn',
        'History',
        'The store of the history is not available. The profiler shows the newest runs from memory only.',
        'notice-store',
      ),
    );
  }
  const lost = latest ? latest.losses.history_dropped : 0;
  if (lost > 0) {
    all.push(
      notice(
        'warn',
        'History',
        `${plural(lost, 'run')} did not get into the history since Weir has started. Its numbers are too low.`,
        'notice-lost',
      ),
    );
  }
  return all;
}

/** Says aloud which problems have begun and ended since the last answer. */
function announce() {
  const before = known;
  known = new Map((status.latest?.problems ?? []).map(problem => [problem.text, problem]));
  const begun = [...known.keys()].filter(text => before !== null && !before.has(text)).map(text => `Problem: ${text}.`);
  const ended = [...(before?.keys() ?? [])].filter(text => !known.has(text)).map(text => `Over: ${text}.`);
  const lines = status.failure ? [status.failure.message] : [...begun, ...ended];
  if (lines.length > 0) {
    element('live').textContent = lines.join(' ');
  }
}

function showLogin(text) {
  const refused = hasKey();
  useKey(null);
  if (lockedOut && !refused) {
    return;
  }
  lockedOut = true;
  leave();
  status.stop();
  login(main, refused, text, key => {
    useKey(key);
    status.start();
  });
  showFrame();
}

status.listen(() => {
  if (lockedOut && !status.failure) {
    lockedOut = false;
    open(true);
  } else if (!opened && !lockedOut) {
    open(false);
  }
  announce();
  showFrame();
});
whenKeyNeeded(showLogin);
addEventListener('hashchange', () => opened && !lockedOut && open(true));
setInterval(showFreshness, 1_000);
element('logout').onclick = () => location.reload();
element('skip').onclick = event => {
  event.preventDefault();
  main.focus();
};
status.start();
showFrame();
