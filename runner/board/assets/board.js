// Keeps a page of the board live, and adds the buttons that copy. Every page is of use without it.

const status = document.getElementById('live-status');
const bar = document.querySelector('[data-events]');

/** How long after a change the page is asked for again, in milliseconds: a backlog would else ask with each receipt. */
const restMs = 400;
/** The same where the verdicts on the page were older than its traffic. */
const behindMs = 2000;

let isPaused = false;
let asked;
let isAsking = false;

function askSoon(wait = restMs) {
  if (isPaused || asked !== undefined) return;
  asked = setTimeout(ask, wait);
}

async function ask() {
  asked = undefined;
  if (isAsking) return askSoon();
  isAsking = true;
  try {
    const answer = await fetch(bar.querySelector('a').href, { headers: { accept: 'text/html' } });
    if (answer.ok && !isPaused) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } catch {
    // The mock has been stopped, or is starting again: the stream of events tells when it is back.
  } finally {
    isAsking = false;
  }
}

/** Takes over each live part that differs. Whoever is at a link in it stays there. */
function show(fresh) {
  const before = verdicts(document);
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (next === null || next.innerHTML === part.innerHTML) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
    const isOpen = [...part.querySelectorAll('details')].map(({ open }) => open);
    part.replaceChildren(...document.importNode(next, true).childNodes);
    for (const [index, details] of part.querySelectorAll('details').entries()) details.open = isOpen[index] ?? false;
    if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
  }
  say(before);
  if (fresh.querySelector('[data-behind]') !== null) askSoon(behindMs);
}

function verdicts(page) {
  const rows = [...page.querySelectorAll('[data-scenario]')];
  return new Map(rows.map(({ dataset }) => [dataset.scenario, dataset.verdict]));
}

/** A verdict that changed is told to who cannot see it; that the page was brought up to date is only shown. */
function say(before) {
  const changed = [...verdicts(document)].filter(([id, verdict]) => before.has(id) && before.get(id) !== verdict);
  const [first] = changed;
  if (changed.length > 1) status.textContent = `${changed.length} verdicts changed`;
  else if (first !== undefined) status.textContent = `${first[0]}: ${first[1]}`;
  document.getElementById('updated').textContent = `Updated at ${new Date().toTimeString().slice(0, 8)}`;
}

function goLive(address) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Pause updates';
  button.addEventListener('click', () => {
    isPaused = !isPaused;
    button.textContent = isPaused ? 'Resume updates' : 'Pause updates';
    status.textContent = isPaused ? 'Paused' : 'Live';
    if (!isPaused) askSoon(0);
  });
  bar.append(button);
  const events = new EventSource(address);
  events.addEventListener('change', () => askSoon());
  let wasLost = false;
  events.addEventListener('open', () => {
    if (!isPaused) status.textContent = 'Live';
    // What came while the mock could not be reached was told to nobody.
    if (wasLost) askSoon(0);
    wasLost = false;
  });
  events.addEventListener('error', () => {
    wasLost = true;
    status.textContent = 'The mock cannot be reached';
  });
}

function addCopyButton(holder) {
  const text = holder.querySelector('pre');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy: ${text.getAttribute('aria-label')}`);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = 'Copied';
    status.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, restMs * 5);
  });
  holder.prepend(button);
}

// A browser gives the clipboard to pages of this machine and of https only.
if (navigator.clipboard !== undefined)
  for (const holder of document.querySelectorAll('[data-copy]')) addCopyButton(holder);
if (bar !== null) goLive(bar.dataset.events);
for (const problems of document.querySelectorAll('.problems')) problems.focus();
