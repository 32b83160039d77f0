// Drives a Chromium over its pipe, with nothing but Node: enough of the DevTools protocol to open a page from the
// disk, look into it, press keys and click.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The first browser that can be started, or null. */
export async function start(names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']) {
  for (const name of names.filter(Boolean)) {
    const profile = mkdtempSync(join(tmpdir(), 'review-'));
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--hide-scrollbars', '--lang=zh-CN',
      '--remote-debugging-pipe', '--disable-ipc-flooding-protection', `--user-data-dir=${profile}`];
    const child = spawn(name, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const started = await new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('spawn', () => resolve(true));
    });
    if (started) return new Browser(child, profile);
    rmSync(profile, { recursive: true, force: true });
  }
  return null;
}

class Browser {
  constructor(child, profile) {
    Object.assign(this, { child, profile, next: 1, waiting: new Map(), listeners: [], rest: '' });
    child.stdio[4].setEncoding('utf8').on('data', (data) => {
      const parts = (this.rest + data).split('\0');
      this.rest = parts.pop();
      parts.forEach((part) => this.receive(JSON.parse(part)));
    });
    child.once('exit', () => this.waiting.forEach(({ reject }) => reject(new Error('the browser has ended'))));
  }

  receive(message) {
    const waiting = this.waiting.get(message.id);
    if (!waiting) return this.listeners.forEach((listener) => listener(message));
    this.waiting.delete(message.id);
    if (message.error) waiting.reject(new Error(message.error.message));
    else waiting.resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    });
  }

  /** Opens a page; what it says on its console and what it asks for is kept. */
  async open(url, width = 1366, height = 768, downloads = undefined) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
    if (downloads) await this.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads, eventsEnabled: true });
    await page.size(width, height);
    await page.goto(url);
    return page;
  }

  async close() {
    await this.send('Browser.close').catch(() => {});
    if (this.child.exitCode === null) await new Promise((resolve) => this.child.once('exit', resolve));
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Page {
  constructor(browser, sessionId, targetId) {
    Object.assign(this, { browser, sessionId, targetId, errors: [], requests: [], dialogs: [] });
    browser.listeners.push((message) => {
      const { method, params } = message;
      if (message.sessionId !== sessionId) return;
      if (method === 'Runtime.exceptionThrown') this.errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
      if (method === 'Runtime.consoleAPICalled') this.errors.push(params.args.map((arg) => arg.value).join(' '));
      if (method === 'Log.entryAdded') this.errors.push(params.entry.text);
      if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
      if (method === 'Page.javascriptDialogOpening') {
        this.dialogs.push(params);
        this.send('Page.handleJavaScriptDialog', { accept: true });
      }
      if (method === 'Page.loadEventFired') this.loaded?.();
    });
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  async goto(url) {
    const loaded = new Promise((resolve) => { this.loaded = resolve; });
    await this.send('Page.navigate', { url });
    await loaded;
  }

  async reload() {
    const loaded = new Promise((resolve) => { this.loaded = resolve; });
    await this.send('Page.reload');
    await loaded;
  }

  size(width, height) {
    return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  /** The value of an expression in the page. */
  async get(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** A real click in the middle of the first letters of what `selector` finds. */
  async click(selector) {
    const at = await this.get(`(() => {
      const node = document.querySelector(${JSON.stringify(selector)});
      if (!node) return null;
      node.scrollIntoView({ block: 'center', inline: 'center' });
      const box = node.getClientRects()[0];
      return box && [box.left + Math.min(box.width / 2, 12), box.top + box.height / 2];
    })()`);
    if (!at) throw new Error(`nothing to click: ${selector}`);
    const [x, y] = at;
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
    await this.settle();
  }

  /** One key, with the modifiers 1 Alt, 2 Ctrl, 4 Meta, 8 Shift. */
  async press(key, modifiers = 0) {
    const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined;
    const codes = { Enter: 13, Escape: 27, Tab: 9, ArrowDown: 40, ArrowUp: 38, ArrowLeft: 37, ArrowRight: 39, ' ': 32 };
    const base = { key, text, modifiers, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0) };
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...base });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...base, text: undefined });
    await this.settle();
  }

  async type(text) {
    await this.send('Input.insertText', { text });
    await this.settle(350);
  }

  /** Lets what was begun end. */
  settle(wait = 60) {
    return this.get(`new Promise((done) => setTimeout(done, ${wait}))`);
  }

  async shot() {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  async pdf(options = {}) {
    const { data } = await this.send('Page.printToPDF', { preferCSSPageSize: false, landscape: true, printBackground: false, ...options });
    return Buffer.from(data, 'base64');
  }

  close() {
    return this.browser.send('Target.closeTarget', { targetId: this.targetId });
  }
}
