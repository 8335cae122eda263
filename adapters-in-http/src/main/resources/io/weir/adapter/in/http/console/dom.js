/** Builds and updates the document. Text gets in by text nodes only, so data is never read as HTML. */

const HANDLERS = ['onclick', 'oninput', 'onchange', 'onsubmit'];
const SVG = new Set(['svg', 'path', 'polyline', 'rect', 'title']);

/**
 * Creates an element.
 *
 * @param {string} name the tag, with classes after dots: `p.note.warn`
 * @param {object} props attributes; a handler such as `onclick` takes a function, `true` is an empty attribute, and
 *     null, undefined and false are left out
 * @param {...*} children nodes, texts, and lists of these; null, undefined and false are left out
 */
export function h(name, props = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = SVG.has(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  if (classes.length > 0) {
    element.setAttribute('class', classes.join(' '));
  }
  for (const [key, value] of Object.entries(props)) {
    if (HANDLERS.includes(key)) {
      element[key] = value;
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter(child => child !== null && child !== undefined && child !== false)
    .map(child => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** Makes the container's content equal to the children. What has not changed stays, with its focus and selection. */
export function render(container, ...children) {
  patchChildren(container, nodes(children));
}

function patchChildren(parent, wanted) {
  const present = [...parent.childNodes];
  wanted.forEach((node, index) => (index < present.length ? patch(present[index], node) : parent.append(node)));
  present.slice(wanted.length).forEach(node => node.remove());
}

function patch(old, wanted) {
  if (old.nodeName !== wanted.nodeName || old.dataset?.key !== wanted.dataset?.key) {
    old.replaceWith(wanted);
  } else if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== wanted.data) {
      old.data = wanted.data;
    }
  } else {
    patchAttributes(old, wanted);
    patchChildren(old, [...wanted.childNodes]);
  }
}

function patchAttributes(old, wanted) {
  for (const { name } of [...old.attributes]) {
    // whether details are open is the reader's choice, and a style attribute is for the style object alone
    if (name !== 'open' && name !== 'style' && !wanted.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of wanted.attributes) {
    if (name !== 'open' && name !== 'style' && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  if (old.style.cssText !== wanted.style.cssText) {
    old.style.cssText = wanted.style.cssText;
  }
  HANDLERS.forEach(handler => (old[handler] = wanted[handler]));
}

/** Sets styles by the style object, which the content security policy allows, unlike a style attribute. */
export function styled(element, styles) {
  for (const [property, value] of Object.entries(styles)) {
    element.style.setProperty(property, value);
  }
  return element;
}

/** The values of a form's fields, without the blank ones. */
export function fields(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, v]) => v));
}
