/** The window in which a page is shown. */
export interface View {
  /** CSS pixels. */
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  /** CSS pixels of the top that are shown; the whole page where it is left out. */
  readonly height?: number;
}

/** Sends a command of https://chromedevtools.github.io/devtools-protocol/ to one page. */
export type Ask = <T>(method: string, params?: object) => Promise<T>;

/** An event of a page, by that protocol. */
export interface PageEvent {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/** A page of a headless browser: what it shows, what it asked for, and what went wrong in it. */
export class Page {
  /** Errors that the page logged or threw, and answers that it was refused. */
  readonly problems: string[] = [];
  /** The addresses of all that the page asked for. */
  readonly requests: string[] = [];

  constructor(
    private readonly ask: Ask,
    /** Closes the page. */
    readonly close: () => Promise<void>,
  ) {}

  /** Takes notice of an event; the browser hands each of them on. */
  notice({ method, params }: PageEvent): void {
    const { request, exceptionDetails, entry, type, args } = params as {
      request?: { url: string };
      exceptionDetails?: { text: string; exception?: { description?: string } };
      entry?: { level: string; text: string; url?: string };
      type?: string;
      args?: { value?: unknown; description?: string }[];
    };
    if (method === 'Network.requestWillBeSent' && request) this.requests.push(request.url);
    if (method === 'Runtime.exceptionThrown' && exceptionDetails) {
      this.problems.push(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    if (method === 'Log.entryAdded' && entry?.level === 'error') this.problems.push(`${entry.text} ${entry.url ?? ''}`);
    if (method === 'Runtime.consoleAPICalled' && type === 'error') {
      this.problems.push((args ?? []).map(({ value, description }) => String(value ?? description)).join(' '));
    }
  }

  async show({ width, scheme, height = 800 }: View): Promise<void> {
    for (const domain of ['Network', 'Runtime', 'Log']) await this.ask(`${domain}.enable`);
    await this.ask('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: width < 600,
    });
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.ask('Emulation.setEmulatedMedia', { features });
  }

  /** Opens an address, and waits until all of it is loaded. */
  async open(url: string): Promise<void> {
    const { errorText } = await this.ask<{ errorText?: string }>('Page.navigate', { url });
    if (errorText !== undefined) throw new Error(`the browser could not open ${url}: ${errorText}`);
    await this.run(
      `new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))`,
    );
  }

  /** Runs JavaScript in the page, and returns its value; what it promises is waited for. */
  async run<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.ask<{
      result: { value: T };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails === undefined) return result.value;
    throw new Error(`the page failed: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  }

  /** Waits until JavaScript in the page gives something true, for as long as the test may take. */
  async until(expression: string): Promise<void> {
    await this.run(
      `new Promise((done) => { const look = () => (${expression}) ? done() : setTimeout(look, 20); look(); })`,
    );
  }

  /** A picture as PNG: of the whole page, however high it is, or of the part that the view shows. */
  async picture({ height }: Pick<View, 'height'> = {}): Promise<Buffer> {
    const { data } = await this.ask<{ data: string }>('Page.captureScreenshot', {
      format: 'png',
      captureBeyondViewport: height === undefined,
    });
    return Buffer.from(data, 'base64');
  }
}
