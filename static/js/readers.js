// For whom the steps of a case are shown. The choice stays in this browser and is made again at the next case that knows
// it: a case of the same product, or where one of the two names no product.
const place = 'portal.readers';
const most = 20;
const folded = (words) => words.trim().toLowerCase();

function remembered() {
  try { return JSON.parse(localStorage.getItem(place)) ?? []; } catch { return []; }
}

export function enhance(form) {
  const radios = [...form.querySelectorAll('input[type="radio"]')];
  const product = folded(form.dataset.readers);
  const named = (name) => radios.find((radio) => radio.value && folded(radio.value) === name);
  form.querySelector('button').hidden = true;

  if (!new URLSearchParams(location.search).has('for')) {
    const kept = remembered().find(([whose, name]) => (!whose || !product || whose === product) && named(name));
    if (kept) named(kept[1]).checked = true;
  }
  form.addEventListener('change', (event) => {
    const name = folded(event.target.value);
    const others = remembered().filter(([whose, each]) => whose !== product || !named(each));
    try { localStorage.setItem(place, JSON.stringify([...(name ? [[product, name]] : []), ...others].slice(0, most))); } catch { /* for this visit only */ }
    const address = new URL(location.href);
    if (name) address.searchParams.set('for', event.target.value); else address.searchParams.delete('for');
    history.replaceState(history.state, '', address);
    document.dispatchEvent(new Event('portal:readers'));
  });
  document.dispatchEvent(new Event('portal:readers'));
}
