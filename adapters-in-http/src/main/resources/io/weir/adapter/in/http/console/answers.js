/** The forms of Weir's answers: the members that the console reads of them. */

const TEXT = 'string';
const NUMBER = 'number';
const FLAG = 'boolean';
const POSITIVE = value => typeof value === 'number' && value > 0;
const INSTANT = value => typeof value === 'string' && !Number.isNaN(Date.parse(value));

export const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Also null, or absent. */
const maybe = form => value => value === null || value === undefined || fits(value, form);

/** An object with any names, whose members have a form. */
const mapOf = form => value => isObject(value) && Object.values(value).every(each => fits(each, form));

const STATUS = {
  version: TEXT,
  instance: TEXT,
  time: INSTANT,
  started_at: INSTANT,
  ready: FLAG,
  sandbox: FLAG,
  problems: [{ code: TEXT, text: TEXT, since: maybe(INSTANT) }],
  requests: { in_flight: NUMBER, outcomes: mapOf(NUMBER) },
  salesforce: { breaker: TEXT, running: NUMBER, running_limit: NUMBER, waiting: NUMBER, waiting_limit: NUMBER },
  api: {
    used: maybe(NUMBER),
    limit: maybe(NUMBER),
    reserve: NUMBER,
    state: TEXT,
    observed_at: maybe(INSTANT),
    retry_at: maybe(INSTANT),
    forecast: {
      calls_per_hour: maybe(NUMBER),
      reserve_reached_at: maybe(INSTANT),
      exhausted_at: maybe(INSTANT),
    },
    fleet: maybe({ ledger: FLAG, weirs: NUMBER, leased: NUMBER, lease_left: NUMBER }),
  },
  store: { kind: TEXT, available: FLAG, bytes: NUMBER, dropped: NUMBER },
  losses: { history_dropped: NUMBER },
};

const CALLERS = {
  callers: [
    {
      name: TEXT,
      actions: [TEXT],
      writes: maybe([TEXT]),
      ad_hoc: FLAG,
      dry_run: FLAG,
      calls: maybe(TEXT),
      calls_used: NUMBER,
      calls_free_at: maybe(INSTANT),
      rate: maybe(TEXT),
      burst: maybe(NUMBER),
      concurrency: maybe(NUMBER),
      addresses: [TEXT],
      in_flight: NUMBER,
      requests: NUMBER,
      outcomes: mapOf(NUMBER),
      credentials: [{ id: TEXT, kind: TEXT, expires: maybe(INSTANT) }],
    },
  ],
  authentication_failures: mapOf(NUMBER),
};

const ACTION = {
  name: TEXT,
  version: NUMBER,
  description: TEXT,
  inputs: [{ name: TEXT, type: TEXT, description: TEXT, required: FLAG, sensitive: FLAG }],
  outputs: [TEXT],
  steps: [{ name: TEXT, object: TEXT, shape: TEXT }],
  writes: maybe([
    {
      name: TEXT,
      operation: TEXT,
      object: TEXT,
      once: TEXT,
      assignment: maybe(TEXT),
      when: maybe(mapOf(TEXT)),
      fields: mapOf(TEXT),
    },
  ]),
  cache_ms: maybe(NUMBER),
  time_limit_ms: NUMBER,
  priority: TEXT,
  problems: [TEXT],
};

const RUNS = {
  execution_history: [
    {
      timestamp: INSTANT,
      action: TEXT,
      caller: TEXT,
      served: TEXT,
      soql: TEXT,
      shape: TEXT,
      duration_ms: NUMBER,
      record_count: NUMBER,
      api_calls: NUMBER,
      attempts: NUMBER,
      outcome: TEXT,
      business_outcome: TEXT,
      request_id: TEXT,
      phases: maybe([{ phase: TEXT, start_ms: NUMBER, duration_ms: NUMBER }]),
    },
  ],
  next_cursor: maybe(TEXT),
};

const PERCENTILES = { p50_ms: NUMBER, p95_ms: NUMBER, p99_ms: NUMBER };

const SUMMARY = {
  since: INSTANT,
  until: INSTANT,
  groups: [
    {
      ...PERCENTILES,
      key: TEXT,
      soql: TEXT,
      count: NUMBER,
      share_of_time: NUMBER,
      mean_ms: NUMBER,
      max_ms: NUMBER,
      api_calls: NUMBER,
      rows: NUMBER,
      failures: NUMBER,
      business_outcomes: mapOf(NUMBER),
      match_rate: maybe(NUMBER),
      trend: { count_before: NUMBER },
    },
  ],
};

const SERIES = {
  since: INSTANT,
  until: INSTANT,
  step_ms: POSITIVE,
  points: [{ ...PERCENTILES, time: INSTANT, count: NUMBER, failures: NUMBER }],
};

const ADVICE = {
  queries: [
    {
      code: TEXT,
      advice: TEXT,
      reason: TEXT,
      soql: TEXT,
      explained_at: INSTANT,
      plan: { leading_operation: TEXT, relative_cost: NUMBER, object: TEXT, fields: [TEXT] },
    },
  ],
  actions: [{ code: TEXT, advice: TEXT, reason: TEXT, action: TEXT }],
};

/** The forms by path; one that ends with a slash is that of all paths below it. */
const FORMS = {
  '/status': STATUS,
  '/callers': CALLERS,
  '/actions': { actions: [ACTION] },
  '/actions/': {
    ...ACTION,
    input_schema: {},
    output_schema: {},
    snippets: { rest_api: TEXT, snippet: TEXT, integration_hub: TEXT, curl: TEXT },
  },
  '/cxone/data-action/': {
    inputs: {},
    searched: mapOf([TEXT]),
    hidden: [TEXT],
    steps: [{ name: TEXT, shape: TEXT }],
    warnings: [{ location: TEXT, message: TEXT }],
  },
  '/profiler': RUNS,
  '/profiler/summary': SUMMARY,
  '/profiler/series': SERIES,
  '/profiler/advice': ADVICE,
  '/sandbox/faults': mapOf(value => typeof value === 'string' || typeof value === 'number'),
};

/** Whether this can be Weir's answer at a path. */
export const isAnswer = (path, json) => fits(json, FORMS[path] ?? FORMS[path.replace(/[^/]*$/, '')] ?? {});

function fits(value, form) {
  if (typeof form === 'string') {
    return typeof value === form;
  } else if (typeof form === 'function') {
    return form(value);
  } else if (Array.isArray(form)) {
    return Array.isArray(value) && value.every(each => fits(each, form[0]));
  }
  return isObject(value) && Object.entries(form).every(([name, member]) => fits(value[name], member));
}
