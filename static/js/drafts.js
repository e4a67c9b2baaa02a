// Drafts as one types. data-draft-url: PUT {"fields": {name: text or list}} for members, the CSRF token in a header.
// data-draft-key: kept in this browser for guests, and again when the server cannot be reached. A page that comes with a draft
// of the server's fills its fields itself; one of the browser's is put back only into fields that are empty.
// Nothing is lost by leaving early: a link of the form is followed once the draft is saved, and a page that goes saves on its way.
import { later, send } from './send.js';
import { word } from './words.js';

const outlives = 30000; // bytes: browsers finish what pages that are gone have sent, up to 64 KiB of all of it
const patience = 3000; // for how long a link waits
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

  let saving = null;
  const save = later(() => { saving = keep().finally(() => { saving = null; }); return saving; }, 1200);
  async function keep() {
    const fields = fieldsOf(form);
    const keepalive = new Blob([JSON.stringify({ fields })]).size < outlives;
    if (!url) { tell(keepHere(fields) ? word('draftKept') : word('draftFailed'), true); return; }
    tell(word('draftSaving'), false);
    try {
      const answer = await send(url, { method: 'PUT', json: { fields }, form, keepalive });
      if (!answer.ok) throw new Error(String(answer.status));
      forget();
      tell(word('draftSaved'), true);
    } catch {
      tell(keepHere(fields) ? word('draftKept') : word('draftFailed'), keepHere(fields));
    }
  }
  async function follow(event) {
    const link = event.target.closest?.('a[href]');
    if (!link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.getAttribute('href').startsWith('#')) return;
    const saved = save.now() ?? saving;
    if (!saved) return;
    event.preventDefault();
    await Promise.race([saved, new Promise((done) => { setTimeout(done, patience); })]);
    location.assign(link.href);
  }

  form.addEventListener('input', (event) => { form.dataset.draftKept = 'no'; if (event.isTrusted) save(); });
  form.addEventListener('change', save);
  form.addEventListener('submit', () => { save.cancel(); if (url) forget(); });
  form.addEventListener('click', follow);
  addEventListener('pagehide', () => save.now());
  document.addEventListener('visibilitychange', () => { if (document.hidden) save.now(); });
}
