import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { useWorld } from '../../e2e/replayer/use-world';
import { COLUMNS, COMPRESSIONS } from './columns';
import { isInOrder } from './comparison';
import { type Due, expectationOf } from './oracle';
import { page } from './page';
import { ROWS } from './rows';
import { type MatrixResult, resultOf, runMatrix } from './run';

const PAGE = join(REPOSITORY, 'docs', 'evidence', 'replay-matrix.md');

let results: MatrixResult;

useWorld(async (world) => {
  results = await runMatrix(world);
});

/** Nothing else, nothing twice, and each source partition's records in order. */
function expectIn(lines: readonly (readonly string[])[], due: readonly (readonly Due[])[]): void {
  const lineOf = ({ line }: Due) => line;
  expect(lines.flat().sort()).toEqual(due.flat().map(lineOf).sort());
  expect(lines.map((each, partition) => isInOrder(each, partition, due))).toEqual(lines.map(() => true));
}

const CASES = COLUMNS.flatMap((column) => COMPRESSIONS.map((compression) => ({ column, compression })));

describe.each(CASES)('from files $column.name $compression', ({ column, compression }) => {
  test.each(ROWS)('a replay with $name publishes what it should, in order', (row) => {
    const { answer, lines, mappedLines } = resultOf(results, row, column, compression);
    const expected = expectationOf(row.options, column);

    expect(answer).toMatchObject(expected.answer);
    expect(answer.skipped).toBeLessThanOrEqual(expected.mostSkipped);
    expectIn(lines, expected.due);
    expectIn(mappedLines, expected.mappedDue);
  });

  test(`records that came twice ${column.keepsCopies ? 'are passed over in one file' : 'stand in one file'}`, () => {
    const { answer } = resultOf(results, ROWS[0], column, compression);
    expect(answer.skipped > 0).toBe(column.keepsCopies);
  });
});

// With this variable the page is written instead: UPDATE_REPLAY_MATRIX=1 npx jest test/evidence/replay-matrix
test('the page in docs/ says what was found', () => {
  if (process.env.UPDATE_REPLAY_MATRIX) writeFileSync(PAGE, page(results));
  expect(readFileSync(PAGE, 'utf8')).toBe(page(results));
});
