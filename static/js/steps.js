// Steps of a case can be ticked off; the browser remembers, nobody else learns of it. data-steps is the key ("case-12").
import { number, word } from './words.js';

export function enhance(part) {
  const lists = [...part.querySelectorAll('ol')].filter((list) => !list.parentElement.closest('ol, ul, blockquote'));
  const steps = lists.flatMap((list) => [...list.children]);
  if (!steps.length) return;
  const key = `portal.steps.${part.dataset.steps}`;
  let done = [];
  try { done = JSON.parse(localStorage.getItem(key)) ?? []; } catch { done = []; }
  const told = document.createElement('p');
  told.className = 'steps__done no-print';
  told.setAttribute('role', 'status');

  function show() {
    steps.forEach((step, place) => step.classList.toggle('is-done', done.includes(place)));
    const seen = [...steps.keys()].filter((place) => getComputedStyle(steps[place]).display !== 'none'); // others may be hidden
    const ticked = seen.filter((place) => done.includes(place)).length;
    told.textContent = ticked ? `${word('stepsDone')} ${number(ticked)} / ${number(seen.length)}` : '';
  }
  part.classList.add('steps', 'steps--ticked');
  steps.forEach((step, place) => {
    const tick = document.createElement('input');
    tick.type = 'checkbox';
    tick.className = 'tick';
    tick.checked = done.includes(place);
    tick.setAttribute('aria-label', `${word('stepDone')} ${place + 1}`);
    tick.addEventListener('change', () => {
      done = done.filter((other) => other !== place).concat(tick.checked ? [place] : []);
      try { localStorage.setItem(key, JSON.stringify(done)); } catch { /* ticked for this visit only */ }
      show();
    });
    step.prepend(tick);
  });
  part.append(told);
  document.addEventListener('portal:readers', show);
  show();
}
