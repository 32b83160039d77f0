// The review page, second part: the filters, and what stands on the right: matrix, tasks, units, findings, rest.
// ---- filters
var codeTasks = {};
each(FINDS, function (finding) {
  var tasks = codeTasks[finding.code] = codeTasks[finding.code] || {};
  each(finding.tasks, function (t) { tasks[t] = true; });
});
function owned(t) {
  var task = TASKS[t];
  if (S.a !== null && task.action !== S.a) return false;
  if (S.u === -1) return task.owners.length === 0;
  if (S.u === null && S.r === null) return true;
  return some(task.owners, function (owner) {
    return (S.u === null || owner.unit === S.u) && (S.r === null || owner.role === S.r);
  });
}
function visible(t) {
  if (S.look && !TASKS[t].look) return false;
  if (S.k !== null && !(codeTasks[S.k] && codeTasks[S.k][t])) return false;
  return owned(t);
}
function findingVisible(i) {
  var finding = FINDS[i];
  if (S.k !== null && finding.code !== S.k) return false;
  if (S.look && finding.severity < 1) return false;
  if (S.u === null && S.a === null && S.r === null) return true;
  return some(finding.tasks, owned);
}
function filterKey() { return [S.u, S.a, S.r, S.k, S.look].join(); }
function option(select, value, text) { return add(select, attr(el('option', '', text), 'value', value)); }
function buildFilters() {
  each(['f-u', 'f-a', 'f-r', 'f-k'], function (name) { option(id(name), '', w('all')); });
  if (P.sums.open) option(id('f-u'), -1, P.labels.unassigned + ' ' + P.sums.open);
  each(P.units, function (unit, i) { option(id('f-u'), i, unit.name + ' ' + total(unit)); });
  each(P.actions, function (action, i) { option(id('f-a'), i, action.heading); });
  each(P.labels.roles, function (role, i) { if (P.sums.roles[i]) option(id('f-r'), i, role + ' ' + P.sums.roles[i]); });
  var seen = {};
  each(FINDS, function (finding) {
    if (!seen[finding.code]) option(id('f-k'), finding.code, finding.title);
    seen[finding.code] = true;
  });
  each(['u', 'a', 'r', 'k'], function (name) {
    id('f-' + name).onchange = function () {
      var change = {}, value = this.value;
      change[name] = value === '' ? null : name === 'k' ? value : +value;
      go(change, 'filter');
    };
  });
  id('f-look').onchange = function () { go({ look: this.checked ? 1 : null }, 'filter'); };
  id('f-clear').onclick = function () { go(withNone({}), 'filter'); };
}
function total(unit) { return unit.roles[0] + unit.roles[1] + unit.roles[2]; }

// ---- the right side: one box a tab, built when it is first shown
var panel = id('panel'), boxes = {}, rowOf = {};
var BUILD = { matrix: buildMatrix, tasks: buildTasks, unit: buildUnit, check: buildCheck, rest: buildRest };
function table(cls, heads) {
  var head = el('tr');
  each(heads, function (h) { add(head, attr(el('th', h[0], h[1]), 'scope', 'col')); });
  var body = el('tbody');
  return { node: add(el('table', cls), add(el('thead'), head), body), body: body };
}
function cell(row, cls, text) { var td = el('td', cls, text); row.appendChild(td); return td; }
function chip(cls, text, t, v, small) {
  var node = button('chip ' + cls, text);
  if (small) add(node, el('small', '', small));
  node.tabIndex = -1;
  if (t !== null) { attr(node, 'data-t', t); attr(node, 'data-v', v); }
  return node;
}
function ownerChip(owner, t, i) {
  var notes = [];
  if (owner.remark) notes.push(owner.remark);
  if (owner.doubtful) notes.push(w('doubtful'));
  var node = chip('o', P.labels.marks[owner.role] + ' ' + P.units[owner.unit].name, t, 'o' + i,
    (P.sums.roles[0] + P.sums.roles[1] ? ' ' + P.labels.roles[owner.role] : '') + (notes.length ? ' · ' + notes.join(' · ') : ''));
  if (owner.written) node.title = w('written_as', { name: owner.written });
  return node;
}
function whenCell(row, task, t) {
  var td = cell(row, 'c-when');
  each(task.deadlines, function (text, i) { add(td, chip('d task', text, t, 'd' + i)); });
  each(task.targets, function (text, i) { add(td, chip('g', text, t, 'g' + i)); });
}
function taskText(row, task, t) {
  var td = cell(row, 'c-text');
  add(td, el('div', 'task', textOf(task)));
  each(task.partners, function (partner, i) { add(td, chip('x', w('pair', { name: w('partner'), text: partner[0] }), t, 'c' + i, ' ' + partner[1])); });
  return td;
}
function taskRow(t, idCell) {
  var task = TASKS[t], row = attr(attr(el('tr'), 'data-t', t), 'tabindex', -1);
  if (idCell) add(cell(row, 'c-tick n'), recordTick(t));
  var place = cell(row, 'c-id', task.id);
  if (task.number && task.number !== task.id) place.title = w('number', { n: task.number });
  return row;
}
function buildTasks(box) {
  var t = table('tasks', [['c-tick n', '✓'], ['c-id', w('id')], ['', w('content')], ['c-own', w('owners')], ['c-when', w('when_what')], ['c-find', w('findings')]]);
  var action = -1, rows = rowOf.tasks = [];
  t.bands = box.bands = [];
  each(TASKS, function (task, i) {
    if (task.action !== action) {
      action = task.action;
      var band = add(el('tr', 'band'), attr(el('td', '', P.actions[action].heading), 'colspan', 6));
      box.bands.push([band, i]);
      add(t.body, band);
    }
    var row = taskRow(i, true), text = taskText(row, task, i);
    add(text, recordNote(i));
    var owners = cell(row, 'c-own');
    each(task.owners, function (owner, k) { add(owners, ownerChip(owner, i, k)); });
    if (!task.owners.length) add(owners, el('span', 'chip open', P.labels.unassigned));
    each(task.people, function (person, k) { add(owners, chip('x', w('pair', { name: person.word || w('person'), text: person.name }), i, 'p' + k)); });
    whenCell(row, task, i);
    var finds = cell(row, 'c-find');
    if (task.look) add(finds, el('div', 'look', task.doubtful ? P.labels.to_check : w('look')));
    each(task.findings, function (f) { add(finds, attr(chip('s', FINDS[f].title, null), 'data-f', f)); });
    rows[i] = row;
    add(t.body, row);
  });
  add(box, t.node);
}
function filterTasks(box) {
  var shown = 0;
  if (box.key === filterKey()) return box.shown;
  box.key = filterKey();
  each(TASKS, function (task, i) {
    var on = visible(i);
    rowOf.tasks[i].hidden = !on;
    if (on) shown++;
  });
  each(box.bands, function (band, i) {
    var end = i + 1 < box.bands.length ? box.bands[i + 1][1] : TASKS.length, any = false;
    for (var t = band[1]; t < end && !any; t++) any = !rowOf.tasks[t].hidden;
    band[0].hidden = !any;
  });
  nothing(box, shown === 0 ? w('nothing') : '');
  box.shown = w('shown', { n: shown, m: TASKS.length });
  return box.shown;
}
function nothing(box, text) {
  if (!box.none) box.none = box.appendChild(el('p', 'none'));
  box.none.textContent = text;
  box.none.hidden = text === '';
}
function unitLink(u, text) { return attr(chip('x', text || P.units[u].name, null), 'data-unit', u); }
function buildUnit(box) {
  empty(box);
  box.none = null;
  rowOf.unit = [];
  if (!P.units.length) { nothing(box, w('no_units')); return; }
  if (S.u === null || S.u < 0) { unitIndex(box); return; }
  var unit = P.units[S.u], head = el('div', 'unit-head'), all = button('', w('all_units'));
  var prev = button('', '‹', w('prev_unit')), next = button('', '›', w('next_unit'));
  all.onclick = function () { go({ u: null, t: null, v: null }, 'filter'); };
  prev.onclick = function () { step(-1); };
  next.onclick = function () { step(1); };
  function step(by) { go({ u: (S.u + by + P.units.length) % P.units.length, t: null, v: null }, 'filter'); }
  add(box, add(head, all, prev, next, el('h2', '', w('unit_head', { name: unit.name, n: total(unit) })), el('span', 'sub', roleWords(unit))));
  if (unit.names.length) add(box, el('p', 'caption', w('unit_names', { names: unit.names.join(P.labels.separator) })));
  if (unit.contact) add(box, el('p', 'caption', unit.contact));
  var t = table('', [['c-id', w('id')], ['c-act', w('action')], ['', w('content')], ['c-role', w('role')], ['c-oth', w('others')], ['c-when', w('when_what')]]);
  box.shown = 0;
  each(TASKS, function (task, i) {
    var mine = null;
    each(task.owners, function (owner, k) { if (owner.unit === S.u) mine = k; });
    if (mine === null || !visible(i)) return;
    var row = taskRow(i, false);
    box.shown++;
    cell(row, 'sub', P.actions[task.action].heading);
    taskText(row, task, i);
    var own = task.owners[mine];
    add(cell(row, ''), chip('o', P.labels.marks[own.role] + ' ' + P.labels.roles[own.role], i, 'o' + mine, own.remark && ' ' + own.remark));
    var others = cell(row, 'c-oth');
    each(task.owners, function (owner, k) {
      if (k !== mine) add(others, unitLink(owner.unit, P.labels.marks[owner.role] + ' ' + P.units[owner.unit].name));
    });
    whenCell(row, task, i);
    rowOf.unit[i] = row;
    add(t.body, row);
  });
  add(box, t.node);
  nothing(box, box.shown ? '' : w('nothing'));
}
function roleWords(unit) {
  var words = [];
  each(unit.roles, function (n, i) { if (n) words.push(P.labels.roles[i] + ' ' + n); });
  return words.join('　');
}
function unitIndex(box) {
  var t = table('', [['', w('department')], ['n c-n', w('total')], ['n c-n', P.labels.roles[0]], ['n c-n', P.labels.roles[1]], ['n c-n', P.labels.roles[2]]]), band = null;
  each(P.units, function (unit, i) {
    if (unit.band !== band) add(t.body, add(el('tr', 'band'), attr(el('td', '', unit.band), 'colspan', 5)));
    band = unit.band;
    var row = attr(attr(el('tr'), 'data-unit', i), 'tabindex', -1), name = cell(row, '', unit.name);
    if (unit.names.length) add(name, el('span', 'sub', '　' + w('unit_names', { names: unit.names.join(P.labels.separator) })));
    cell(row, 'n', total(unit));
    each(unit.roles, function (n) { cell(row, 'n', n || ''); });
    add(t.body, row);
  });
  add(box, t.node);
}
function buildCheck(box) {
  if (!FINDS.length) { rowOf.check = []; nothing(box, w('no_findings')); return; }
  var t = table('', [['n c-level', w('level')], ['c-kind', w('kind')], ['c-place', w('place')], ['', w('what')], ['c-about', w('about')]]);
  rowOf.check = [];
  each(FINDS, function (finding, i) {
    var row = attr(attr(el('tr'), 'data-f', i), 'tabindex', -1), some = finding.tasks.slice(0, 6);
    add(cell(row, 'n'), el('span', finding.severity ? 'look' : '', '△▲✖'.charAt(finding.severity) + ' ' + P.labels.severities[finding.severity]));
    cell(row, '', finding.title);
    cell(row, '', placeWords(lineOf(finding.start)));
    add(cell(row), el('p', '', finding.message), el('p', 'sub', finding.proposal && w('proposal', { text: finding.proposal })));
    var about = cell(row, '');
    each(some, function (k) { add(about, chip('s', TASKS[k].id, k, '')); });
    if (finding.tasks.length > some.length) add(about, attr(chip('s', w('about_all', { n: finding.tasks.length }), null), 'data-code', finding.code));
    rowOf.check[i] = row;
    add(t.body, row);
  });
  add(box, t.node);
}
function filterCheck(box) {
  var shown = 0;
  each(FINDS, function (finding, i) { rowOf.check[i].hidden = !findingVisible(i); if (findingVisible(i)) shown++; });
  if (FINDS.length) nothing(box, shown ? '' : w('nothing'));
  return w('shown_findings', { n: shown, m: FINDS.length });
}
function buildRest(box) {
  var of = {}, order = [], inTasks = 0, outside = 0;
  each(P.ledger, function (entry, i) {
    if (entry[2] !== null) { inTasks += entry[0]; return; }
    outside += entry[0];
    if (!of[entry[1]]) { of[entry[1]] = { n: 0, chars: 0, list: [] }; order.push(entry[1]); }
    of[entry[1]].n++;
    of[entry[1]].chars += entry[0];
    of[entry[1]].list.push(i);
  });
  order.sort(function (a, b) { return (P.kinds[a] === 'blank') - (P.kinds[b] === 'blank'); });
  add(box, el('p', 'caption', w('rest_caption', { n: inTasks, m: outside, k: inTasks + outside })));
  var t = table('', [['c-kind', w('kind')], ['n c-n', w('stretches')], ['n c-n', w('chars')], ['', w('why')]]);
  rowOf.rest = [];
  box.open = {};
  each(order, function (k) {
    var kind = P.kinds[k], words = KIND[kind] || { name: kind, why: '' }, group = of[k];
    var row = attr(attr(el('tr', 'band'), 'data-k', k), 'tabindex', -1), blank = kind === 'blank';
    cell(row, '', (blank ? '' : '▸ ') + words.name);
    cell(row, 'n', group.n);
    cell(row, 'n', group.chars);
    cell(row, '', words.why);
    attr(row, 'aria-expanded', 'false');
    add(t.body, row);
    row.toggle = blank ? null : function (open) {
      if (open && !row.rows) {
        row.rows = group.list.map(function (i) { return restRow(i); });
        each(row.rows, function (r) { t.body.insertBefore(r, row.nextGroup || null); });
      }
      each(row.rows || [], function (r) { r.hidden = !open; });
      row.isOpen = open;
      attr(row, 'aria-expanded', String(open));
      row.cells[0].textContent = (open ? '▾ ' : '▸ ') + words.name;
    };
    box.open[k] = row;
  });
  var sum = add(t.body, el('tr', 'band')).lastChild;
  cell(sum, '', w('rest_sum'));
  cell(sum, 'n', order.reduce(function (n, k) { return n + of[k].n; }, 0));
  cell(sum, 'n', outside);
  cell(sum);
  each(order, function (k, i) { box.open[k].nextGroup = i + 1 < order.length ? box.open[order[i + 1]] : sum; });
  add(box, t.node);
}
function restRow(i) {
  var row = attr(attr(el('tr'), 'data-e', i), 'tabindex', -1), text = TEXT.substr(entries[i], P.ledger[i][0]).replace(/\s+/g, ' ');
  cell(row, '', placeWords(lineOf(entries[i])));
  cell(row);
  cell(row, 'n', P.ledger[i][0]);
  cell(row, 'task', text.length > 200 ? text.slice(0, 200) + '…' : text);
  rowOf.rest[i] = row;
  return row;
}
function groupRow(behind) { // the headings above the actions, where there are several
  var row = el('tr', 'groups'), last = null, several = false;
  add(row, el('td'));
  each(P.actions, function (action) {
    if (action.above) several = true;
    if (last && last.title === action.above) { last.colSpan++; return; }
    last = attr(el('th', 'g', action.above), 'scope', 'colgroup');
    last.title = action.above;
    add(row, last);
  });
  add(row, attr(el('td'), 'colspan', behind));
  return several ? row : null;
}
function buildMatrix(box) {
  add(box, el('p', 'caption', w('matrix_caption')));
  var node = attr(el('table', 'matrix'), 'role', 'grid'), head = el('tr'), body = el('tbody'), band = null, roles = [];
  each(P.sums.roles, function (n, i) { if (n && (P.sums.roles[0] + P.sums.roles[1])) roles.push(i); });
  add(head, attr(el('th', '', w('department')), 'scope', 'col'));
  each(P.actions, function (action, a) {
    var th = attr(attr(el('th'), 'scope', 'col'), 'data-a', a);
    th.title = (action.above ? action.above + '\n' : '') + action.heading;
    add(head, add(th, el('span', 'v', action.heading)));
  });
  add(head, el('th', 'n', w('total')));
  each(roles, function (r) { add(head, el('th', 'n', P.labels.roles[r])); });
  each(P.units, function (unit, u) {
    if (unit.band !== band) add(body, add(el('tr', 'band'), attr(attr(el('th', '', unit.band), 'colspan', P.actions.length + 2 + roles.length), 'scope', 'colgroup')));
    band = unit.band;
    var row = el('tr'), counts = {};
    each(unit.cells, function (c) { counts[c[0]] = c[1]; });
    add(row, attr(attr(el('th', '', unit.name), 'scope', 'row'), 'data-unit', u));
    each(P.actions, function (action, a) { count(row, '', counts[a] || 0, { u: u, a: a }); });
    count(row, 't', total(unit), { u: u });
    each(roles, function (r) { count(row, 't', unit.roles[r], { u: u, r: r }); });
    add(body, row);
  });
  if (P.sums.open) foot(P.labels.unassigned, 'open', function (a) { return a.open; }, P.sums.open, -1);
  foot(w('sum'), 't', function (a) { return a.pairs; }, P.sums.pairs, null);
  foot(w('tasks'), 't', function (a) { return a.tasks; }, P.sums.tasks, null);
  function foot(name, cls, value, sum, u) {
    var row = el('tr');
    add(row, attr(el('th', '', name), 'scope', 'row'));
    each(P.actions, function (action, a) { count(row, cls, value(action), { u: u, a: a }); });
    count(row, cls, sum, { u: u });
    each(roles, function (r) { count(row, cls, name === w('sum') ? P.sums.roles[r] : '', { u: u, r: r }); });
    add(body, row);
  }
  function count(row, cls, n, at) {
    var shade = cls ? cls : n >= 5 ? 'c5' : n >= 3 ? 'c3' : n >= 1 ? 'c1' : '', td = cell(row, shade, n || '');
    attr(td, 'tabindex', -1);
    if (!n) return;
    for (var name in at) if (at[name] !== null) attr(td, 'data-' + name, at[name]);
    if (at.u !== null && at.a !== undefined) {
      attr(td, 'aria-label', w('cell', { unit: at.u < 0 ? P.labels.unassigned : P.units[at.u].name, action: P.actions[at.a].heading, n: n }));
      td.title = td.getAttribute('aria-label');
    }
    if (at.u === null) attr(td, 'data-u', '');
  }
  add(box, add(node, add(el('thead'), groupRow(roles.length + 1), head), body));
  box.grid = node;
  var first = body.querySelector('td');
  if (first) first.tabIndex = 0;
}
