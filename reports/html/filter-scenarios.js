// Filters the scenarios by verdict and text, and opens the one that a link leads to. The page does without it.
(() => {
  const field = (name) => document.getElementById(name);
  const scenarios = [...document.querySelectorAll('details.scenario')];
  const groups = [...document.querySelectorAll('.group')];
  const words = new Map(scenarios.map((each) => [each, each.querySelector('summary').textContent.toLowerCase()]));
  const filter = () => {
    const wanted = field('filter-text').value.trim().toLowerCase();
    const verdict = field('filter-verdict').value;
    for (const each of scenarios) {
      each.hidden = !words.get(each).includes(wanted) || (verdict !== '' && each.dataset.verdict !== verdict);
    }
    for (const group of groups) group.hidden = group.querySelector('details.scenario:not([hidden])') === null;
    const found = scenarios.filter((each) => !each.hidden).length;
    const isAll = found === scenarios.length;
    field('filter-found').textContent = isAll ? '' : `${found} of ${scenarios.length} scenarios are shown.`;
  };
  const openTarget = () => {
    const target = scenarios.find((each) => `#${each.id}` === location.hash);
    if (target) target.open = true;
  };
  const form = field('filter');
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', openTarget);
  openTarget();
})();
