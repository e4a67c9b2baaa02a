// Keeps "3 minutes ago" true while the page stands open; the exact time stays in the title. Who has chosen no time zone
// (data-zone on <html> names the one the page was written in) is told times in that of the browser.
import { locale } from './words.js';

const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const spans = [[60, 'second'], [3600, 'minute'], [86400, 'hour'], [604800, 'day'], [2629800, 'week'], [31557600, 'month'], [Infinity, 'year']];
const times = new Set();

function relative(time) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  const span = spans.findIndex(([end]) => Math.abs(seconds) < end);
  return words.format(Math.trunc(seconds / (span ? spans[span - 1][0] : 1)), spans[span][1]);
}

setInterval(() => {
  for (const time of times) {
    if (!time.isConnected) { times.delete(time); continue; }
    if (Date.now() - new Date(time.dateTime) < 86400000) time.textContent = relative(time);
  }
}, 60000);

const written = document.documentElement.dataset.zone;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const elsewhere = Boolean(written && here && written !== here);

// Day, month, year in this order, as the server writes them.
function parts(time, options) {
  const made = new Intl.DateTimeFormat(locale, { day: 'numeric', year: 'numeric', ...options }).formatToParts(new Date(time.dateTime));
  const part = Object.fromEntries(made.map(({ type, value }) => [type, value]));
  return { ...part, date: `${part.day} ${part.month} ${part.year}` };
}
function exact(time) {
  const { date, hour, minute, timeZoneName } = parts(time, { month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });
  return `${date}, ${hour}:${minute} ${timeZoneName}`;
}
function tellHere(time) {
  if ('exact' in time.dataset) time.textContent = exact(time);
  if (time.title) time.title = exact(time);
  if (!('day' in time.dataset)) return;
  const { date } = parts(time, { month: 'short' });
  if (date === parts(time, { month: 'short', timeZone: written }).date) return; // the same day here and there
  time.textContent = /\d{4}$/.test(time.textContent) ? date : date.replace(/ \d+$/, '');
}

export function enhance(time) {
  if ('relative' in time.dataset) times.add(time);
  if (elsewhere) tellHere(time);
}
