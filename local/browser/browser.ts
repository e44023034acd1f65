import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Supervisor } from '../process/supervisor';
import { Page, type View } from './page';

/**
 * The flags of the browser. As root it has no sandbox; the other flags keep it from talking to any host but this one.
 */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
];

/** A headless browser that is told what to do by https://chromedevtools.github.io/devtools-protocol/, over pipes. */
export class Browser {
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  private readonly pages = new Map<string, Page>();
  private lastId = 0;
  private received = '';

  static start(supervisor: Supervisor, executable: string): Browser {
    const profile = `--user-data-dir=${supervisor.temporaryFolder()}`;
    const child = spawn(executable, [...FLAGS, profile], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    return new Browser(supervisor.own(child), executable);
  }

  private constructor(
    private readonly child: ChildProcess,
    executable: string,
  ) {
    const fail = (why: string) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the browser ${executable} ${why}`));
      this.waiting.clear();
    };
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal} before it answered`));
    (child.stdio[3] as Writable).on('error', () => undefined); // that it ended is said above
    (child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.receive(text));
  }

  /** A new page, looked at in a view. */
  async page(view: View): Promise<Page> {
    const { targetId } = await this.ask<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.ask<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(
      (method, params = {}) => this.ask(method, params, sessionId),
      async () => {
        this.pages.delete(sessionId);
        await this.ask('Target.closeTarget', { targetId });
      },
    );
    this.pages.set(sessionId, page);
    await page.show(view);
    return page;
  }

  /** A picture of a page, whole or as much as the view shows, as PNG. */
  async picture(url: string, view: View): Promise<Buffer> {
    const page = await this.page(view);
    await page.open(url);
    const picture = await page.picture(view);
    await page.close();
    return picture;
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    await this.ask('Browser.close', {});
    await exited;
  }

  private ask<T>(method: string, params: object, sessionId?: string): Promise<T> {
    const id = ++this.lastId;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Messages end with a NUL; what answers no question of ours is an event, of a page perhaps. */
  private receive(text: string): void {
    const messages = (this.received + text).split('\0');
    this.received = messages.pop() ?? '';
    for (const { id, result, error, sessionId, ...event } of messages.map((message) => JSON.parse(message))) {
      if (id === undefined) this.pages.get(sessionId)?.notice(event);
      const asked = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) asked?.resolve(result as never);
      else asked?.reject(new Error(`the browser refused: ${error.message}`));
    }
  }
}
