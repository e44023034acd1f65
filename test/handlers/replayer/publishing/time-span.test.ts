import { describeSpan } from '../../../../lambda-runtime/replayer/publishing/time-span';

test.each([
  [604_800_000, '7 days'],
  [86_400_000, '1 day'],
  [5_400_000, '1.5 hours'],
  [60_000, '1 minute'],
  [1_500, '1.5 seconds'],
  [1, '1 ms'],
  [0, '0 ms'],
])('%d ms is told as %s', (milliseconds, told) => {
  expect(describeSpan(milliseconds)).toBe(told);
});
