// How many characters are left, said quietly and only near the end.
import { number, word } from './words.js';

export function enhance(place) {
  const field = document.getElementById(place.dataset.countOf);
  if (!field) return;
  const most = Number(place.dataset.most);
  const plain = place.textContent;
  const show = () => {
    const left = most - field.value.length;
    const near = left < Math.max(50, most * 0.1);
    place.textContent = near ? `${word('charactersLeft')} ${number(left)}` : plain;
    place.classList.toggle('is-near', near);
  };
  field.addEventListener('input', show);
  show();
}
