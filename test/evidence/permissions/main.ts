/** Prints what the library grants, beside what the demo grants for the same purpose. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { PAGE, page } from './page';

process.env.CDK_VALIDATION = 'false'; // each grant is an app of its own, and aws-cdk-lib's own validation takes seconds

const text = page();
console.log(text);
if (process.argv.includes('--write')) {
  writeFileSync(PAGE, text);
  console.log(`wrote ${relative(process.cwd(), PAGE)}`);
}
