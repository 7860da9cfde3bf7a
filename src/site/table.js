// Filters and orders for tables. Every page is complete without this.
'use strict';
for (const box of document.querySelectorAll('.sheet')) {
  const table = box.querySelector('table');
  const body = table.tBodies[0];
  const rows = [...body.rows];
  if (rows.length < 5) continue;
  const english = document.documentElement.lang === 'en';
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/[\s・]+/g, '');
  const texts = rows.map((row) => fold(row.textContent));

  // The filter.
  const label = document.createElement('label');
  label.className = 'filter';
  label.append(english ? 'Filter rows ' : document.documentElement.className ? '行を絞り込む ' : '行を絞り込む Filter ');
  const field = document.createElement('input');
  field.type = 'search';
  const hits = document.createElement('output');
  label.append(field);
  const bar = document.createElement('p');
  bar.append(label, ' ', hits);
  box.before(bar);
  field.addEventListener('input', () => {
    const words = field.value.split(/\s+/).map(fold).filter(Boolean);
    let left = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word));
      if (!row.hidden) left += 1;
    });
    hits.textContent = words.length ? `${left} / ${rows.length}` : '';
  });

  // The order: up, down, as it was.
  const heads = [...table.tHead.rows[0].cells];
  const number = (text) => {
    const bare = text.replace(/,/g, '').trim();
    return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : null;
  };
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (x !== null && y !== null) return x - y;
    return a.localeCompare(b, 'ja');
  };
  heads.forEach((head, at) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'order';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const next = { ascending: 'descending', descending: null }[head.getAttribute('aria-sort')];
      const order = next === undefined ? 'ascending' : next;
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      const sorted = [...rows];
      if (order) {
        head.setAttribute('aria-sort', order);
        const sign = order === 'ascending' ? 1 : -1;
        const keys = new Map(rows.map((row) => [row, row.cells[at].textContent.trim()]));
        // Empty cells stay at the end.
        sorted.sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
          return sign * compare(x, y);
        });
      }
      body.append(...sorted);
    });
  });
}
