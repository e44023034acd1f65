import { Budget } from '../../lambda-runtime/in-flight';

/** Notes in which order claims were admitted. */
function claims(budget: Budget, ...amounts: number[]): number[] {
  const admitted: number[] = [];
  amounts.forEach((amount, index) => {
    budget.acquire(amount).then(() => admitted.push(index));
  });
  return admitted;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a budget admits what fits and lets the rest wait', async () => {
  const budget = new Budget(10);
  const admitted = claims(budget, 4, 6, 1);
  await settle();
  expect(admitted).toEqual([0, 1]);
  budget.release(4);
  await settle();
  expect(admitted).toEqual([0, 1, 2]);
});

test('a large claim is not overtaken by small ones behind it', async () => {
  const budget = new Budget(10);
  const admitted = claims(budget, 8, 9, 1, 1);
  await settle();
  expect(admitted).toEqual([0]);
  budget.release(8);
  await settle();
  expect(admitted).toEqual([0, 1, 2]);
});

test('a claim above the whole capacity is admitted alone', async () => {
  const budget = new Budget(10);
  const admitted = claims(budget, 1, 50, 1);
  await settle();
  expect(admitted).toEqual([0]);
  budget.release(1);
  await settle();
  expect(admitted).toEqual([0, 1]);
  budget.release(50);
  await settle();
  expect(admitted).toEqual([0, 1, 2]);
});
