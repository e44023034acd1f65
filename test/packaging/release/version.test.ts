import { checkVersion, meantBreaks } from '../../../projenrc/release/version';

const BREAK = 'removed:cdk-s3files.FileLayout.old';

test.each([
  ['0.1.0', undefined, []],
  ['0.1.1', 'v0.1.0', []],
  ['0.2.0', 'v0.1.7', []],
  ['0.2.0', 'v0.1.7', [BREAK]],
  ['1.0.0', 'v0.9.3', [BREAK]],
  ['1.0.1', 'v1.0.0', []],
  ['2.0.0', 'v1.4.2', [BREAK]],
])('%s may follow %s with the breaks %j', (version, tag, breaks) => {
  expect(() => checkVersion(version, tag, breaks)).not.toThrow();
});

test.each([
  [
    '0.1.1',
    'v0.1.0',
    [BREAK],
    `cannot follow v0.1.0, since .compatignore names breaks (${BREAK}): CHANGELOG.md may name 0.2.0 or 1.0.0`,
  ],
  ['1.1.0', 'v1.0.0', [BREAK], 'CHANGELOG.md may name 2.0.0'],
  ['0.1.2', 'v0.1.0', [], 'CHANGELOG.md may name 0.1.1 or 0.2.0 or 1.0.0'],
  ['0.1.0', 'v0.2.0', [], 'cannot follow v0.2.0'],
  ['0.1.0', 'v0.1.0', [], 'has been released already, as the tag v0.1.0 says'],
])('%s cannot follow %s with the breaks %j', (version, tag, breaks, message) => {
  expect(() => checkVersion(version, tag, breaks)).toThrow(message);
});

test('the breaks that are meant are the lines of .compatignore that say something', () => {
  expect(meantBreaks(`# Changes of the interface that are meant.\n\n${BREAK}\n`)).toEqual([BREAK]);
});
