// Drafts as one types. data-draft-url: PUT {"fields": {name: text or list}} for members, the CSRF token in a header.
// data-draft-key: kept in this browser for guests, and again when the server cannot be reached. A page that comes with a draft
// of the server's fills its fields itself; one of the browser's is put back only into fields that are empty.
import { later, send } from './send.js';
import { word } from './words.js';

const skip = new Set(['csrf_token', 'key', 'password']);

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (skip.has(name) || typeof value !== 'string') continue;
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  for (const secret of form.querySelectorAll('[type="password"]')) delete fields[secret.name];
  return fields;
}

function restore(form, fields) {
  let changed = false;
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (typeof value !== 'string' || !field || !('value' in field) || field.type === 'hidden') continue;
    if (!field.matches?.('textarea, input:not([type="checkbox"], [type="radio"])') || field.value || !value) continue;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    changed = true;
  }
  return changed;
}

export function enhance(form) {
  const { draftUrl: url, draftKey } = form.dataset;
  const key = `portal.draft.${draftKey ?? new URL(url, location.href).pathname}`;
  const state = form.querySelector('[data-draft-state]');
  const tell = (text, kept) => {
    if (state) state.textContent = text;
    form.dataset.draftKept = kept ? 'yes' : 'no';
  };
  const keepHere = (fields) => {
    try { localStorage.setItem(key, JSON.stringify(fields)); return true; } catch { return false; }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept && restore(form, kept)) tell(word('draftRestored'), true);
  } catch { /* no draft */ }

  const save = later(async () => {
    const fields = fieldsOf(form);
    if (!url) { tell(keepHere(fields) ? word('draftKept') : word('draftFailed'), true); return; }
    tell(word('draftSaving'), false);
    try {
      const answer = await send(url, { method: 'PUT', json: { fields }, form });
      if (!answer.ok) throw new Error(String(answer.status));
      forget();
      tell(word('draftSaved'), true);
    } catch {
      tell(keepHere(fields) ? word('draftKept') : word('draftFailed'), keepHere(fields));
    }
  }, 1200);

  form.addEventListener('input', (event) => { form.dataset.draftKept = 'no'; if (event.isTrusted) save(); });
  form.addEventListener('change', save);
  form.addEventListener('submit', () => { save.cancel(); if (url) forget(); });
}
