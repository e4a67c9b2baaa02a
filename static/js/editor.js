// The Markdown editor: marks from buttons and keys, preview made by the server through the same code as the page.
import { later, parse, replaceWith, send } from './send.js';
import { word } from './words.js';

const around = { bold: ['**', '**'], italic: ['_', '_'], code: ['`', '`'], link: ['[', '](https://)'], image: ['![', '](https://)'] };
const before = { quote: '> ', list: '- ', numbers: '1. ', heading: '## ' };
const keys = { b: 'bold', i: 'italic', k: 'link', e: 'code' };

// execCommand keeps the browser's own undo; setRangeText is the way where it is gone.
function put(text, start, end, words) {
  text.focus();
  text.setSelectionRange(start, end);
  if (!document.execCommand?.('insertText', false, words)) {
    text.setRangeText(words, start, end, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function mark(text, kind) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  if (around[kind]) {
    const [open, close] = kind === 'code' && chosen.includes('\n') ? ['```\n', '\n```'] : around[kind];
    const words = chosen || word(kind);
    put(text, start, end, open + words + close);
    const link = kind === 'link' || kind === 'image';
    const from = start + open.length + (link && chosen ? words.length + 2 : 0);
    text.setSelectionRange(from, link && chosen ? from + 8 : from + words.length);
    return;
  }
  const line = value.lastIndexOf('\n', start - 1) + 1;
  const lines = (value.slice(line, end) || word(kind === 'heading' || kind === 'quote' ? kind : 'item')).split('\n');
  const marked = lines.map((row, place) => {
    const prefix = kind === 'numbers' ? `${place + 1}. ` : before[kind];
    return row.startsWith(prefix) ? row.slice(prefix.length) : prefix + row;
  });
  put(text, line, end, marked.join('\n'));
}

function arrows(bar) {
  const buttons = [...bar.querySelectorAll('button')];
  buttons.forEach((button, place) => { button.tabIndex = place ? -1 : 0; });
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[(at + step + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
}

function previews(editor, text) {
  const region = editor.querySelector('[data-editor-preview]');
  const button = editor.querySelector('[data-editor-preview-toggle]');
  if (!region || !button) return;
  let asked = null;
  const say = (words) => { const line = document.createElement('p'); line.className = 'quiet'; line.textContent = words; region.replaceChildren(line); };
  const refresh = async () => {
    if (region.hidden) return;
    asked?.abort();
    if (!text.value.trim()) { say(word('previewEmpty')); return; }
    asked = new AbortController();
    region.classList.add('is-busy');
    try {
      const body = new URLSearchParams({ text: text.value });
      const answer = await send(editor.dataset.previewUrl, { body, form: text.form, signal: asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      replaceWith(region, [...parse(await answer.text()).childNodes]);
    } catch (error) {
      if (error.name !== 'AbortError') say(word('previewFailed'));
    } finally {
      region.classList.remove('is-busy');
    }
  };
  const soon = later(refresh, 500);
  text.addEventListener('input', soon);
  button.addEventListener('click', () => {
    region.hidden = !region.hidden;
    button.setAttribute('aria-pressed', String(!region.hidden));
    refresh();
  });
}

export function enhance(editor) {
  const text = editor.querySelector('textarea');
  const bar = editor.querySelector('[data-editor-bar]');
  if (!text || !bar) return;
  bar.hidden = false;
  arrows(bar);
  bar.addEventListener('click', (event) => {
    const kind = event.target.closest('[data-mark]')?.dataset.mark;
    if (kind) mark(text, kind);
  });
  text.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const kind = keys[event.key.toLowerCase()];
    if (kind) { event.preventDefault(); mark(text, kind); }
  });
  previews(editor, text);
}
