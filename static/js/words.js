// The translated words of the page (templates/components/strings.html). word('draftSaved') reads data-draft-saved.
const words = document.getElementById('script-words')?.dataset ?? {};

export const word = (name) => words[name] ?? '';
export const locale = document.documentElement.lang || 'en';
export const number = (value) => new Intl.NumberFormat(locale).format(value);

// An icon of the one set; its address is taken from an icon that already stands on the page.
export function icon(name) {
  const sprite = document.querySelector('.icon use')?.getAttribute('href')?.split('#')[0] ?? '';
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
