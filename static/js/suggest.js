// Suggestions as one types, on any field with data-suggest-url (ARIA combobox with a listbox).
// The address gives {"items": [{"title", "parts"?, "url"?, "hint"?, "lang"?}]}; parts are those of the title, each with whether
// it was typed. Asks 350 ms after the last key, from the tenth character or third word on, or earlier by
// data-suggest-min-chars. A row with an address leads there; one without fills the field. A search field ends its list with
// all results, and with asking (data-suggest-ask) where nothing begins like that.
import { later, send } from './send.js';
import { number, word } from './words.js';

let made = 0;

export function combobox(field, { url, enough, choose, waysOn = () => [] }) {
  const id = `suggest-${made += 1}`;
  const list = document.createElement('div');
  const told = document.createElement('span');
  list.id = id;
  list.className = 'suggest';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', word('suggestSome'));
  list.hidden = true;
  told.className = 'unseen';
  told.setAttribute('role', 'status');
  field.parentElement.classList.add('suggest-host');
  field.after(told, list);
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', id);
  field.setAttribute('aria-expanded', 'false');
  field.setAttribute('autocomplete', 'off');

  let rows = [];
  let shown = ''; // what they were asked for
  let at = -1;
  let asked = null;

  function close() { // also what was asked for and has not come yet
    ask.cancel();
    asked?.abort();
    list.hidden = true;
    at = -1;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  }
  function mark(place) {
    at = place;
    [...list.children].forEach((row, index) => row.setAttribute('aria-selected', String(index === at)));
    if (at < 0) { field.removeAttribute('aria-activedescendant'); return; }
    field.setAttribute('aria-activedescendant', list.children[at].id);
    list.children[at].scrollIntoView({ block: 'nearest' });
  }
  function open(items, text) {
    const found = items.slice(0, 8);
    rows = [...found, ...waysOn(text, found.length)];
    shown = text;
    list.replaceChildren(...rows.map((item, index) => {
      const row = document.createElement('div');
      const title = document.createElement('span');
      row.className = item.wayOn ? 'suggest__row suggest__row--on' : 'suggest__row';
      row.id = `${id}-${index}`;
      row.setAttribute('role', 'option');
      row.setAttribute('aria-selected', 'false');
      title.append(...titleOf(item));
      if (item.lang) title.lang = item.lang;
      row.append(title);
      if (item.hint) {
        const hint = document.createElement('span');
        hint.className = 'suggest__hint';
        hint.textContent = item.hint;
        row.append(hint);
      }
      row.addEventListener('pointerdown', (event) => event.preventDefault());
      row.addEventListener('click', () => { close(); choose(item); });
      return row;
    }));
    told.textContent = found.length ? `${word('suggestSome')} ${number(found.length)}` : word('suggestNone');
    if (!rows.length) { close(); return; }
    show();
  }
  function show() {
    mark(-1);
    list.hidden = false;
    field.setAttribute('aria-expanded', 'true');
  }
  const ask = later(async () => {
    const text = field.value.trim();
    asked?.abort();
    if (!enough(text)) { close(); return; }
    asked = new AbortController();
    try {
      const address = new URL(url, location.href);
      address.searchParams.set('q', field.dataset.suggestPart ?? text);
      const answer = await send(address, { method: 'GET', signal: asked.signal });
      if (answer.ok && document.activeElement === field) open((await answer.json()).items ?? [], text);
    } catch { /* the field works without suggestions */ }
  }, 350);

  field.addEventListener('input', ask);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); close(); return; }
    const arrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    if (list.hidden && arrow && rows.length && field.value.trim() === shown) show(); // closed by Escape
    if (list.hidden) return;
    const last = rows.length - 1;
    if (event.key === 'ArrowDown') { event.preventDefault(); mark(at >= last ? 0 : at + 1); }
    if (event.key === 'ArrowUp') { event.preventDefault(); mark(at <= 0 ? last : at - 1); }
    if (event.key === 'Enter' && at >= 0) { event.preventDefault(); const item = rows[at]; close(); choose(item); }
  });
  return { close };
}

function titleOf(item) {
  return (item.parts ?? [[item.title, false]]).map(([text, typed]) => {
    if (!typed) return text;
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}

// A sentence of the page with a place for the words, marked {}.
const saying = (name, text) => {
  const [before, after] = word(name).split('{}');
  return { title: `${before}${text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text}${after}`, wayOn: true };
};

function waysOn(field) {
  const all = (text) => {
    const asked = new URLSearchParams(new FormData(field.form));
    asked.set(field.name, text);
    return `${field.form.action}?${asked}`;
  };
  return (text, found) => [
    { ...saying('suggestAll', text), url: all(text) },
    ...(found || !field.dataset.suggestAsk ? []
      : [{ ...saying('suggestAsk', text), url: `${field.dataset.suggestAsk}?${new URLSearchParams({ title: text })}` }]),
  ];
}

export const longEnough = (least) => (text) => text.length >= least || text.split(/\s+/).length >= 3;

export function enhance(field) {
  combobox(field, {
    url: field.dataset.suggestUrl,
    enough: longEnough(Number(field.dataset.suggestMinChars ?? 10)),
    waysOn: field.form && field.name === 'q' ? waysOn(field) : undefined,
    choose: (item) => {
      if (item.url) { location.assign(item.url); return; }
      field.value = item.title;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
  });
}
