/** Asks for the operator's key. It goes to the module that sends it, and nowhere else. */
import { h } from '../dom.js';
import { notice } from '../parts.js';

/**
 * Shows the form in `main`.
 *
 * @param {boolean} refused whether Weir has just refused a key
 * @param {function(string)} onKey takes the key
 */
export function login(main, refused, onKey) {
  const key = h('input', { type: 'password', id: 'key', autocomplete: 'off', required: true, 'data-test': 'key' });
  const form = h(
    'form.login',
    {
      'data-test': 'login',
      onsubmit: event => {
        event.preventDefault();
        onKey(key.value.trim());
        key.value = '';
      },
    },
    h('h1', { 'data-test': 'title' }, 'Log in'),
    h('p', {}, "This Weir requires the operator's key, which WEIR_ADMIN_API_KEY holds."),
    refused && h('div', { role: 'alert' }, notice('bad', 'Refused', 'Weir does not accept this key.', 'login-refused')),
    h('label.field', {}, h('span', {}, 'Key'), key),
    h('button.primary', { type: 'submit', 'data-test': 'login-submit' }, 'Log in'),
    h('p.muted', {}, 'The key stays in the memory of this page. It is gone when you reload or close the page.'),
  );
  main.replaceChildren(form);
  key.focus();
}
