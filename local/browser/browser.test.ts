import { Supervisor } from '../process/supervisor';
import { Browser } from './browser';
import { findBrowser } from './find-browser';

const executable = findBrowser();
const supervisor = new Supervisor();
afterAll(() => supervisor.end());

test('a machine without a browser has none, and CHROME names one', () => {
  expect(findBrowser({ PATH: '/nowhere' })).toBeUndefined();
  expect(findBrowser({ PATH: '/nowhere', CHROME: '/opt/chrome' })).toBe('/opt/chrome');
});

(executable === undefined ? test.skip : test)(
  'a picture has the width of its view, and all of the page’s height',
  async () => {
    const browser = Browser.start(supervisor, executable as string);
    const url = `data:text/html,${encodeURIComponent('<meta name="viewport" content="width=device-width"><body style="margin:0;height:1500px">')}`;
    const picture = await browser.picture(url, { width: 400, scheme: 'dark' });
    await browser.stop();
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([400, 1500]); // of its header
  },
  60_000,
);

test('a browser that cannot be started says so', async () => {
  await expect(
    Browser.start(supervisor, '/no/such/browser').picture('about:blank', { width: 400, scheme: 'light' }),
  ).rejects.toThrow(/the browser \/no\/such\/browser could not be started/);
});
