import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { turnStartedAt } from '../../../lambda-runtime/event-loop/event-loop-turn';

let clock = 0;

beforeEach(async () => {
  await nextTurn();
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
});

afterEach(() => {
  jest.restoreAllMocks();
});

test('what keeps the thread does not postpone the end of operations that are handed out in the same turn', async () => {
  clock = 1000;
  await stat('/');
  expect(turnStartedAt()).toBe(1000);
  clock = 6000;
  expect(turnStartedAt()).toBe(1000);
});

test('an operation that is handed out in a later turn has ended later', async () => {
  await stat('/');
  clock = 1000;
  turnStartedAt();
  clock = 6000;
  await stat('/');
  expect(turnStartedAt()).toBe(6000);
});
