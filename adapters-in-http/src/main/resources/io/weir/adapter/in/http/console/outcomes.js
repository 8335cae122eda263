/** The outcomes of requests, as `/status` and `/callers` count them. */

const LIMITS_AND_RIGHTS = new Set([
  'unauthorized',
  'too_many_failures',
  'rate_limited',
  'too_many_concurrent',
  'budget_exhausted',
  'forbidden',
  'query_not_allowed',
]);

/** Whether the caller got no answer to its question. */
export const isFailure = outcome => outcome !== 'answered' && outcome !== 'dry_run';

/** Whether the caller may not ask this, or asks too often. */
export const isRefusal = outcome => LIMITS_AND_RIGHTS.has(outcome);
