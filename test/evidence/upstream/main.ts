/**
 * Compares the library with aws-cdk-lib alone: a row for each thing that the latter does not do, or not whole. Both columns
 * are found out by synthesizing. Ends with 1 if the library fails a row.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { comparisons, PAGE, page } from './page';
import { table } from './table';

process.env.CDK_VALIDATION = 'false'; // each row is an app of its own, and aws-cdk-lib's own validation takes seconds

const compared = comparisons();
const failed = compared.filter(({ ours }) => !ours.works).length;
console.log(`${table(compared)}\n`);
if (process.argv.includes('--write')) {
  writeFileSync(PAGE, page(compared));
  console.log(`wrote ${relative(process.cwd(), PAGE)}`);
}
console.log(`${compared.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
