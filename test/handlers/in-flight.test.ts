import { Budget, type Claim } from '../../lambda-runtime/in-flight';

/** Claims shares, and notes in which order they were granted. */
function claim(budget: Budget, ...amounts: number[]): { claims: Claim[]; admitted: number[] } {
  const admitted: number[] = [];
  const claims = amounts.map((amount) => budget.claim(amount));
  claims.forEach(({ granted }, index) => {
    granted.then(() => admitted.push(index));
  });
  return { claims, admitted };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a budget admits what fits and lets the rest wait', async () => {
  const budget = new Budget(10);
  const { claims, admitted } = claim(budget, 4, 6, 1);
  await settle();
  expect(admitted).toEqual([0, 1]);
  claims[0]?.release();
  await settle();
  expect(admitted).toEqual([0, 1, 2]);
});

test('a large claim is not overtaken by small ones behind it', async () => {
  const budget = new Budget(10);
  const { claims, admitted } = claim(budget, 8, 9, 1, 1);
  await settle();
  expect(admitted).toEqual([0]);
  claims[0]?.release();
  await settle();
  expect(admitted).toEqual([0, 1, 2]);
});

test('a claim above the whole capacity is admitted alone', async () => {
  const budget = new Budget(10);
  const { claims, admitted } = claim(budget, 1, 50, 1);
  await settle();
  expect(admitted).toEqual([0]);
  claims[0]?.release();
  await settle();
  expect(admitted).toEqual([0, 1]);
  claims[1]?.release();
  await settle();
  expect(admitted).toEqual([0, 1, 2]);
});

test('work gives its room back when it has ended, and also when it has failed', async () => {
  const budget = new Budget(1);
  const order: string[] = [];
  const failing = budget.with(1, async () => {
    await settle();
    order.push('first');
    throw new Error('broken');
  });
  const second = budget.with(1, async () => order.push('second'));
  await expect(failing).rejects.toThrow('broken');
  await second;
  expect(order).toEqual(['first', 'second']);
});
