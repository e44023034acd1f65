import { execFileSync } from 'node:child_process';

/** The names of Chromium and its relatives, as the systems' packages have them. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome-headless-shell'];

/** The browser to look at pages with: `CHROME` names another. Undefined where there is none. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROME !== undefined) return environment.CHROME;
  return NAMES.find((name) => {
    try {
      execFileSync('which', [name], { stdio: 'ignore', env: environment });
      return true;
    } catch {
      return false;
    }
  });
}
