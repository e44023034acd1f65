import { setImmediate as nextTurn } from 'node:timers/promises';
import { PerTurn } from '../../../lambda-runtime/event-loop/per-turn';

/** Waits, within one turn of the event loop, until the callbacks of resolved promises have run. */
const settled = () => new Promise(process.nextTick);

function begin(perTurn: PerTurn, names: string): string[] {
  const begun: string[] = [];
  for (const name of names) {
    void perTurn.turn().then(() => begun.push(name));
  }
  return begun;
}

test('so many begin at once, and as many more, in line, with each turn of the event loop', async () => {
  const begun = begin(new PerTurn(2), 'abcde');
  await settled();
  await settled();
  expect(begun.join('')).toBe('ab');
  await nextTurn();
  expect(begun.join('')).toBe('abcd');
  await nextTurn();
  expect(begun.join('')).toBe('abcde');
});

test('who comes while others wait gets in line behind them', async () => {
  const perTurn = new PerTurn(2);
  const begun = begin(perTurn, 'abc');
  await nextTurn();
  const later = begin(perTurn, 'de');
  await settled();
  await settled();
  expect([begun.join(''), later.join('')]).toEqual(['abc', 'd']);
  await nextTurn();
  expect(later.join('')).toBe('de');
});

test('after a pause there is a whole turn to begin in', async () => {
  const perTurn = new PerTurn(2);
  begin(perTurn, 'abcd');
  await nextTurn();
  await nextTurn();
  await nextTurn();
  const begun = begin(perTurn, 'ef');
  await settled();
  await settled();
  expect(begun.join('')).toBe('ef');
});
