// Votes answer at once and put themselves right when the server says no. The box stays where it is, so focus and the
// live region stay too: only figures and pressed states are taken over from the fragment the server gives back.
import { say } from './messages.js';
import { parse, send } from './send.js';
import { number, word } from './words.js';

const buttonsOf = (box) => [...box.querySelectorAll('[data-vote-value]')];

function show(box, own, score) {
  const figure = box.querySelector('[data-vote-score]');
  box.dataset.own = own;
  figure.dataset.voteScore = score;
  figure.textContent = number(score);
  for (const button of buttonsOf(box)) {
    const value = Number(button.dataset.voteValue);
    button.setAttribute('aria-pressed', String(value === own));
    button.value = value === own ? 0 : value;
  }
}

function take(box, fragment) {
  const fresh = fragment.querySelector(`#${CSS.escape(box.id)}`) ?? fragment.querySelector('[data-vote]');
  if (!fresh) return false;
  box.dataset.own = fresh.dataset.own;
  const [there, here] = [fresh, box].map((root) => root.querySelector('[data-vote-score]'));
  here.dataset.voteScore = there.dataset.voteScore;
  here.textContent = there.textContent;
  const words = [fresh, box].map((root) => root.querySelector('.need__words'));
  if (words[0] && words[1]) words[1].textContent = words[0].textContent;
  const fresher = buttonsOf(fresh);
  buttonsOf(box).forEach((button, place) => {
    const from = fresher[place];
    if (!from) return;
    button.value = from.value;
    button.disabled = from.disabled;
    button.setAttribute('aria-pressed', from.getAttribute('aria-pressed'));
    const [theirs, ours] = [from, button].map((root) => root.querySelector('use'));
    ours.setAttribute('href', theirs.getAttribute('href'));
  });
  return true;
}

// One request at a time. A press while one is under way is a change of mind, not a mistake: it shows at once and is sent
// when the answer is there; of several presses the last counts. What is under way survives leaving the page (keepalive).
async function cast(box, value, before) {
  const body = new FormData(box);
  body.set('value', value);
  const back = (text) => { show(box, before.own, before.score); say(text, 'warning'); };
  try {
    const answer = await send(box.action, { body: new URLSearchParams(body), form: box, keepalive: true });
    if (answer.redirected && !answer.ok) throw new Error('redirected');
    const fragment = parse(await answer.text());
    if (answer.ok && take(box, fragment)) return true;
    if (answer.ok) location.reload();
    else back(fragment.querySelector('[data-message]')?.textContent.trim() || word('voteFailed'));
  } catch {
    back(word('network'));
  }
  return false;
}

export function enhance(box) {
  let wanted = null; // what the reader wants now; null while nothing is under way
  let sent = null;
  const shown = () => ({
    own: Number(box.dataset.own),
    score: Number(box.querySelector('[data-vote-score]').dataset.voteScore),
  });
  let before = shown();
  const want = (value) => {
    wanted = value;
    show(box, value, before.score - before.own + value);
  };
  box.addEventListener('submit', async (event) => {
    const value = Number(event.submitter?.value ?? NaN);
    if (Number.isNaN(value)) return;
    event.preventDefault();
    const idle = wanted === null;
    if (idle) before = shown();
    want(value);
    if (!idle) return;
    for (sent = null; sent !== wanted;) {
      sent = wanted;
      if (!await cast(box, sent, before)) break;
      before = shown();
      if (sent !== wanted) want(wanted);
    }
    wanted = null;
  });
  window.addEventListener('pagehide', () => { if (wanted !== null && wanted !== sent) cast(box, wanted, before); });
}
