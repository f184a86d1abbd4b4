// Updates a page of the board and adds the copy buttons. Every page works without it.

const status = document.getElementById('live-status');
const bar = document.querySelector('[data-events]');

/** Milliseconds from a change to the next update: otherwise a backlog would cause one update per receipt. */
const updateDelayMs = 400;
/** The same if the verdicts on the page were older than its traffic. */
const behindDelayMs = 2000;

let isPaused = false;
let timer;
let isUpdating = false;

function scheduleUpdate(wait = updateDelayMs) {
  if (isPaused || timer !== undefined) return;
  timer = setTimeout(update, wait);
}

async function update() {
  timer = undefined;
  if (isUpdating) return scheduleUpdate();
  isUpdating = true;
  try {
    const answer = await fetch(bar.querySelector('a').href, { headers: { accept: 'text/html' } });
    if (answer.ok && !isPaused) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } catch {
    // The mock is stopped or restarting: the event stream reconnects when it is back.
  } finally {
    isUpdating = false;
  }
}

/** Replaces each live part that changed and keeps the keyboard focus. */
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
  announce(before);
  if (fresh.querySelector('[data-behind]') !== null) scheduleUpdate(behindDelayMs);
}

function verdicts(page) {
  const rows = [...page.querySelectorAll('[data-scenario]')];
  return new Map(rows.map(({ dataset }) => [dataset.scenario, dataset.verdict]));
}

/** Announces changed verdicts to screen readers and shows the time of the update. */
function announce(before) {
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
    if (!isPaused) scheduleUpdate(0);
  });
  bar.append(button);
  const events = new EventSource(address);
  events.addEventListener('change', () => scheduleUpdate());
  let wasLost = false;
  events.addEventListener('open', () => {
    if (!isPaused) status.textContent = 'Live';
    // Changes while the mock could not be reached were not reported.
    if (wasLost) scheduleUpdate(0);
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
    }, updateDelayMs * 5);
  });
  holder.prepend(button);
}

// Browsers allow the clipboard only for pages of this machine or over https.
if (navigator.clipboard !== undefined)
  for (const holder of document.querySelectorAll('[data-copy]')) addCopyButton(holder);
if (bar !== null) goLive(bar.dataset.events);
for (const problems of document.querySelectorAll('.problems')) problems.focus();
