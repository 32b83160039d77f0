// Tries the review page in a headless Chromium as a reader would: clicks both ways, filters, search, keys, notes, print.
//
//   node tests/review/browser.mjs target/debug/fengong
//
// Ends with 0 when all is right, 1 when something is wrong, 77 where no browser can be started.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { start } from './chrome.mjs';

const program = resolve(process.argv[2] ?? 'target/debug/fengong');
const seed = resolve('seeds/003_85480678fcb1a8b0.txt');
const folder = mkdtempSync(join(tmpdir(), 'review-pages-'));
const browser = await start();
if (!browser) {
  console.log('no Chromium can be started');
  process.exit(77);
}

/** The page of a plan, as a URL. */
function pageOf(name, plan, ...options) {
  const file = join(folder, `${name}.html`);
  let path = plan;
  if (plan.includes('\n')) {
    path = join(folder, `${name}.txt`);
    writeFileSync(path, plan);
  }
  execFileSync(program, ['review', path, '-o', file, '-q', '--force', '--templates', 'templates', ...options], { stdio: ['ignore', 'ignore', 'ignore'] });
  return pathToFileURL(file).href;
}

const tests = [];
const test = (name, act) => tests.push([name, act]);
const row = (page, attribute) => page.get(`(document.querySelector('#panel tr.on') || document.body).getAttribute('${attribute}')`);
const rows = (page) => page.get(`[...document.querySelectorAll('#panel tr[data-t]')].filter((row) => row.offsetParent).length`);
const marked = (page, cls) => page.get(`[...document.querySelectorAll('#text .${cls}')].map((node) => node.textContent).join('|')`);
const hash = (page) => page.settle(200).then(() => page.get('location.hash'));
const data = (page) => page.get(`JSON.parse(document.getElementById('data').textContent)`);
const seen = (page, selector) => page.get(`(() => {
  const node = document.querySelector('${selector}'), box = node.getBoundingClientRect();
  const outer = node.closest('#text, #panel').getBoundingClientRect();
  return box.bottom > outer.top && box.top < outer.bottom;
})()`);
const choose = async (page, select, value) => {
  await page.get(`(() => { const list = document.getElementById('${select}'); list.value = '${value}'; list.dispatchEvent(new Event('change')); })()`);
  await page.settle();
};
/** What the left side shows, with its blank ends as in the file. */
const shownText = (page) => page.get(`[...document.querySelectorAll('#text .tx')].map((line) => line.textContent).join('\\n')`);

test('the text is whole, line by line', async (page) => {
  const lines = readFileSync(seed, 'utf8').replace(/\r/g, '').replace(/\n$/, '');
  assert.equal(await shownText(page), lines);
});

test('a name in the text leads to its chip, and the chip back to the words', async (page) => {
  await page.get(`location.hash = '#tab=tasks'`);
  await page.click('#text .mo');
  const task = await row(page, 'data-t');
  assert.notEqual(task, null);
  assert.ok((await page.get(`document.querySelector('#panel tr.on .chip.on').textContent`)).includes(await marked(page, 'val')));
  assert.ok(await seen(page, '#panel tr.on'));
  await page.click('#panel tr[data-t="30"] .chip[data-v="o0"]');
  assert.equal(await row(page, 'data-t'), '30');
  const { page: { tasks, units } } = await data(page);
  assert.equal(await marked(page, 'val'), units[tasks[30].owners[0].unit].name);
  assert.ok(await seen(page, '#text .val'));
});

test('a time and a target of a row are marked where they stand', async (page) => {
  await page.get(`location.hash = '#tab=tasks'`);
  await page.settle();
  for (const kind of ['.chip.d', '.chip.g']) {
    await page.click(`#panel ${kind}`);
    const chip = (await page.get(`document.querySelector('#panel ${kind}').textContent`)).split('\n')[0];
    assert.equal((await marked(page, 'val')).replace(/\|/g, ''), chip);
  }
});

test('a click in a task chooses it; one outside any task says what the text is', async (page) => {
  await page.get(`location.hash = '#tab=tasks'`);
  await page.click('#L44 .tx span');
  assert.equal(await row(page, 'data-t'), '5');
  assert.ok((await marked(page, 'sel')).length > 40);
  await page.click('#L8 .tx span');
  assert.match(await hash(page), /tab=rest/);
  assert.ok((await page.get(`document.querySelector('#panel tr.on').textContent`)).includes('区健康促进委员会相关成员单位'));
});

test('every number of the matrix is the number of tasks it leads to', async (page) => {
  await page.get(`location.hash = '#tab=matrix'`);
  await page.settle();
  const cells = await page.get(`[...document.querySelectorAll('.matrix td[data-u]')].map((td, at) => [at, +td.textContent])`);
  assert.ok(cells.length > 100);
  const { page: { sums, units } } = await data(page);
  assert.equal(await page.get(`[...document.querySelectorAll('.matrix tr')].at(-1).cells.length`), (await page.get(`document.querySelectorAll('.matrix thead tr:last-child th').length`)));
  const pairs = units.reduce((sum, unit) => sum + unit.cells.reduce((n, cell) => n + cell[1], 0), 0);
  assert.equal(pairs, sums.pairs);
  let checked = 0;
  for (const [at, count] of cells) {
    if (at % 20 === 19) await page.settle(1000); // a browser lets a page write its address only so often
    const found = await page.get(`(() => {
      document.getElementById('tab-matrix').click();
      const td = document.querySelectorAll('.matrix td[data-u]')[${at}];
      const sum = td.classList.contains('t') && td.getAttribute('data-u') === '';
      td.click();
      return sum ? null : [...document.querySelectorAll('#panel tr[data-t]')].filter((row) => !row.hidden).length;
    })()`);
    if (found !== null) {
      assert.equal(found, count, `cell ${at}`);
      checked++;
    }
  }
  assert.ok(checked > 2 * units.length);
});

test('the browser goes back and forward', async (page) => {
  await page.get(`location.hash = '#tab=matrix'`);
  await page.settle();
  await page.click('.matrix td.c5');
  const filtered = await hash(page);
  await page.click('#panel tr[data-t]:not([hidden]) .c-text');
  const chosen = await hash(page);
  await page.get('history.back()');
  await page.settle();
  assert.equal(await hash(page), filtered);
  assert.equal(await row(page, 'data-t'), null);
  await page.get('history.back()');
  await page.settle();
  assert.ok(await page.get(`!!document.querySelector('.matrix')`));
  await page.get('history.go(2)');
  await page.settle();
  assert.equal(await hash(page), chosen);
  assert.notEqual(await row(page, 'data-t'), null);
});

test('filters by department, action, role, finding and need of a look', async (page) => {
  await page.get(`location.hash = '#tab=tasks'`);
  await page.settle();
  const { page: plan } = await data(page);
  const count = (wanted) => plan.tasks.filter(wanted).length;
  assert.equal(await rows(page), plan.tasks.length);
  await choose(page, 'f-u', '9');
  assert.equal(await rows(page), count((task) => task.owners.some((owner) => owner.unit === 9)));
  await choose(page, 'f-a', '7');
  assert.equal(await rows(page), count((task) => task.action === 7 && task.owners.some((owner) => owner.unit === 9)));
  await page.click('#f-clear');
  assert.equal(await rows(page), plan.tasks.length);
  await choose(page, 'f-u', '-1');
  assert.equal(await rows(page), plan.sums.open);
  await page.click('#f-clear');
  await choose(page, 'f-k', 'text-and-tag');
  const about = new Set(plan.findings.filter((finding) => finding.code === 'text-and-tag').flatMap((finding) => finding.tasks));
  assert.equal(await rows(page), about.size);
  await page.click('#f-clear');
  await page.click('#f-look');
  assert.equal(await rows(page), plan.sums.look);
  assert.match(await page.get(`document.getElementById('shown').textContent`), new RegExp(`${plan.sums.look} / ${plan.tasks.length}`));
  await page.click('#f-clear');
  // A task that the filter hides is shown when its words are clicked.
  await choose(page, 'f-u', '0');
  await page.click('#L44 .tx span');
  assert.equal(await row(page, 'data-t'), '5');
});

test('a department has its list, and another is one click away', async (page) => {
  await page.get(`location.hash = '#tab=unit'`);
  await page.settle();
  const { page: plan } = await data(page);
  assert.equal(await page.get(`document.querySelectorAll('#panel tr[data-unit]').length`), plan.units.length);
  await page.click('#panel tr[data-unit="9"]');
  assert.equal(await rows(page), plan.tasks.filter((task) => task.owners.some((owner) => owner.unit === 9)).length);
  await page.click('#panel .chip[data-unit]');
  assert.doesNotMatch(await hash(page), /u=9(&|$)/);
  assert.ok(await rows(page) > 0);
});

test('findings lead to their place and back', async (page) => {
  await page.get(`location.hash = '#tab=check'`);
  await page.settle();
  const { page: plan } = await data(page);
  const severities = plan.findings.map((finding) => finding.severity);
  assert.deepEqual(severities, [...severities].sort((a, b) => b - a), 'what matters most comes first');
  const at = plan.findings.findIndex((finding) => finding.code === 'text-and-tag');
  await page.click(`#panel tr[data-f="${at}"] p`);
  assert.equal((await marked(page, 'val')).replace(/\|/g, ''), plan.text.slice(plan.findings[at].start, plan.findings[at].end));
  assert.ok(await seen(page, '#text .val'));
  await page.click('#text .fl button');
  assert.equal(await row(page, 'data-f'), await page.get(`document.querySelector('#text .fl button').getAttribute('data-f')`));
});

test('what is in no task adds up', async (page) => {
  await page.get(`location.hash = '#tab=rest'`);
  await page.settle();
  const { page: plan } = await data(page);
  const outside = plan.ledger.filter((entry) => entry[2] === null);
  const sum = await page.get(`[...document.querySelectorAll('#panel tbody tr')].at(-1).textContent`);
  assert.ok(sum.includes(String(outside.reduce((n, entry) => n + entry[0], 0))), sum);
  await page.click('#panel tr[data-k] td');
  await page.click('#panel tr[data-e]');
  assert.ok((await marked(page, 'sel')).length > 0);
});

test('search finds words over line ends and any width, forward and back', async (page) => {
  await page.get(`location.hash = '#tab=tasks'`);
  await page.press('/');
  assert.equal(await page.get('document.activeElement.id'), 'q');
  await page.type('养老 床位８０张');
  assert.equal(await marked(page, 'hit'), '养老床位80张');
  assert.ok(await seen(page, '#text .hit'));
  assert.notEqual(await row(page, 'data-t'), null);
  await page.get(`document.getElementById('q').value = ''`);
  await page.type('健康科普');
  const total = (await page.get(`document.getElementById('q-count').textContent`)).match(/(\d+) \/ (\d+)/).slice(1).map(Number);
  assert.equal(total[1], readFileSync(seed, 'utf8').split('健康科普').length - 1);
  await page.press('Enter');
  assert.equal(Number((await page.get(`document.getElementById('q-count').textContent`)).match(/\d+/)[0]), total[0] % total[1] + 1);
  await page.press('Enter', 8);
  assert.equal(Number((await page.get(`document.getElementById('q-count').textContent`)).match(/\d+/)[0]), total[0]);
  assert.equal(await shownText(page), readFileSync(seed, 'utf8').replace(/\r/g, '').replace(/\n$/, ''), 'marks of the search change no letter');
  await page.get(`document.getElementById('q').value = ''`);
  await page.type('不会有的字');
  assert.equal(await marked(page, 'hit'), '');
  await page.get(`document.getElementById('q').value = ''`);
  await page.type('2.6.4');
  assert.equal((await data(page)).page.tasks[await row(page, 'data-t')].id, '2.6.4');
  await page.press('Escape');
  assert.notEqual(await page.get('document.activeElement.id'), 'q');
});

test('the keyboard does all', async (page) => {
  await page.get(`location.hash = '#tab=tasks'`);
  await page.settle();
  await page.press('j');
  await page.press('ArrowDown');
  await page.press('j');
  await page.press('k');
  assert.equal(await row(page, 'data-t'), '1');
  assert.equal(await page.get(`document.activeElement.getAttribute('data-t')`), '1');
  await page.press('n');
  assert.match(await hash(page), /tab=check.*f=0/);
  await page.press('n');
  assert.equal(await row(page, 'data-f'), '1');
  await page.press('N', 8);
  assert.equal(await row(page, 'data-f'), '0');
  for (const [key, tab] of [['1', 'matrix'], ['3', 'unit'], ['5', 'rest'], ['2', 'tasks'], ['4', 'check']]) {
    await page.press(key);
    assert.equal(await page.get(`document.querySelector('[role=tab][aria-selected=true]').dataset.tab`), tab);
  }
  await page.press('1');
  await page.get(`document.querySelector('.matrix tbody td').focus()`);
  await page.press('ArrowDown');
  await page.press('ArrowRight');
  await page.press('ArrowRight');
  assert.equal(await page.get('document.activeElement.cellIndex'), 3);
  await page.get(`document.querySelector('.matrix td.c5').focus()`);
  const count = Number(await page.get('document.activeElement.textContent'));
  await page.press('Enter');
  assert.equal(await rows(page), count);
  await page.press('?');
  assert.ok(await page.get(`!document.getElementById('help').hidden`));
  await page.press('Tab');
  assert.equal(await page.get('document.activeElement.id'), 'help-close');
  await page.press('Escape');
  assert.ok(await page.get(`document.getElementById('help').hidden`));
  await page.press('j');
  assert.notEqual(await row(page, 'data-t'), null);
  await page.press('Escape');
  assert.equal(await row(page, 'data-t'), null);
});

test('Tab reaches everything, and what has the focus shows it', async (page) => {
  await page.get(`location.hash = '#tab=tasks&t=2.6.6'`);
  await page.settle();
  await page.get('document.activeElement.blur()');
  const stops = [];
  for (let i = 0; i < 40; i++) {
    await page.press('Tab');
    stops.push(await page.get(`(() => {
      const node = document.activeElement, style = getComputedStyle(node);
      return [node.id || node.className || node.tagName, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0];
    })()`));
    if (stops.at(-1)[0] === 'BODY') break;
  }
  const names = stops.map(([name]) => name).join(' ');
  for (const name of ['q', 'export', 'print', 'help-open', 'text', 'tab-tasks', 'f-u', 'f-look', 'on', 'chip', 'note']) assert.ok(names.includes(name), `${name}: ${names}`);
  assert.deepEqual(stops.filter(([name, outline]) => !outline && name !== 'BODY'), []);
});

test('ticks and remarks stay in this browser and go out as CSV', async (page) => {
  await page.get(`location.hash = '#tab=tasks&t=2.6.4'`);
  await page.settle();
  await page.press('c');
  await page.press('m');
  await page.type('=1+1，"核对"');
  assert.match(await page.get(`document.getElementById('record').textContent`), /1 \/ 84/);
  await page.click('#export');
  await page.settle(500);
  const name = readdirSync(folder).find((file) => file.endsWith('.csv'));
  const lines = readFileSync(join(folder, name), 'utf8').split('\r\n');
  assert.ok(lines[0].startsWith('\ufeff'));
  assert.equal(lines.length, 86);
  const line = lines.find((line) => line.startsWith('"2.6.4"'));
  assert.ok(line.endsWith('"是","\'=1+1，""核对"""'), line);
  await page.reload();
  await page.settle(400);
  assert.ok(await page.get(`document.querySelector('#panel tr.on input[type=checkbox]').checked`));
  assert.equal(await page.get(`document.querySelector('#panel tr.on .note').value`), '=1+1，"核对"');
  await page.press('c');
  assert.match(await page.get(`document.getElementById('record').textContent`), /0 \/ 84/);
});

test('it prints what is shown', async (page) => {
  for (const tab of ['matrix', 'tasks', 'unit&u=9', 'check', 'rest']) {
    await page.get(`location.hash = '#tab=${tab}'`);
    await page.settle();
    const pdf = (await page.pdf()).toString('latin1');
    const pages = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
    assert.ok(pages >= 1 && pages <= 20, `${tab}: ${pages}`);
  }
});

test('all sizes: nothing sticks out of the window', async (page) => {
  for (const [width, height] of [[1093, 614], [1366, 768], [1920, 1080], [600, 800]]) {
    await page.size(width, height);
    for (const tab of ['matrix', 'tasks', 'unit', 'check', 'rest']) {
      await page.get(`location.hash = '#tab=${tab}'`);
      await page.settle();
      assert.ok(await page.get('document.documentElement.scrollWidth <= innerWidth'), `${width}: ${tab}`);
    }
  }
});

async function run() {
  const url = pageOf('seed', seed);
  let failed = 0;
  const report = async (name, act) => {
    try {
      const late = new Promise((_, reject) => setTimeout(() => reject(new Error('it takes too long')), 60000).unref());
      await Promise.race([act(), late]);
      console.log(`ok   ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${name}\n     ${error.stack.split('\n').slice(0, 6).join('\n     ')}`);
    }
  };
  for (const [name, act] of tests.filter(([name]) => !process.argv[3] || name.includes(process.argv[3]))) {
    const page = await browser.open(url, 1366, 768, folder);
    await report(name, async () => {
      await act(page);
      assert.deepEqual(page.errors, [], 'nothing on the console');
      assert.deepEqual(page.requests.filter((request) => !request.startsWith('file:') && !request.startsWith('blob:')), [], 'no request');
      assert.ok(page.requests.filter((request) => request.startsWith('file:')).every((request) => request.split('#')[0] === url), 'no other file');
    });
    await page.close();
  }
  if (!process.argv[3]) for (const [name, act] of others) await report(name, act);
  return failed;
}

const others = [
  ['hostile text stays text', async () => {
    const words = ['</script><script>window.bad=1</script>', '<img src=x onerror="window.bad=1">', '<svg/onload=window.bad=1>', '{{script}}',
      '\u202etxt.exe\u202c', '\u2028window.bad=1\u2029', '<!--<script>', '&lt;b&gt;', "'\"`", '__proto__', 'constructor', '\u200b\ufeff\u0001', '𠮷😀'];
    const plan = `云溪县2031年工作要点\n一、${words[1]}\n${words.map((word, i) => `${i + 1}.推进${word}建设。（县教育局、县${word}局）`).join('\n')}\n`;
    const page = await browser.open(pageOf('hostile', plan));
    assert.equal(await page.get('window.bad'), undefined);
    assert.equal(await shownText(page), plan.replace(/\n$/, ''));
    for (const tab of ['matrix', 'tasks', 'unit', 'unit&u=0', 'check', 'rest']) {
      await page.get(`location.hash = '#tab=${tab}'`);
      await page.settle();
    }
    assert.equal(await page.get(`document.querySelectorAll('img, svg, script:not([type]) ~ script').length`), 0);
    assert.equal(await page.get('window.bad'), undefined);
    assert.ok(await page.get(`[...document.querySelectorAll('.ctl')].some((node) => node.dataset.c === 'U+202E')`), 'marks of direction are shown');
    for (const wild of ['#tab=x', '#t=__proto__', '#f=99999&u=99999&e=1e9', '#tab=unit&u=-', '#%%%=&&=', '#v=o9&t=1.1', '#k=<img>']) {
      await page.get(`location.hash = ${JSON.stringify(wild)}`);
      await page.settle();
    }
    // The policy lets nothing in, should a mistake ever make markup of text.
    await page.get(`document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.bad=2">')`);
    await page.settle();
    assert.equal(await page.get('window.bad'), undefined);
    assert.ok(page.errors.every((error) => error.includes('Content Security Policy')), page.errors.join('\n'));
    assert.deepEqual(page.requests.filter((request) => !request.startsWith('file:')), []);
  }],
  ['where the browser keeps nothing, the page says so and asks before it is closed', async () => {
    const page = await browser.open('about:blank');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })` });
    await page.goto(pageOf('memory', seed));
    assert.match(await page.get(`document.getElementById('record').textContent`), /不保存/);
    await page.get(`location.hash = '#tab=tasks'`);
    await page.settle();
    await page.click('#panel tr[data-t] input[type=checkbox]');
    assert.match(await page.get(`document.getElementById('record').textContent`), /1 \/ 84/);
    await page.goto('about:blank');
    assert.equal(page.dialogs.length, 1);
    assert.deepEqual(page.errors, []);
  }],
  ['a plan without owners has no matrix to begin with', async () => {
    const page = await browser.open(pageOf('unowned', resolve('seeds/000_39ff26f27bf877d6.txt')));
    assert.equal(await page.get(`document.querySelector('[role=tab][aria-selected=true]').dataset.tab`), 'tasks');
    for (const tab of ['matrix', 'unit', 'check', 'rest']) await page.get(`location.hash = '#tab=${tab}'`).then(() => page.settle());
    assert.deepEqual(page.errors, []);
  }],
  ['a notice and its annex: lines are those of each file', async () => {
    const annex = join(folder, '附件.txt');
    writeFileSync(annex, '云溪县2031年工作要点\n1.建设小屋。（县教育局）\n2.推进控烟。\n');
    const page = await browser.open(pageOf('notice', '关于印发工作要点的通知\n各镇：\n现印发给你们。\n', '--annex', annex));
    assert.equal(await page.get(`document.querySelectorAll('#text .file').length`), 2);
    assert.equal(await page.get(`document.getElementById('L3').dataset.n`), '1');
    await page.get(`location.hash = '#tab=check'`);
    await page.settle();
    assert.match(await page.get(`document.querySelector('#panel tr[data-f]').textContent`), /附件\.txt 第 3 行/);
  }],
  ['a plan of 1 MB opens, scrolls and filters without waiting', async () => {
    const text = readFileSync(seed, 'utf8');
    const page = await browser.open('about:blank');
    const url = pageOf('long', text.repeat(Math.ceil(1e6 / Buffer.byteLength(text))));
    const begin = Date.now();
    await page.goto(url);
    const opened = Date.now() - begin;
    await page.get(`location.hash = '#tab=tasks'`);
    await page.settle(1500);
    const { page: { tasks, text: whole } } = await data(page);
    assert.equal(await shownText(page), whole.replace(/\r/g, '').replace(/\n$/, ''));
    const timed = (act) => page.get(`(() => { const at = performance.now(); ${act}; document.body.offsetHeight; return Math.round(performance.now() - at); })()`);
    const filter = await timed(`{ const list = document.getElementById('f-u'); list.value = '3'; list.dispatchEvent(new Event('change')); }`);
    const clear = await timed(`document.getElementById('f-clear').click()`);
    const jump = await timed(`document.querySelectorAll('#panel tr[data-t]')[${tasks.length - 5}].click()`);
    const search = await timed(`document.getElementById('q').value = '区卫健委'; document.getElementById('q-next').click()`);
    console.log(`     ${tasks.length} tasks, ${whole.length} letters: opened in ${opened} ms, filter ${filter}, clear ${clear}, jump ${jump}, search ${search} ms`);
    assert.ok(opened < 8000 && Math.max(filter, clear, jump, search) < 4000);
    assert.deepEqual(page.errors, []);
  }],
];

let failed = 1;
try {
  failed = await run();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed ? `${failed} failed` : 'all right');
process.exit(failed ? 1 : 0);
