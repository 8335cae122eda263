/** What Weir advises on slow queries and wasteful data actions. */
import { h } from './dom.js';
import { count, time } from './format.js';
import { badge, empty, facts, link } from './parts.js';

/** Whether advice is about a group of `/profiler/summary`. The shape of a run contains those of all its queries. */
export const concerns = (advice, group) =>
  advice.action === group.key || (advice.soql ? group.soql.includes(advice.soql) : false);

/** The advice as a list, or what its absence means. */
export function adviceList(all, linked = true) {
  return all.length === 0
    ? empty('No advice.', 'Weir looks at the plans of slow queries by itself, and at data actions after 200 runs.')
    : h(
        'ul.problems',
        { 'data-test': 'advice' },
        all.map(each =>
          h(
            'li.notice',
            { 'data-test': 'advice-item', 'data-code': each.code },
            badge(each.advice ? 'warn' : 'plain', each.advice ? 'Advice' : 'Plan'),
            h(
              'div',
              {},
              each.advice && h('p', {}, h('strong', {}, each.advice)),
              each.reason && h('p', {}, each.reason),
              each.soql && h('p.mono', {}, each.soql),
              each.plan && h('details', {}, h('summary', {}, "Salesforce's plan"), plan(each)),
              linked &&
                h(
                  'p.actions',
                  {},
                  each.soql
                    ? link(['shapes', { find: each.soql }], 'Shapes with this query')
                    : link(['actions', { chosen: each.action }], `The action ${each.action}`),
                ),
            ),
          ),
        ),
      );
}

const plan = ({ plan: p, explained_at: explainedAt }) =>
  facts(
    ['Operation', p.leading_operation],
    ['Relative cost', `${p.relative_cost}${p.relative_cost > 1 ? ' (not selective)' : ''}`],
    ['Records to read', `${count(p.cardinality)} of ${count(p.object_cardinality)} ${p.object}`],
    ['Fields', p.fields.join(', ')],
    ['Explained', time(explainedAt)],
  );
