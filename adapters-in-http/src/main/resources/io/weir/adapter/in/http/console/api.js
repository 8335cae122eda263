/** Asks Weir. The operator's key is in this module's memory only: not in a URL, a cookie or the browser's storage. */

const TIMEOUT = 15_000;
const ROOT = new URL('..', import.meta.url);
let key = null;
let onKeyNeeded = () => {};

/** What Weir answered instead of data. Its message is Weir's own text. */
export class Refused extends Error {
  constructor(status, problem) {
    super(sentences(problem.title, problem.detail) || `Weir answered with status ${status}.`);
    this.status = status;
    this.code = problem.code ?? '';
  }
}

/** Weir gave no answer, or not in time. */
export class NoAnswer extends Error {}

const sentences = (...texts) =>
  texts
    .filter(Boolean)
    .map(text => text.replace(/\.?$/, '.'))
    .join(' ');

export const useKey = value => (key = value);
export const hasKey = () => key !== null;

/** Calls the listener whenever Weir wants a key, or another one. */
export const whenKeyNeeded = listener => (onKeyNeeded = listener);

/**
 * Asks Weir and returns the JSON of its answer.
 *
 * @param {string} path such as `/status`
 * @param {object} params what goes into the query; blank values are left out
 * @throws {Refused} if Weir answers with an error
 * @throws {NoAnswer} if Weir does not answer
 */
export async function ask(path, params = {}, { method = 'GET', body, signal } = {}) {
  const url = new URL(path.slice(1), ROOT);
  Object.entries(params)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .forEach(([name, value]) => url.searchParams.set(name, value));
  const headers = { Accept: 'application/json' };
  if (key !== null) {
    headers.Authorization = `Bearer ${key}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const limit = AbortSignal.timeout(TIMEOUT);
  let response;
  let json;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    json = await response.json();
  } catch (failure) {
    if (signal?.aborted) {
      throw failure;
    } else if (!response || response.ok) {
      throw new NoAnswer(
        limit.aborted ? `Weir has not answered within ${TIMEOUT / 1_000} seconds.` : 'Weir does not answer.',
      );
    }
    json = {};
  }
  if (response.ok) {
    return json;
  }
  const refused = new Refused(response.status, json);
  if (response.status === 401) {
    onKeyNeeded();
  }
  throw refused;
}
