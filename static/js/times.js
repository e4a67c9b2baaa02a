// Keeps "3 minutes ago" true while the page stands open. The exact time stays in the title.
import { locale } from './words.js';

const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const spans = [[60, 'second'], [3600, 'minute'], [86400, 'hour'], [604800, 'day'], [2629800, 'week'], [31557600, 'month'], [Infinity, 'year']];
const times = new Set();

function relative(time) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  const span = spans.findIndex(([end]) => Math.abs(seconds) < end);
  return words.format(Math.round(seconds / (span ? spans[span - 1][0] : 1)), spans[span][1]);
}

setInterval(() => {
  for (const time of times) {
    if (!time.isConnected) { times.delete(time); continue; }
    if (Date.now() - new Date(time.dateTime) < 86400000) time.textContent = relative(time);
  }
}, 60000);

export const enhance = (time) => { if (time.dateTime) times.add(time); };
