// Finds what on the page can be made quicker and loads the module for it. Every page works without this file.
// A module exports enhance(element); it is called once for each element that matches its selector, and may return a
// promise for what it fetches.
const modules = {
  'search-focus': '[data-search-focus]',
  suggest: '[data-suggest-url]',
  similar: '[data-similar-url]',
  load: '[data-load-url]',
  votes: 'form[data-vote]',
  toggle: 'form[data-toggle]',
  editor: '[data-editor]',
  count: '[data-count-of]',
  picker: '[data-picker]',
  drafts: 'form[data-draft-url], form[data-draft-key]',
  unsaved: 'form[data-unsaved]',
  unread: '[data-unread-url]',
  inbox: '[data-inbox]',
  copy: '.prose pre',
  enlarge: '.prose img',
  theme: '[data-theme-switch]',
  menu: 'details[data-menu]',
  queue: '[data-queue]',
  steps: '[data-steps]',
  readers: '[data-readers]',
  helped: '[data-helped]',
  'step-link': '[data-step-link]',
  'submit-once': 'form[method="post"]',
  messages: '[data-messages]',
  times: 'time[datetime]',
  trail: '[data-trail]',
  'focus-first': '[data-autofocus]',
};

const done = new Map();

async function enhanceWithin(root) {
  await Promise.all(Object.entries(modules).map(async ([name, selector]) => {
    const found = [...root.querySelectorAll(selector)];
    if (root !== document && root.matches?.(selector)) found.push(root);
    if (!found.length) return;
    const module = await import(`./${name}.js`);
    const seen = done.get(name) ?? new WeakSet();
    done.set(name, seen);
    const fresh = found.filter((element) => !seen.has(element));
    for (const element of fresh) seen.add(element);
    await Promise.all(fresh.map((element) => module.enhance(element)));
  }));
}

// data-ready on <html> says that everything there is has been enhanced: until then a click does what it does without
// script. Tests wait for it.
let underWay = 0;

async function enhance(root) {
  underWay += 1;
  delete document.documentElement.dataset.ready;
  await enhanceWithin(root);
  underWay -= 1;
  if (!underWay) document.documentElement.dataset.ready = '';
}

document.addEventListener('portal:fragment', (event) => enhance(event.target));
enhance(document);
