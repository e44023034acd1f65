import { runIngestBenchmark } from './ingest/main';
import { runReplayerBenchmark } from './replayer/main';

const BENCHMARKS: Record<string, (args: readonly string[]) => Promise<void>> = {
  ingest: runIngestBenchmark,
  replayer: runReplayerBenchmark,
};
const USAGE = `usage: npm run bench -- <benchmark> [--quick] [--only <part of a case's name>]
benchmarks: ${Object.keys(BENCHMARKS).join(', ')}
`;

async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const benchmark = BENCHMARKS[name];
  if (benchmark === undefined) throw new Error(`'${name}' is no benchmark\n${USAGE}`);
  await benchmark(args);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`bench: FAILED, ${error.message}\n`);
    process.exit(1);
  },
);
