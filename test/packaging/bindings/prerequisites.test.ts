import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whatIsMissing } from './prerequisites';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'bin-'));
});
afterEach(() => rmSync(bin, { recursive: true }));

function install(words: string, status = 0): void {
  writeFileSync(join(bin, 'go'), `#!/bin/sh\necho '${words}'\nexit ${status}\n`, { mode: 0o755 });
}

const GO = { command: 'go', args: ['version'], version: /go(\d[\d.]*)/, oldest: '1.25', howToInstall: 'install Go' };
const missing = () => whatIsMissing([GO], { PATH: bin });

test('a tool that is not there is named, with what to install', () => {
  expect(missing()).toBe('go was not found: install Go');
});

test.each(['go version go1.25.3 linux/amd64', 'go version go1.100 linux/amd64'])('%s will do', (words) => {
  install(words);
  expect(missing()).toBeUndefined();
});

test('a tool that is too old is named with its version', () => {
  install('go version go1.9.7 linux/amd64');
  expect(missing()).toBe('go 1.9.7 is older than 1.25: install Go');
});

test('a tool that is there and does not work is missing', () => {
  install('no toolchain', 1);
  expect(missing()).toBe('`go version` does not work here: install Go');
});

test('a tool that says no version is not taken for a good one', () => {
  install('go version devel');
  expect(missing()).toBe('go does not say which version it is: install Go');
});
