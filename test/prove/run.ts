// Runs on Node.js 24, which the Kafka client and the handlers need: all cases, one after the other.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringBundlesUpToDate } from '../../local/lambda/bundles';
import { REPOSITORY } from '../../local/process/places';
import { Supervisor } from '../../local/process/supervisor';
import type { ProveCase, ProveContext } from './case';
import { CASES } from './cases';
import { type ProveOptions, readOptions } from './options';
import { page } from './page';
import { isGood, type Result, sentences, table } from './report';
import { Machinery } from './support/machinery';

const PAGE = join(REPOSITORY, 'docs', 'evidence', 'proof.md');
const PROGRESS_MS = 5000;

async function prove(options: ProveOptions): Promise<boolean> {
  const startedAt = new Date();
  const supervisor = new Supervisor().guardThisProcess();
  await bringBundlesUpToDate(supervisor);
  const machinery = new Machinery(supervisor);
  const results: Result[] = [];
  for (const each of CASES.filter(({ name }) => options.only?.includes(name) ?? true)) {
    const say = progress(each.name);
    const result = await runCase(each, { supervisor, machinery, ...options, say });
    for (const sentence of sentences(result)) print(`${each.name}: ${sentence}`);
    results.push(result);
  }
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  print(`\n${table(results)}`);
  print(`seed ${options.seed}, Node.js ${process.versions.node}, ${seconds.toFixed(0)} s`);
  if (options.page) writeFileSync(PAGE, page(results, options, startedAt, seconds));
  const good = results.filter(isGood).length;
  print(`${good} passed, ${results.length - good} failed`);
  supervisor.end();
  return good === results.length;
}

async function runCase(each: ProveCase, context: ProveContext): Promise<Result> {
  const lacks = each.lacks?.(context);
  if (lacks !== undefined) return { case: each, lacks, seconds: 0 };
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    return { case: each, outcome: await each.run(context), seconds: seconds() };
  } catch (error) {
    return { case: each, failure: error instanceof Error ? `${error.stack}` : String(error), seconds: seconds() };
  }
}

/** A line now and then; the first one at once. */
function progress(name: string): (text: string) => void {
  const startedAt = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  return (text) => {
    const now = performance.now();
    if (now - shownAt < PROGRESS_MS) return;
    shownAt = now;
    print(`${((now - startedAt) / 1000).toFixed(0).padStart(5)} s  ${name}: ${text}`);
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

prove(
  readOptions(
    process.argv.slice(2),
    CASES.map(({ name }) => name),
  ),
).then(
  (good) => process.exit(good ? 0 : 1),
  (error: Error) => {
    process.stderr.write(`prove: ${error.message}\n`);
    process.exit(1);
  },
);
