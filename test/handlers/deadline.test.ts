import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { deadlineOf } from '../../lambda-runtime/deadline/deadline';

/** A deadline over a clock that the test sets; the real timer is cleared at once. */
function deadlineAt(total: number, limitMs?: number) {
  let remaining = total;
  const deadline = deadlineOf({ getRemainingTimeInMillis: () => remaining }, limitMs);
  deadline.clear();
  return (left: number) => {
    remaining = left;
    return deadline.reached();
  };
}

test('a tenth of a short invocation is kept back', () => {
  const reachedWith = deadlineAt(30_000);
  expect([reachedWith(3_001), reachedWith(3_000)]).toEqual([false, true]);
});

test('of a long invocation ten seconds are kept back, no more', () => {
  const reachedWith = deadlineAt(900_000);
  expect([reachedWith(10_001), reachedWith(10_000)]).toEqual([false, true]);
});

test('a limit of the request counts from the start', () => {
  const reachedWith = deadlineAt(900_000, 60_000);
  expect([reachedWith(840_001), reachedWith(840_000)]).toEqual([false, true]);
});

test('a limit beyond the invocation changes nothing', () => {
  const reachedWith = deadlineAt(30_000, 60_000);
  expect([reachedWith(3_001), reachedWith(3_000)]).toEqual([false, true]);
});

test('the last moment comes by itself, with part of the margin left', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const deadline = deadlineOf({ getRemainingTimeInMillis: () => 30_000 });
    let last = false;
    deadline.last.then(() => {
      last = true;
    });
    mock.timers.tick(28_499);
    await setImmediate();
    expect(last).toBe(false);
    mock.timers.tick(1);
    await setImmediate();
    expect(last).toBe(true);
  } finally {
    mock.timers.reset();
  }
});
