// The review page, first part: the data, helpers, the text on the left, the search. The parts stand in one function
// when the page is written. All is plain script that browsers of 2016 know. No word of the page stands here (see
// review.toml), and the plan reaches the page as text only, never as markup.
var D = JSON.parse(document.getElementById('data').textContent);
var P = D.page, W = D.words.words, KIND = D.words.kind, TEXT = P.text, TASKS = P.tasks, FINDS = P.findings;
var LETTERS = 'opdgc', CLASSES = ['mo', 'mp', 'md', 'mt', 'mc', 'mf'], FINDING = 5;
var CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
var LONG = 30; // a finding about more letters is shown beside the line only
var TABS = ['matrix', 'tasks', 'unit', 'check', 'rest'];

each(TASKS, function (task) { // what is empty is left out of the data
  each(['people', 'deadlines', 'targets', 'partners', 'findings'], function (name) { task[name] = task[name] || []; });
});
each(FINDS, function (finding) {
  finding.title = P.advice[finding.advice][0];
  finding.proposal = P.advice[finding.advice][1];
});

// ---- helpers
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

// ---- the text in pieces: cut at line ends and wherever ledger entries or marks begin or end
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
  return task.slices.map(function (slice) { return slice[0] < slice[1] ? TEXT.slice(slice[0], slice[1]) : '\n'; }).join('');
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

// ---- the left side
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
  var row = attr(el('div', lineText(line).trim() ? 'ln' : 'ln low'), 'data-n', placeOf(line).n), flag = el('div', 'fl');
  row.id = 'L' + line;
  each(flags[line] || [], function (i) {
    var finding = FINDS[i], level = P.labels.severities[finding.severity];
    var mark = button('s' + finding.severity, '△▲✖'.charAt(finding.severity), w('flag', { level: level, message: finding.message }));
    mark.tabIndex = -1;
    if (flag.childNodes.length < 3) add(flag, attr(mark, 'data-f', i));
  });
  return add(row, fillLine(el('div', 'tx'), line), flag);
}
function lineText(line) { return TEXT.slice(lines[line], line + 1 < lines.length ? lines[line + 1] - 1 : TEXT.length); }
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

// ---- search: blanks, line ends, width and case of letters make no difference
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
