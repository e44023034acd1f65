import { Warnings } from '../../../../lambda-runtime/replayer/runs/warnings';

test('a sentence is told once, in the order in which sentences came', () => {
  const warnings = new Warnings();
  for (const sentence of ['a', 'b', 'a']) {
    warnings.add(sentence);
  }
  expect(warnings.list).toEqual(['a', 'b']);
});

test('an answer never has more of them, nor longer ones, than it can take', () => {
  const warnings = new Warnings();
  for (let index = 0; index < 1000; index++) {
    warnings.add(`${index} ${'x'.repeat(100_000)}`);
  }
  expect(warnings.list).toHaveLength(20);
  expect(JSON.stringify(warnings.list).length).toBeLessThan(12_000);
});
