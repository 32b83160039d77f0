// The review page, last part. One way through: what is chosen stands in S and in the address behind #; every click
// changes S by go(), and apply() makes the page show it.
// ---- what is chosen
var S = {}, taskById = {}, marked = [], stops = [];
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
var writing = null;
function go(change, side, quiet) { // quiet: no step of its own for the browser's way back
  var next = {}, name;
  for (name in S) next[name] = S[name];
  for (name in change) next[name] = change[name];
  var same = write(next) === write(S);
  S = next;
  clearTimeout(writing);
  if (!same && !quiet) location.hash = write(S);
  // A key held down must not write the address at each step: browsers stop that.
  if (quiet) writing = setTimeout(function () { location.replace(write(S)); }, 150);
  apply(side);
}
var NONE = { u: null, a: null, r: null, k: null, look: null };
function withNone(change) { for (var name in NONE) if (!(name in change)) change[name] = null; return change; }

// ---- showing what is chosen
function mark(node, cls) {
  if (!node) return;
  node.classList.add(cls);
  if (cls === 'on') attr(node, 'aria-current', 'true');
  marked.push([node, cls]);
}
function apply(side) {
  var box = boxes[S.tab];
  if (!box) {
    box = boxes[S.tab] = el('div');
    if (S.tab !== 'unit') BUILD[S.tab](box);
  }
  if (panel.firstChild !== box) {
    if (panel.firstChild) panel.firstChild.scroll = panel.scrollTop;
    add(empty(panel), box);
    panel.scrollTop = box.scroll || 0;
  }
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
  each(marked, function (pair) { pair[0].classList.remove(pair[1]); pair[0].removeAttribute('aria-current'); });
  marked = [];
  var place = markText(), row = markRow(box);
  if (side !== 'left' && side !== 'filter' && side !== 'search' && place !== null) showIn(pane, place);
  if (side !== 'right' && side !== 'filter' && row) showIn(panel, row);
  if (side === 'filter') panel.scrollTop = 0;
}
function unitIfNew(box) {
  if (box.key !== filterKey()) buildUnit(box);
  box.key = filterKey();
}
function printHead(shown) {
  function pair(key, text) { return w('pair', { name: w(key), text: text }); }
  var words = [id('tab-' + S.tab).firstChild.data];
  if (!id('filters').hidden) {
    if (S.u !== null) words.push(pair('by_unit', S.u < 0 ? P.labels.unassigned : P.units[S.u].name));
    if (S.a !== null) words.push(pair('by_action', P.actions[S.a].heading));
    if (S.r !== null) words.push(pair('by_role', P.labels.roles[S.r]));
    if (S.k !== null) words.push(pair('by_finding', id('f-k').options[id('f-k').selectedIndex].text));
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
  each(stops, function (node) { node.tabIndex = -1; });
  stops = [];
  if (!row || row.hidden) { // Tab comes to the first row
    row = firstRow();
    if (row) stop(row);
    return null;
  }
  mark(row, 'on');
  stop(row);
  each(row.querySelectorAll('button, input'), stop);
  if (S.v !== null) each(row.querySelectorAll('[data-v="' + S.v + '"]'), function (node) { mark(node, 'on'); });
  return row;
}
function firstRow() {
  for (var row = panel.querySelector('tr[tabindex]'); row && (row.hidden || !row.hasAttribute('tabindex')); row = row.nextSibling);
  return row;
}
function stop(node) { node.tabIndex = 0; stops.push(node); }
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
  var passes = 0;
  function once() {
    // blocks take their real height when they are shown, and what stands below them moves
    if (window.requestAnimationFrame && ++passes < 6 && lines.length > 3000) requestAnimationFrame(once);
    if (box.scrollHeight <= box.clientHeight + 1) { if (node.scrollIntoView) node.scrollIntoView(); return; }
    var outer = box.getBoundingClientRect(), inner = node.getBoundingClientRect(), room = outer.height;
    var top = inner.top - outer.top, low = top + Math.min(inner.height, room * 0.5);
    if (top < 40 || low > room - 20) box.scrollTop += top - room * 0.3;
    var side = inner.left - outer.left;
    if (box === panel && (side < 120 || side > outer.width - 60)) box.scrollLeft += side - outer.width / 2;
  }
  once();
}

// ---- clicks
pane.onclick = function (event) {
  var picked = window.getSelection ? String(window.getSelection()) : '';
  var flag = up(event.target, has('data-f'), pane), span = up(event.target, has('data-p'), pane);
  if (flag) { toFinding(num(flag, 'data-f'), 'left'); return; }
  if (!span || picked) return; // letters are being copied
  var p = num(span, 'data-p'), best = specific((marksOf[p] || []).filter(function (m) { return m.length > 3; })), task = P.ledger[ledgerOf[p]][2];
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

// ---- what a reader notes: kept in the browser where it lets a page from the disk do so
var records = {}, store = null, unsaved = false, STORE = 'fengong.review.' + D.key;
try {
  store = window.localStorage;
  store.setItem(STORE + '.try', '1');
  store.removeItem(STORE + '.try');
  records = JSON.parse(store.getItem(STORE) || '{}') || {};
} catch (e) { store = null; }
if (typeof records !== 'object') records = {};
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

// ---- keys
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

// ---- begin
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
  clearTimeout(writing);
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
