/** Suggests the names of actions and callers in text fields. */
import { ask } from './api.js';
import { suggestions } from './parts.js';

/** Adds the lists `names-actions` and `names-callers` to a form. Without an answer of Weir there are no suggestions. */
export async function suggestNames(form) {
  const lists = await Promise.allSettled(['actions', 'callers'].map(what => ask(`/${what}`)));
  lists.forEach(({ value }, index) => {
    const what = ['actions', 'callers'][index];
    form.append(suggestions(`names-${what}`, value?.[what].map(each => each.name) ?? []));
  });
}
