/* The review page. Written for old browsers too: no word of the page stands here (see review.toml), and the plan
   reaches the page as text only, never as markup. One way through: what is chosen stands in S and in the address
   behind #; every click changes S, and apply() makes the page show it. */
(function () {
  'use strict';
  var D = JSON.parse(document.getElementById('data').textContent);
  var P = D.page, W = D.words.words, KIND = D.words.kind, TEXT = P.text, TASKS = P.tasks, FINDS = P.findings;
  var LETTERS = 'opdgc', CLASSES = ['mo', 'mp', 'md', 'mt', 'mc', 'mf'], FINDING = 5;
  var CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
  var LONG = 80; // a finding about more letters is shown beside the line only
  var TABS = ['matrix', 'tasks', 'unit', 'check', 'rest'];

  // ---- helpers -----------------------------------------------------------------------------------------------
  function id(name) { return document.getElementById(name); }
  function w(key, values) {
    return (W[key] || '').replace(/\{(\w+)\}/g, function (all, name) {
      return values && values[name] !== undefined ? values[name] : all;
    });
  }
  function el(tag, cls, text) {
    var node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined && text !== '') node.textContent = text;
    return node;
  }
  function add(parent) {
    for (var i = 1; i < arguments.length; i++) if (arguments[i]) parent.appendChild(arguments[i]);
    return parent;
  }
  function attr(node, name, value) { node.setAttribute(name, value); return node; }
  function button(cls, text, hint) {
    var node = el('button', cls, text);
    node.type = 'button';
    if (hint) { node.title = hint; attr(node, 'aria-label', hint); }
    return node;
  }
  function empty(node) { while (node.firstChild) node.removeChild(node.firstChild); return node; }
  function each(list, act) { for (var i = 0; i < list.length; i++) act(list[i], i); }
  function some(list, test) { for (var i = 0; i < list.length; i++) if (test(list[i])) return true; return false; }
  function up(node, test, top) {
    for (; node && node !== top; node = node.parentNode) if (node.nodeType === 1 && test(node)) return node;
    return null;
  }
  function has(name) { return function (node) { return node.hasAttribute(name); }; }
  function num(node, name) { return node.hasAttribute(name) ? +node.getAttribute(name) : null; }
  function below(list, value) { // how many of a sorted list are not above value
    var low = 0, high = list.length;
    while (low < high) { var mid = (low + high) >> 1; if (list[mid] <= value) low = mid + 1; else high = mid; }
    return low;
  }

  // ---- the text in pieces: cut at line ends and wherever ledger entries or marks begin or end --------------------
  var lines = [0], entries = [], pieces = [], ledgerOf = [], marksOf = [], lineFirst = [], taskPieces = [], taskMarks = [];
  var flags = {};
  (function () {
    for (var at = TEXT.indexOf('\n'); at >= 0; at = TEXT.indexOf('\n', at + 1)) lines.push(at + 1);
    var cuts = lines.slice(), place = 0;
    each(P.ledger, function (entry) { entries.push(place); cuts.push(place); place += entry[0]; });
    var shown = P.marks.filter(function (mark) {
      if (mark[2] !== FINDING) return true;
      return mark[1] <= LONG && TEXT.substr(mark[0], mark[1]).indexOf('\n') < 0;
    });
    each(shown, function (mark) { cuts.push(mark[0], mark[0] + mark[1]); });
    cuts.sort(function (a, b) { return a - b; });
    var active = [], next = 0, ledger = 0, line = 0;
    each(cuts, function (cut, i) {
      if ((i && cuts[i - 1] === cut) || cut >= TEXT.length) return;
      while (ledger + 1 < entries.length && entries[ledger + 1] <= cut) ledger++;
      active = active.filter(function (mark) { return mark[0] + mark[1] > cut; });
      while (next < shown.length && shown[next][0] <= cut) active.push(shown[next++]);
      while (line < lines.length && lines[line] <= cut) lineFirst[line++] = pieces.length;
      var task = P.ledger.length ? P.ledger[ledger][2] : null;
      if (task !== null) (taskPieces[task] = taskPieces[task] || []).push(pieces.length);
      pieces.push(cut);
      ledgerOf.push(ledger);
      marksOf.push(active.length ? active.slice() : null);
    });
    while (line <= lines.length) lineFirst[line++] = pieces.length;
    each(P.marks, function (mark) {
      if (mark[2] === FINDING) return;
      for (var i = 3; i < mark.length; i += 2) (taskMarks[mark[i]] = taskMarks[mark[i]] || []).push(mark);
    });
    each(FINDS, function (finding, i) {
      var line = lineOf(finding.start);
      (flags[line] = flags[line] || []).push(i);
    });
  })();
  function lineOf(at) { return Math.max(below(lines, at) - 1, 0); }
  function pieceAt(at) { return Math.max(below(pieces, at) - 1, 0); }
  function placeOf(line) { // as a reader counts: in the file
    var file = -1;
    each(P.files, function (f, i) { if (f[1] <= line) file = i; });
    return file < 0 ? { n: line + 1 } : { n: line - P.files[file][1] + 1, file: P.files[file][0] };
  }
  function placeWords(line) {
    var place = placeOf(line);
    return w(place.file ? 'file_line' : 'line', place);
  }
  function textOf(task) {
    if (task.text !== undefined) return task.text;
    return task.slices.map(function (slice) { return TEXT.slice(slice[0], slice[1]); }).join('');
  }
  function specific(marks) { // owner before time before target; a finding last
    var best = null;
    each(marks || [], function (mark) { if (!best || mark[2] < best[2]) best = mark; });
    return best;
  }
  function shortest(marks) {
    var best = null;
    each(marks || [], function (mark) { if (mark[2] !== FINDING && (!best || mark[1] < best[1])) best = mark; });
    return best;
  }

  // ---- the left side -----------------------------------------------------------------------------------------
  var BLOCK = 60, pane = id('text'), blocks = [], filled = 0, spans = [], hits = [], hit = -1;
  function buildText() {
    for (var line = 0; line < lines.length; line += BLOCK) blocks.push(pane.appendChild(el('div', 'blk')));
    var more = function () {
      var end = Date.now() + 40;
      while (filled < blocks.length && Date.now() < end) fillBlock();
      if (filled < blocks.length) setTimeout(more, 0);
    };
    more();
  }
  function fillBlock() {
    var block = blocks[filled], first = filled * BLOCK;
    for (var line = first; line < Math.min(first + BLOCK, lines.length); line++) {
      each(P.files, function (file) { if (file[1] === line) add(block, el('div', 'file', file[0])); });
      if (line + 1 === lines.length && lines[line] === TEXT.length) break; // behind the last line end
      block.appendChild(buildLine(line));
    }
    filled++;
  }
  function need(line) { while (filled < blocks.length && filled * BLOCK <= line) fillBlock(); return id('L' + line); }
  function buildLine(line) {
    var row = attr(el('div', 'ln'), 'data-n', placeOf(line).n), flag = el('div', 'fl');
    row.id = 'L' + line;
    each(flags[line] || [], function (i) {
      var finding = FINDS[i], level = P.labels.severities[finding.severity];
      var mark = button('s' + finding.severity, '△▲✖'.charAt(finding.severity), w('flag', { level: level, message: finding.message }));
      mark.tabIndex = -1;
      if (flag.childNodes.length < 3) add(flag, attr(mark, 'data-f', i));
    });
    return add(row, fillLine(el('div', 'tx'), line), flag);
  }
  function fillLine(box, line) {
    var last = line + 1 < lines.length ? lines[line + 1] - 1 : TEXT.length;
    if (last > lines[line] && TEXT.charAt(last - 1) === '\r') last--;
    for (var p = lineFirst[line]; p < lineFirst[line + 1]; p++) {
      var end = Math.min(p + 1 < pieces.length ? pieces[p + 1] : TEXT.length, last);
      if (end <= pieces[p]) continue;
      var span = attr(el('span', pieceClass(p)), 'data-p', p);
      addText(span, pieces[p], end);
      spans[p] = box.appendChild(span);
    }
    return box;
  }
  function pieceClass(p) {
    var kind = P.kinds[P.ledger[ledgerOf[p]][1]], names = [];
    if (kind === 'heading' || kind === 'title') names.push('head');
    else if (kind === 'tag') names.push('tag');
    else if (P.ledger[ledgerOf[p]][2] === null) names.push('out');
    var mark = shortest(marksOf[p]);
    if (mark) names.push(CLASSES[mark[2]]);
    if (some(marksOf[p] || [], function (m) { return m[2] === FINDING; })) names.push('mf');
    return names.join(' ');
  }
  function addText(span, start, end) { // with the places of the search, and letters nobody sees made visible
    for (var i = firstHit(start); i < hits.length && hits[i][0] < end && start < end; i++) {
      if (hits[i][1] <= start) continue;
      addPlain(span, start, Math.max(hits[i][0], start));
      var stop = Math.min(hits[i][1], end), box = span.appendChild(el('span', i === hit ? 'hit now' : 'hit'));
      addPlain(box, Math.max(hits[i][0], start), stop);
      start = stop;
    }
    addPlain(span, start, end);
  }
  function addPlain(box, start, end) {
    var text = TEXT.slice(start, end), at;
    while ((at = text.search(CONTROL)) >= 0) {
      if (at) box.appendChild(document.createTextNode(text.slice(0, at)));
      var code = text.charCodeAt(at).toString(16).toUpperCase();
      var box2 = attr(el('span', 'ctl', text.charAt(at)), 'data-c', 'U+' + ('000' + code).slice(-4));
      box2.title = w('control');
      box.appendChild(box2);
      text = text.slice(at + 1);
    }
    if (text) box.appendChild(document.createTextNode(text));
  }
  function buildLegend() {
    var box = id('legend');
    each(['owner', 'person', 'deadline', 'target', 'partner', 'finding'], function (key, i) {
      var found = some(P.marks, function (mark) { return mark[2] === i; });
      if (found || i === FINDING) add(box, add(el('span'), el('span', CLASSES[i], w(key))));
    });
    add(box, el('span', 'tag', w('tag')), el('span', 'out', w('outside')));
  }

  // ---- what is chosen -----------------------------------------------------------------------------------------
  var S = {}, taskById = {}, marked = [];
  each(TASKS, function (task, i) { taskById[task.id] = i; });
  function read(hash) {
    var state = { tab: 'tasks', t: null, v: null, f: null, e: null, u: null, a: null, r: null, k: null, look: null };
    each(hash.replace(/^#/, '').split('&'), function (part) {
      var name = part.split('=')[0], value = part.slice(name.length + 1);
      try { value = decodeURIComponent(value); } catch (e) { value = ''; }
      if (name === 't') { if (taskById.hasOwnProperty(value)) state.t = taskById[value]; }
      else if (name === 'tab') { if (TABS.indexOf(value) >= 0) state.tab = value; }
      else if (name === 'v') { if (/^[opdgc]\d+$/.test(value)) state.v = value; }
      else if (name === 'k') { if (/^[\w-]+$/.test(value)) state.k = value; }
      else if (name === 'look') state.look = value === '1' ? 1 : null;
      else if (name === 'u' && value === '-') state.u = -1;
      else if (state.hasOwnProperty(name) && /^\d+$/.test(value)) state[name] = +value;
    });
    var limits = { f: FINDS.length, e: P.ledger.length, u: P.units.length, a: P.actions.length, r: 3 };
    for (var name in limits) if (state[name] !== null && state[name] >= limits[name]) state[name] = null;
    return state;
  }
  function write(state) {
    var parts = ['tab=' + state.tab];
    each(['t', 'v', 'f', 'e', 'u', 'a', 'r', 'k', 'look'], function (name) {
      var value = state[name];
      if (value === null) return;
      if (name === 't') value = TASKS[value].id;
      if (name === 'u' && value < 0) value = '-';
      parts.push(name + '=' + encodeURIComponent(value));
    });
    return '#' + parts.join('&');
  }
  function go(change, side, quiet) { // quiet: no step of its own for the browser's way back
    var next = {}, name;
    for (name in S) next[name] = S[name];
    for (name in change) next[name] = change[name];
    var same = write(next) === write(S);
    S = next;
    if (!same) { if (quiet) location.replace(write(S)); else location.hash = write(S); }
    apply(side);
  }
  var NONE = { u: null, a: null, r: null, k: null, look: null };
  function withNone(change) { for (var name in NONE) if (!(name in change)) change[name] = null; return change; }

  // ---- filters ------------------------------------------------------------------------------------------------
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

  // ---- the right side: one box a tab, built when it is first shown --------------------------------------------
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
    each(task.partners, function (partner, i) { add(td, chip('x', w('partner') + '：' + partner[0], t, 'c' + i, ' ' + partner[1])); });
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
      each(task.people, function (person, k) { add(owners, chip('x', (person.word || w('person')) + '：' + person.name, i, 'p' + k)); });
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
    var shown = 0, open = {};
    each(TASKS, function (task, i) {
      var on = visible(i);
      rowOf.tasks[i].hidden = !on;
      if (on) { shown++; open[task.action] = true; }
    });
    each(box.bands, function (band, i) {
      var end = i + 1 < box.bands.length ? box.bands[i + 1][1] : TASKS.length, any = false;
      for (var t = band[1]; t < end && !any; t++) any = !rowOf.tasks[t].hidden;
      band[0].hidden = !any;
    });
    nothing(box, shown === 0 ? w('nothing') : '');
    return w('shown', { n: shown, m: TASKS.length });
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
    var t = table('', [['c-id', w('id')], ['', w('action')], ['', w('content')], ['', w('role')], ['c-own', w('others')], ['c-when', w('when_what')]]);
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
      var others = cell(row, 'c-own');
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
    var t = table('', [['', w('department')], ['n', w('total')], ['n', P.labels.roles[0]], ['n', P.labels.roles[1]], ['n', P.labels.roles[2]]]), band = null;
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
    var t = table('', [['n', w('level')], ['n', w('kind')], ['n', w('place')], ['', w('what')], ['', w('about')]]);
    rowOf.check = [];
    each(FINDS, function (finding, i) {
      var row = attr(attr(el('tr'), 'data-f', i), 'tabindex', -1), some = finding.tasks.slice(0, 6);
      add(cell(row, 'n'), el('span', finding.severity ? 'look' : '', '△▲✖'.charAt(finding.severity) + ' ' + P.labels.severities[finding.severity]));
      cell(row, 'n', finding.title);
      cell(row, 'n', placeWords(lineOf(finding.start)));
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
    var t = table('', [['', w('kind')], ['n', w('stretches')], ['n', w('chars')], ['', w('why')]]);
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
  function buildMatrix(box) {
    add(box, el('p', 'caption', w('matrix_caption')));
    var node = attr(el('table', 'matrix'), 'role', 'grid'), head = el('tr'), body = el('tbody'), band = null, roles = [];
    each(P.sums.roles, function (n, i) { if (n && (P.sums.roles[0] + P.sums.roles[1])) roles.push(i); });
    add(head, attr(el('th', '', w('department')), 'scope', 'col'));
    each(P.actions, function (action, a) {
      var th = attr(attr(el('th'), 'scope', 'col'), 'data-a', a);
      th.title = (action.above ? action.above + '\n' : '') + action.heading;
      head.appendChild(add(th, el('span', 'v', action.heading)));
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
    add(box, add(node, add(el('thead'), head), body));
    box.grid = node;
    var first = body.querySelector('td');
    if (first) first.tabIndex = 0;
  }

  // ---- showing what is chosen --------------------------------------------------------------------------------
  function mark(node, cls) { if (node) { node.classList.add(cls); marked.push([node, cls]); } }
  function apply(side) {
    var box = boxes[S.tab];
    if (!box) {
      box = boxes[S.tab] = el('div');
      if (S.tab !== 'unit') BUILD[S.tab](box);
    }
    if (panel.firstChild !== box) { empty(panel); add(panel, box); }
    each(TABS, function (name) {
      var tab = id('tab-' + name);
      attr(tab, 'aria-selected', String(name === S.tab));
      tab.tabIndex = name === S.tab ? 0 : -1;
    });
    attr(panel, 'aria-labelledby', 'tab-' + S.tab);
    id('filters').hidden = S.tab === 'matrix' || S.tab === 'rest';
    each(['u', 'a', 'r', 'k'], function (name) {
      id('f-' + name).value = S[name] === null ? '' : S[name];
      id('f-' + name).className = S[name] === null ? '' : 'on';
    });
    id('f-look').checked = !!S.look;
    id('f-clear').disabled = S.u === null && S.a === null && S.r === null && S.k === null && !S.look;
    var shown = '';
    if (S.tab === 'tasks') shown = filterTasks(box);
    else if (S.tab === 'check') shown = filterCheck(box);
    else if (S.tab === 'unit') { unitIfNew(box); shown = S.u !== null && S.u >= 0 && P.units.length ? w('shown', { n: box.shown, m: total(P.units[S.u]) }) : ''; }
    id('shown').textContent = shown;
    printHead(shown);
    each(marked, function (pair) { pair[0].classList.remove(pair[1]); });
    marked = [];
    var place = markText(), row = markRow(box);
    if (side !== 'left' && side !== 'filter' && side !== 'search' && place !== null) showIn(pane, place);
    if (side !== 'right' && side !== 'filter' && row) showIn(panel, row);
    if (side === 'filter') panel.scrollTop = 0;
  }
  function unitIfNew(box) {
    var key = [S.u, S.a, S.r, S.k, S.look].join();
    if (box.key !== key) buildUnit(box);
    box.key = key;
  }
  function printHead(shown) {
    var words = [id('tab-' + S.tab).firstChild.data];
    if (!id('filters').hidden) {
      if (S.u !== null) words.push(w('by_unit') + '：' + (S.u < 0 ? P.labels.unassigned : P.units[S.u].name));
      if (S.a !== null) words.push(w('by_action') + '：' + P.actions[S.a].heading);
      if (S.r !== null) words.push(w('by_role') + '：' + P.labels.roles[S.r]);
      if (S.k !== null) words.push(w('by_finding') + '：' + id('f-k').options[id('f-k').selectedIndex].text);
      if (S.look) words.push(w('only_look'));
      if (shown) words.push(shown);
    }
    id('print-head').textContent = words.join('　');
  }
  function markText() { // marks the chosen place; the first line of it
    var first = null;
    function pieceRange(start, end, cls) {
      for (var p = pieceAt(start); p < pieces.length && pieces[p] < end; p++) markPiece(p, cls);
    }
    function markPiece(p, cls) {
      var line = lineOf(pieces[p]);
      need(line);
      mark(spans[p], cls);
      if (spans[p] && (first === null || cls === 'val')) { if (first === null || first.cls !== 'val') first = { node: spans[p], cls: cls }; }
    }
    if (S.t !== null) each(taskPieces[S.t] || [], function (p) { markPiece(p, 'sel'); });
    if (S.t !== null && S.v !== null) {
      var kind = LETTERS.indexOf(S.v.charAt(0)), place = +S.v.slice(1);
      each(taskMarks[S.t] || [], function (m) {
        if (m[2] !== kind) return;
        for (var i = 3; i < m.length; i += 2) if (m[i] === S.t && m[i + 1] === place) { pieceRange(m[0], m[0] + m[1], 'val'); break; }
      });
    }
    if (S.f !== null) {
      var finding = FINDS[S.f], long = finding.end - finding.start > LONG;
      pieceRange(finding.start, Math.max(finding.end, finding.start + 1), long ? 'sel' : 'val');
      if (!first) first = { node: need(lineOf(finding.start)) };
    }
    if (S.e !== null) pieceRange(entries[S.e], entries[S.e] + P.ledger[S.e][0], 'sel');
    return first && first.node;
  }
  function markRow(box) {
    var row = null;
    if (S.tab === 'check') row = S.f !== null ? rowOf.check[S.f] : null;
    else if (S.tab === 'rest') row = restRowOf(box);
    else if (S.tab === 'matrix') return markCells(box);
    else if (S.t !== null) row = rowOf[S.tab][S.t];
    each(panel.querySelectorAll('[tabindex="0"]'), function (node) { node.tabIndex = -1; });
    if (!row || row.hidden) {
      each(panel.querySelectorAll('tr[tabindex]'), function (node) { if (!row && !node.hidden) { row = node; node.tabIndex = 0; } });
      return null;
    }
    mark(row, 'on');
    row.tabIndex = 0;
    each(row.querySelectorAll('button, input'), function (node) { node.tabIndex = 0; });
    if (S.v !== null) each(row.querySelectorAll('[data-v="' + S.v + '"]'), function (node) { mark(node, 'on'); });
    return row;
  }
  function restRowOf(box) {
    if (S.e === null || P.ledger[S.e][2] !== null) return null;
    var group = box.open[P.ledger[S.e][1]];
    if (!group || !group.toggle) return null;
    if (!group.isOpen) group.toggle(true);
    return rowOf.rest[S.e];
  }
  function markCells(box) {
    if (S.t === null) return null;
    var task = TASKS[S.t], first = null, owners = task.owners.length ? task.owners : [{ unit: -1 }];
    each(owners, function (owner, i) {
      if (S.v !== null && S.v.charAt(0) === 'o' && i !== +S.v.slice(1)) return;
      var td = box.grid.querySelector('td[data-u="' + owner.unit + '"][data-a="' + task.action + '"]');
      mark(td, 'hot');
      first = first || td;
    });
    return first;
  }
  function showIn(box, node) {
    function once() {
      if (box.scrollHeight <= box.clientHeight + 1) { if (node.scrollIntoView) node.scrollIntoView(); return; }
      var outer = box.getBoundingClientRect(), inner = node.getBoundingClientRect(), room = outer.height;
      var top = inner.top - outer.top, low = top + Math.min(inner.height, room * 0.5);
      if (top < 40 || low > room - 20) box.scrollTop += top - room * 0.3;
      var side = inner.left - outer.left;
      if (box === panel && (side < 120 || side > outer.width - 60)) box.scrollLeft += side - outer.width / 2;
    }
    once();
    if (window.requestAnimationFrame) requestAnimationFrame(once); // blocks take their real height when they are shown
  }

  // ---- clicks -------------------------------------------------------------------------------------------------
  pane.onclick = function (event) {
    var picked = window.getSelection ? String(window.getSelection()) : '';
    var flag = up(event.target, has('data-f'), pane), span = up(event.target, has('data-p'), pane);
    if (flag) { toFinding(num(flag, 'data-f'), 'left'); return; }
    if (!span || picked) return; // letters are being copied
    var p = num(span, 'data-p'), best = specific(marksOf[p]), task = P.ledger[ledgerOf[p]][2];
    if (best && best[2] !== FINDING) toValue(best);
    else if (best) toFinding(best[3], 'left');
    else if (task !== null) toTask(task, null);
    else go({ tab: S.tab === 'matrix' && P.kinds[P.ledger[ledgerOf[p]][1]] === 'heading' ? 'matrix' : 'rest', e: ledgerOf[p], t: null, v: null, f: null }, 'left');
  };
  function toValue(markOf) { // words that stand for several tasks: one after the other
    var at = 3;
    for (var i = 3; i < markOf.length; i += 2) {
      if (markOf[i] !== S.t) continue;
      at = S.v === LETTERS.charAt(markOf[2]) + markOf[i + 1] ? (i + 2 < markOf.length ? i + 2 : 3) : i;
      break;
    }
    toTask(markOf[at], LETTERS.charAt(markOf[2]) + markOf[at + 1]);
  }
  function toTask(t, v) {
    var change = { t: t, v: v, f: null, e: null }, tab = S.tab;
    if (tab === 'unit') {
      if (v && v.charAt(0) === 'o') change.u = TASKS[t].owners[+v.slice(1)].unit;
      else if (!some(TASKS[t].owners, function (owner) { return owner.unit === S.u; })) tab = 'tasks';
    }
    if (tab === 'check' || tab === 'rest') tab = 'tasks';
    change.tab = tab;
    if (tab === 'tasks' && !visible(t)) withNone(change);
    go(change, 'left');
  }
  function toFinding(f, side) {
    var change = { tab: 'check', f: f, t: FINDS[f].tasks.length === 1 ? FINDS[f].tasks[0] : null, v: null, e: null };
    if (!findingVisible(f)) withNone(change);
    go(change, side);
  }
  panel.onclick = function (event) { open(event.target); };
  function open(target) {
    if (/^(INPUT|SELECT)$/.test(target.tagName)) return;
    var node = up(target, function (n) {
      return some(['data-v', 'data-f', 'data-unit', 'data-code', 'data-u', 'data-a', 'data-e', 'data-k', 'data-t'], function (name) { return n.hasAttribute(name); });
    }, panel);
    if (!node) return;
    if (node.hasAttribute('data-v')) go({ tab: S.tab === 'check' ? 'tasks' : S.tab, t: num(node, 'data-t'), v: node.getAttribute('data-v') || null, f: null, e: null }, S.tab === 'check' ? '' : 'right');
    else if (node.hasAttribute('data-f')) toFinding(num(node, 'data-f'), node.tagName === 'TR' ? 'right' : '');
    else if (node.hasAttribute('data-unit')) go(withNone({ tab: 'unit', u: num(node, 'data-unit'), v: null, f: null, e: null }), '');
    else if (node.hasAttribute('data-code')) go(withNone({ tab: 'tasks', k: node.getAttribute('data-code'), t: null, v: null, f: null, e: null }), 'filter');
    else if (node.hasAttribute('data-u') || node.hasAttribute('data-a')) {
      var u = node.getAttribute('data-u'), change = { tab: 'tasks', t: null, v: null, f: null, e: null };
      change.u = u ? +u : null;
      change.a = num(node, 'data-a');
      change.r = num(node, 'data-r');
      go(withNone(change), 'filter');
    } else if (node.hasAttribute('data-e')) go({ e: num(node, 'data-e'), t: null, v: null, f: null }, 'right');
    else if (node.hasAttribute('data-k')) { if (node.toggle) node.toggle(!node.isOpen); }
    else go({ t: num(node, 'data-t'), v: null, f: null, e: null }, 'right');
  }
  each(TABS, function (name) { id('tab-' + name).onclick = function () { go({ tab: name }, ''); }; });

  // ---- search: blanks, line ends, width and case of letters make no difference ------------------------------------
  var folded = null, foldedAt = null, hitLines = [];
  function fold(text, places) {
    var out = [], i, code;
    for (i = 0; i < text.length; i++) {
      code = text.charCodeAt(i);
      if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
      if (code <= 32 || code === 0xa0 || code === 0x3000) continue;
      out.push(String.fromCharCode(code));
      if (places) places.push(i);
    }
    return out.join('').toLowerCase();
  }
  function search() {
    var words = fold(id('q').value), at;
    if (folded === null) { foldedAt = []; folded = fold(TEXT, foldedAt); if (folded.length !== foldedAt.length) folded = TEXT; }
    var old = hitLines;
    hits = [];
    hit = -1;
    if (words) {
      if (taskById.hasOwnProperty(words)) hits.push([TASKS[taskById[words]].start, TASKS[taskById[words]].start]);
      for (at = folded.indexOf(words); at >= 0 && hits.length < 5000; at = folded.indexOf(words, at + words.length)) {
        hits.push([foldedAt[at], foldedAt[at + words.length - 1] + 1]);
      }
      hits.sort(function (a, b) { return a[0] - b[0]; });
    }
    hitLines = [];
    each(hits, function (h) { for (var l = lineOf(h[0]); l <= lineOf(Math.max(h[1] - 1, h[0])); l++) if (hitLines[hitLines.length - 1] !== l) hitLines.push(l); });
    redraw(old.concat(hitLines));
    if (!hits.length) { id('q-count').textContent = words ? w('search_none') : ''; return; }
    var from = S.t !== null ? TASKS[S.t].start : 0, first = 0;
    while (first < hits.length - 1 && hits[first][0] < from) first++;
    showHit(hits[first][0] < from ? 0 : first);
  }
  function firstHit(start) { // hits do not overlap, so that the one before the first behind `start` is the only other
    var low = 0, high = hits.length;
    while (low < high) { var mid = (low + high) >> 1; if (hits[mid][1] <= start) low = mid + 1; else high = mid; }
    return low;
  }
  function redraw(list) {
    var done = {};
    each(list, function (line) {
      var row = done[line] ? null : id('L' + line);
      done[line] = true;
      if (row) fillLine(empty(row.querySelector('.tx')), line);
    });
  }
  function showHit(i) {
    var before = hit, t;
    hit = i;
    id('q-count').textContent = w('search_count', { n: i + 1, m: hits.length });
    need(lineOf(hits[i][0]));
    redraw([lineOf(hits[i][0]), lineOf(Math.max(hits[i][1] - 1, 0))].concat(before >= 0 && hits[before] ? [lineOf(hits[before][0]), lineOf(Math.max(hits[before][1] - 1, 0))] : []));
    var p = pieceAt(hits[i][0]);
    t = P.ledger.length ? P.ledger[ledgerOf[p]][2] : null;
    go(t !== null ? { t: t, v: null, f: null, e: null } : { t: null, v: null, f: null, e: ledgerOf[p] }, 'search', true);
    showIn(pane, pane.querySelector('.hit.now') || spans[p] || need(lineOf(hits[i][0])));
  }
  function nextHit(by) { if (hits.length) showHit((hit + by + hits.length) % hits.length); }
  var timer = null, searched = '';
  function searchNow() {
    clearTimeout(timer);
    if (id('q').value === searched) return false;
    searched = id('q').value;
    search();
    return true;
  }
  id('q').oninput = function () { clearTimeout(timer); timer = setTimeout(searchNow, 200); };
  id('search').onsubmit = function () { if (!searchNow()) nextHit(1); return false; };
  id('q-prev').onclick = function () { if (!searchNow()) nextHit(-1); };

  // ---- what a reader notes: kept in the browser where it lets a page from the disk do so ------------------------
  var records = {}, store = null, unsaved = false, STORE = 'fengong.review.' + D.key;
  try {
    store = window.localStorage;
    store.setItem(STORE + '.try', '1');
    store.removeItem(STORE + '.try');
    records = JSON.parse(store.getItem(STORE) || '{}') || {};
  } catch (e) { store = null; }
  function keyOf(t) { return TASKS[t].id + '@' + TASKS[t].start; }
  function recordOf(t) { return records.hasOwnProperty(keyOf(t)) && records[keyOf(t)] || {}; }
  function setRecord(t, name, value) {
    var record = recordOf(t);
    record[name] = value;
    records[keyOf(t)] = record;
    if (!record.done && !record.note) delete records[keyOf(t)];
    unsaved = true;
    if (store) try { store.setItem(STORE, JSON.stringify(records)); } catch (e) { store = null; }
    showRecord();
  }
  function showRecord() {
    var done = TASKS.filter(function (task, t) { return recordOf(t).done; }).length, box = id('record');
    box.textContent = w('record', { n: done, m: TASKS.length }) + (store ? '' : '　' + w('record_memory'));
    box.className = !store && unsaved ? 'warn' : '';
  }
  function recordTick(t) {
    var box = el('input');
    box.type = 'checkbox';
    box.checked = !!recordOf(t).done;
    box.tabIndex = -1;
    attr(box, 'aria-label', w('done_of', { id: TASKS[t].id }));
    box.onchange = function () { setRecord(t, 'done', box.checked); };
    return box;
  }
  function recordNote(t) {
    var box = el('input', 'note');
    box.type = 'text';
    box.value = recordOf(t).note || '';
    box.placeholder = w('note');
    box.tabIndex = -1;
    attr(box, 'aria-label', w('note_of', { id: TASKS[t].id }));
    function size() { box.className = box.value ? 'note has' : 'note'; }
    box.oninput = function () { setRecord(t, 'note', box.value); size(); };
    size();
    return box;
  }
  function csvCell(value) {
    value = String(value);
    if (/^[=+\-@\t\r]/.test(value)) value = "'" + value; // no spreadsheet takes it for a formula
    return '"' + value.replace(/"/g, '""') + '"';
  }
  id('export').onclick = function () {
    var rows = [[w('csv_id'), w('csv_number'), w('csv_task'), w('csv_owners'), w('csv_done'), w('csv_note')]];
    each(TASKS, function (task, t) {
      var owners = task.owners.map(function (owner) { return P.units[owner.unit].name; });
      rows.push([task.id, task.number, textOf(task), owners.join(P.labels.separator) || P.labels.unassigned, recordOf(t).done ? w('csv_yes') : '', recordOf(t).note || '']);
    });
    var text = '\ufeff' + rows.map(function (row) { return row.map(csvCell).join(','); }).join('\r\n') + '\r\n';
    var blob = new Blob([text], { type: 'text/csv;charset=utf-8' }), name = D.stem + '-' + w('record_file') + '.csv';
    unsaved = false;
    showRecord();
    if (navigator.msSaveOrOpenBlob) { navigator.msSaveOrOpenBlob(blob, name); return; }
    var link = el('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    add(document.body, link);
    link.click();
    document.body.removeChild(link);
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  };
  window.onbeforeunload = function () { if (!store && unsaved) return w('record_leave'); };

  // ---- keys ---------------------------------------------------------------------------------------------------
  function rowsShown() {
    return [].filter.call(panel.querySelectorAll('tr[tabindex]'), function (row) { return !row.hidden; });
  }
  function move(by) {
    var rows = rowsShown(), at = -1;
    each(rows, function (row, i) { if (row === document.activeElement) at = i; });
    if (at < 0) each(rows, function (row, i) { if (row.classList.contains('on')) at = i; });
    var next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (!next) return;
    if (next.hasAttribute('data-t') || next.hasAttribute('data-e') || next.hasAttribute('data-f')) choose(next);
    next.focus();
    showIn(panel, next);
  }
  function choose(row) {
    if (row.hasAttribute('data-f')) go({ f: num(row, 'data-f'), t: FINDS[num(row, 'data-f')].tasks.length === 1 ? FINDS[num(row, 'data-f')].tasks[0] : null, v: null, e: null }, 'right', true);
    else if (row.hasAttribute('data-e')) go({ e: num(row, 'data-e'), t: null, v: null, f: null }, 'right', true);
    else go({ t: num(row, 'data-t'), v: null, f: null, e: null }, 'right', true);
  }
  function nextFinding(by) {
    if (!FINDS.length) return;
    var at = S.f === null ? (by > 0 ? -1 : FINDS.length) : S.f;
    do at += by; while (at >= 0 && at < FINDS.length && !findingVisible(at));
    if (at < 0 || at >= FINDS.length) return;
    toFinding(at, '');
    if (rowOf.check[at]) rowOf.check[at].focus();
  }
  function moveCell(td, key) {
    var row = td.parentNode, at = td.cellIndex, to = null;
    if (key === 'ArrowLeft' || key === 'ArrowRight') to = row.cells[at + (key === 'ArrowLeft' ? -1 : 1)];
    else for (row = key === 'ArrowUp' ? row.previousSibling : row.nextSibling; row && !to; row = key === 'ArrowUp' ? row.previousSibling : row.nextSibling) if (row.cells.length > 1) to = row.cells[at];
    if (!to || to.tagName !== 'TD') return;
    td.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }
  function help(open) {
    id('help').hidden = !open;
    (open ? id('help-close') : id('help-open')).focus();
  }
  var layout = 0;
  function nextLayout() { layout = (layout + 1) % 3; document.body.className = 'lay' + layout; }
  document.onkeydown = function (event) {
    var node = event.target, key = { Left: 'ArrowLeft', Right: 'ArrowRight', Up: 'ArrowUp', Down: 'ArrowDown', Esc: 'Escape' }[event.key] || event.key;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!id('help').hidden) {
      if (key === 'Escape' || key === '?') help(false);
      if (key === 'Tab') { id('help-close').focus(); event.preventDefault(); }
      return;
    }
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName) && node.type !== 'checkbox';
    if (key === 'Escape') {
      if (typing) node.blur();
      else if (S.t !== null || S.f !== null || S.e !== null) go({ t: null, v: null, f: null, e: null }, 'right', true);
      return;
    }
    if (node === id('q') && key === 'Enter' && event.shiftKey) { if (!searchNow()) nextHit(-1); event.preventDefault(); return; }
    if (typing) return;
    var tab = up(node, function (n) { return n.getAttribute('role') === 'tab'; }, document), td = up(node, function (n) { return n.tagName === 'TD' && n.hasAttribute('tabindex'); }, panel);
    if (tab && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      var to = TABS[(TABS.indexOf(tab.getAttribute('data-tab')) + (key === 'ArrowLeft' ? 4 : 1)) % 5];
      go({ tab: to }, '');
      id('tab-' + to).focus();
    } else if (td && key.indexOf('Arrow') === 0) moveCell(td, key);
    else if (key === 'Enter' && (td || (node.tagName === 'TR' && node.hasAttribute('tabindex')))) open(node);
    else if (key === 'j' || (key === 'ArrowDown' && !pane.contains(node))) move(1);
    else if (key === 'k' || (key === 'ArrowUp' && !pane.contains(node))) move(-1);
    else if (key === 'n') nextFinding(1);
    else if (key === 'N') nextFinding(-1);
    else if (key === '/') { id('q').focus(); id('q').select(); }
    else if (key === '?') help(true);
    else if (key === 'w') nextLayout();
    else if (/^[1-5]$/.test(key)) go({ tab: TABS[key - 1] }, '');
    else if ((key === 'c' || key === 'm') && S.t !== null) {
      if (S.tab !== 'tasks') go({ tab: 'tasks' }, '');
      var box = rowOf.tasks[S.t].querySelector(key === 'c' ? '[type=checkbox]' : '.note');
      if (key === 'c') box.click(); else box.focus();
    } else return;
    event.preventDefault();
  };

  // ---- begin --------------------------------------------------------------------------------------------------
  id('title').textContent = P.title;
  id('marking').textContent = P.marking;
  id('marking').hidden = !P.marking;
  each(D.facts, function (fact) { add(id('facts'), add(el('span', '', fact[0] + ' '), el('b', '', fact[1]))); });
  each([['check', FINDS.length], ['tasks', TASKS.length], ['unit', P.units.length]], function (pair) {
    add(id('tab-' + pair[0]), el('span', 'sub', ' ' + pair[1]));
  });
  each(['move', 'finding', 'search', 'tabs', 'done', 'layout', 'escape', 'help'], function (name) {
    add(id('keys'), el('dt', '', w('key_' + name)), el('dd', '', w('key_' + name + '_does')));
  });
  id('layout').onclick = nextLayout;
  id('print').onclick = function () { while (filled < blocks.length) fillBlock(); window.print(); };
  id('help-open').onclick = function () { help(true); };
  id('help-close').onclick = function () { help(false); };
  window.onhashchange = function () {
    var state = read(location.hash);
    if (write(state) === write(S)) return;
    S = state;
    apply('');
  };
  S = read(location.hash);
  if (!location.hash && P.units.length) S.tab = 'matrix';
  buildLegend();
  buildFilters();
  buildText();
  showRecord();
  apply('');
})();
