import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsShell } from '../../local/aws-cli/aws-shell';
import { REPOSITORY } from '../../local/process/places';
import { Supervisor } from '../../local/process/supervisor';
import { type LocalS3, startS3 } from '../../local/s3/s3-server';
import { HOW_TO_CASES, NOT_RUN } from './how-to-commands/cases';

const supervisor = new Supervisor();
let s3: LocalS3;
let shell: AwsShell;

beforeAll(async () => {
  s3 = await startS3(['runs', 'events']);
  for (const key of [
    'runs/restore-1/verification.json',
    'runs/restore-1/summary.json',
    'snapshots/cluster/a.json.gz',
  ]) {
    s3.objects.put('runs', key, 'x');
  }
  shell = await AwsShell.open(supervisor, { S3: s3.endpoint });
});
afterAll(async () => {
  await s3?.close();
  supervisor.end();
});

/** The blocks of commands of a page, those in lists without their indent. */
function blocksOf(page: string): string[] {
  const text = readFileSync(join(REPOSITORY, 'docs', 'how-to', `${page}.md`), 'utf8');
  return [...text.matchAll(/^( *)```sh\n(.*?)^\1```$/gms)].map(([, indent, block]) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

test.each(HOW_TO_CASES)('$page: what begins with "$begins" does what the page says', async (given) => {
  const { page, begins, before = '', after = '', variables = {}, answers, prints } = given;
  const block = blocksOf(page).find((one) => one.startsWith(begins)) ?? `echo no block begins with ${begins}`;
  const output = await shell.run([before, withoutDeletionOfBucket(block), after].join('\n'), variables, answers);
  expect(output).toBe(prints);
});

/** No stand-in deletes a bucket, as the last line of a block does that empties it. */
function withoutDeletionOfBucket(block: string): string {
  return block.replace(/^aws s3 rb .*\n/m, '');
}

test.each([['rotate-credentials'], ['delete-everything']])('each block of %s is run, or has a reason', (page) => {
  const known = [
    ...HOW_TO_CASES.filter((one) => one.page === page).map(({ begins }) => begins),
    ...Object.keys(NOT_RUN),
  ];
  expect(blocksOf(page).filter((block) => !known.some((begins) => block.startsWith(begins)))).toEqual([]);
});
