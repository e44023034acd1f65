import { cpus, totalmem } from 'node:os';
import type { ProveOptions } from './options';
import { type Result, sentences, table } from './report';

const INTRODUCTION = `# The proof: nothing lost, torn or outside

What \`npm run prove\` printed when it last ran in full. It tries the handlers as they are published, on Node.js 24, over a
real Apache Kafka and mounts that fail; \`test/prove/\` holds a file for each case. A run fails if anything is lost, torn or
escaped, or a case breaks another promise.

- *lost*: records that were acknowledged, or said to be published, and are not there.
- *torn*: records, files or answers that are not whole.
- *twice*: records that are there more than once. At least once is what is promised: after a kill a replay begins again
  behind its last acknowledged batch, and a case fails where anything else came again.
- *escaped*: what was written outside the root, or a record's content in a message or a log line.
`;

/** The page in docs/, from what was found. */
export function page(results: readonly Result[], options: ProveOptions, at: Date, seconds: number): string {
  const [cpu] = cpus();
  const facts = [
    `date: ${at.toISOString().slice(0, 10)}, in ${(seconds / 60).toFixed(1)} minutes`,
    `Node.js ${process.versions.node}, Apache Kafka 4.4.0, Linux`,
    `machine: ${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, shared with other work`,
    `seed: ${options.seed}; endurance: ${options.minutes} minutes${options.quick ? '; quick' : ''}`,
  ];
  return [
    INTRODUCTION,
    '\n',
    table(results),
    '\n',
    facts.map((fact) => `- ${fact}\n`).join(''),
    '\n## The cases\n',
    ...results.map((result) => `\n**${result.case.name}.** ${result.case.about}\n\n${lines(result)}`),
  ].join('');
}

function lines(result: Result): string {
  return sentences(result)
    .map((sentence) => `- ${sentence}\n`)
    .join('');
}
