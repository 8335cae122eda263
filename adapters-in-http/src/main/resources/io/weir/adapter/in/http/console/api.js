/** Asks Weir. The operator's key is in this module's memory only: not in a URL, a cookie or the browser's storage. */

import { isAnswer, isObject } from './answers.js';

const TIMEOUT = 15_000;
const OTHER_FORM =
  'What answers is not this Weir: something else has its address, or Weir has been updated. ' +
  'Reload the page if that lasts.';
const ROOT = new URL('..', import.meta.url);
let key = null;
let onKeyNeeded = () => {};
let onAnswer = () => {};

/** What Weir answered instead of data. Its message is Weir's own text. */
export class Refused extends Error {
  constructor(status, problem) {
    super(sentences(problem.title, problem.detail) || `Weir answered with status ${status}.`);
    this.status = status;
    /** Whether the operator has switched this part of Weir off. */
    this.off = problem.code === 'switched_off';
    /** Whether the same question gets the same answer until somebody changes something. */
    this.final = status >= 400 && status < 500 && status !== 401 && status !== 429;
  }
}

/** Weir gave no answer, or not in time; or what answered is not this Weir, whose answers have another form. */
export class NoAnswer extends Error {}

/** Texts of Weir as sentences. A name such as `contact_id` stays as it is. */
const sentences = (...texts) =>
  texts
    .filter(text => typeof text === 'string' && text !== '')
    .map(text => text.replace(/^[a-z](?=[a-z]* )/, letter => letter.toUpperCase()).replace(/\.?$/, '.'))
    .join(' ');

export const useKey = value => (key = value);
export const hasKey = () => key !== null;

/** Calls the listener whenever Weir wants a key, or another one. */
export const whenKeyNeeded = listener => (onKeyNeeded = listener);

/** Calls the listener after each answer that is no error. */
export const whenAnswered = listener => (onAnswer = listener);

/**
 * Asks Weir and returns the JSON of its answer.
 *
 * @param {string} path such as `/status`
 * @param {object} params what goes into the query; blank values are left out
 * @throws {Refused} if Weir answers with an error
 * @throws {NoAnswer} if Weir does not answer, or not in the form of its answers
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
    } else if (limit.aborted) {
      throw new NoAnswer(`Weir has not answered within ${TIMEOUT / 1_000} seconds.`);
    } else if (!response || response.ok) {
      throw new NoAnswer(failure instanceof SyntaxError ? OTHER_FORM : 'Weir does not answer.');
    }
    json = {};
  }
  if (response.ok) {
    if (!isAnswer(path, json)) {
      throw new NoAnswer(OTHER_FORM);
    }
    onAnswer();
    return json;
  }
  const refused = new Refused(response.status, isObject(json) ? json : {});
  if (response.status === 401) {
    onKeyNeeded();
  }
  throw refused;
}
