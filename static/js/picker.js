// Topics: a field of words parted by commas becomes chips with completion. The field itself is what is sent.
import { combobox } from './suggest.js';
import { icon, word } from './words.js';

export function enhance(picker) {
  const field = picker.querySelector('input');
  const list = picker.querySelector('[data-picker-chosen]');
  const most = Number(picker.dataset.pickerMost ?? 5);
  if (!field || !list) return;
  const typed = document.createElement('input');
  for (const { name, value } of field.attributes) {
    if (!['name', 'value', 'id', 'type', 'required', 'maxlength'].includes(name)) typed.setAttribute(name, value);
  }
  typed.type = 'text';
  typed.className = field.className;
  typed.id = field.id;
  field.removeAttribute('id');
  field.type = 'hidden';
  const holder = document.createElement('div');
  holder.append(typed);
  picker.append(holder);
  let chosen = field.value.split(',').map((name) => name.trim()).filter(Boolean);

  function show() {
    field.value = chosen.join(', ');
    list.hidden = !chosen.length;
    typed.hidden = chosen.length >= most;
    list.replaceChildren(...chosen.map((name) => {
      const row = document.createElement('li');
      const chip = document.createElement('span');
      const words = document.createElement('span');
      const remove = document.createElement('button');
      chip.className = 'topic';
      words.className = 'topic__link';
      words.textContent = name;
      remove.type = 'button';
      remove.className = 'topic__remove';
      remove.setAttribute('aria-label', `${word('remove')}: ${name}`);
      remove.append(icon('close'));
      remove.addEventListener('click', () => { chosen = chosen.filter((other) => other !== name); changed(); typed.focus(); });
      chip.append(words, remove);
      row.append(chip);
      return row;
    }));
  }
  function changed() {
    show();
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  let offered = null;
  function add(name, stay = true) {
    const clean = name.trim();
    offered?.close(); // it covers what comes next in the form
    typed.value = '';
    if (!clean || chosen.some((other) => other.toLowerCase() === clean.toLowerCase()) || chosen.length >= most) return;
    chosen.push(clean);
    changed();
    if (stay) (typed.hidden ? list.querySelector('li:last-child button') : typed).focus();
  }
  if (picker.dataset.pickerUrl) {
    const enough = (text) => text.length > 0;
    offered = combobox(typed, { url: picker.dataset.pickerUrl, enough, choose: (item) => add(item.title) });
  }
  typed.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.key === 'Enter' && typed.value.trim()) || event.key === ',') { event.preventDefault(); add(typed.value); }
    if (event.key === 'Backspace' && !typed.value && chosen.length) { chosen.pop(); changed(); }
  });
  typed.addEventListener('blur', () => add(typed.value, false)); // whoever leaves is let go
  show();
}
