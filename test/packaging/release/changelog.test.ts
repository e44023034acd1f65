import { entriesOf, installableVersion, newestEntry } from '../../../projenrc/release/changelog';

const CHANGELOG = `# Changes

What users notice.

## 0.2.0 (unreleased)

- A second thing,
  on two lines.
- A third one.

## 0.1.0 (2026-12-01)

- The first thing.
`;

test('the newest version has what stands below its heading as notes', () => {
  expect(newestEntry(CHANGELOG)).toEqual({
    version: '0.2.0',
    released: undefined,
    notes: '- A second thing,\n  on two lines.\n- A third one.',
  });
});

test('a version that is released has its day', () => {
  expect(entriesOf(CHANGELOG)[1]).toEqual({ version: '0.1.0', released: '2026-12-01', notes: '- The first thing.' });
});

test('apps can install the newest version that is released, and before any is, the first one', () => {
  expect(installableVersion(CHANGELOG)).toBe('0.1.0');
  expect(installableVersion('## 0.1.0 (unreleased)\n\n- A thing.\n')).toBe('0.1.0');
});

test.each([
  [
    '## Unreleased\n\n- A thing.\n',
    "the heading '## Unreleased', which names no version: write '## 1.2.3 (unreleased)'",
  ],
  ['## 0.2 (unreleased)\n\n- A thing.\n', "the heading '## 0.2 (unreleased)', which names no version"],
  ['## 0.2.0 (soon)\n\n- A thing.\n', "the heading '## 0.2.0 (soon)', which names no version"],
  ['# Changes\n', "names no version: begin its first section with '## 1.2.3 (unreleased)'"],
  ['## 0.2.0 (unreleased)\n\n## 0.1.0 (2026-12-01)\n\n- A thing.\n', 'says nothing of 0.2.0'],
])('%j is refused', (changelog, message) => {
  expect(() => newestEntry(changelog)).toThrow(message);
});
