/** Opens the page that the URL fragment names, and the login where Weir wants a key. */
import { hasKey, useKey, whenKeyNeeded } from './api.js';
import { h, render } from './dom.js';
import { moment } from './format.js';
import { Announcements, hideFrame, showFreshness, showNavigation } from './frame.js';
import { failureNotice, notice, to } from './parts.js';
import { askAgain, poll } from './poll.js';
import { Status } from './status.js';
import { actions, shapes } from './pages/groups.js';
import { callers } from './pages/callers.js';
import { catalog } from './pages/catalog.js';
import { drills } from './pages/drills.js';
import { login } from './pages/login.js';
import { now } from './pages/now.js';
import { runs } from './pages/runs.js';

const PAGES = { now, actions, shapes, runs, catalog, callers, drills };

const main = document.getElementById('main');
const logout = document.getElementById('logout');
const status = new Status();
const announcements = new Announcements();
let leave = () => {};
/** The name of the open page; null before Weir's first answer, and while Weir waits for a key. */
let current = null;
let lockedOut = false;

function open(moveFocus) {
  const { name, path, params, unknown = null } = route(location.hash);
  const ends = [];
  leave();
  leave = () => ends.splice(0).forEach(end => end());
  current = name;
  main.replaceChildren(
    h('h1', { tabindex: -1, 'data-test': 'title' }, PAGES[name].title),
    ...(unknown ? [notice('warn', 'No such page', `This address has no page. ${unknown}`, 'page-unknown')] : []),
  );
  PAGES[name].mount({
    main,
    status,
    path,
    params,
    /** Calls `end` when the reader leaves the page. */
    onLeave: end => ends.push(end),
    /** Polls until the reader leaves the page, and says in `place` when there is no newer answer. */
    poll: (place, options) => {
      const polling = poll(explained(place, options));
      ends.push(() => polling.stop());
      return polling;
    },
    /** Puts the page's parameters into the URL, so that it can be kept and shared. */
    setParams: values => history.replaceState(null, '', to([name, ...path, values])),
  });
  showFrame();
  if (moveFocus) {
    main.querySelector('h1').focus();
    scrollTo(0, 0);
  }
}

/** The page that a fragment such as `#/runs/id?since=1h` names; Now if it names none. */
function route(fragment) {
  const [path, query] = fragment.replace(/^#\/?/, '').split('?');
  try {
    const [name, ...rest] = path.split('/').map(decodeURIComponent);
    if (Object.hasOwn(PAGES, name)) {
      return { name, path: rest, params: new URLSearchParams(query) };
    }
  } catch {
    // the fragment is not encoded correctly
  }
  const unknown = /^#?\/?$/.test(fragment) ? null : 'Here is Now instead. The pages are listed above.';
  return { name: 'now', path: [], params: new URLSearchParams(), unknown };
}

/** The options of a poll, extended by a notice in `place` while there is no newer answer. */
function explained(place, options) {
  let newest = null;
  return {
    ...options,
    onData: data => {
      newest = status.now();
      render(place);
      options.onData(data);
    },
    onFailure: failure => {
      if (failure.final) {
        render(place, failureNotice(failure));
        return;
      }
      const [word, text] =
        newest === null
          ? ['No data', 'There is nothing to show yet.']
          : ['Old data', `Below are data of ${moment(newest)}.`];
      const again = 'The console asks again by itself.';
      render(place, notice('warn', word, `${failure.message} ${text} ${again}`, 'page-failure'));
    },
  };
}

function showFrame() {
  logout.hidden = !hasKey() || lockedOut;
  if (lockedOut) {
    hideFrame(status);
  } else {
    showNavigation(status, PAGES, current);
    showFreshness(status);
  }
}

function showLogin() {
  const refused = hasKey();
  useKey(null);
  if (lockedOut && !refused) {
    return;
  }
  lockedOut = true;
  current = null;
  leave();
  status.stop();
  login(main, refused, key => {
    useKey(key);
    status.start();
  });
  showFrame();
}

whenKeyNeeded(showLogin);
status.listen(() => {
  if (lockedOut && (!status.failure || status.failure.off)) {
    lockedOut = false;
    open(true);
  } else if (!lockedOut && current === null) {
    open(false);
  }
  announcements.announce(status);
  showFrame();
});
addEventListener('hashchange', () => {
  if (current !== null) {
    open(true);
    askAgain();
  }
});
setInterval(() => lockedOut || showFreshness(status), 1_000);
logout.onclick = () => location.reload();
document.getElementById('skip').onclick = event => {
  event.preventDefault();
  main.focus();
};
status.start();
