// Calls the bundled handler with one event after another. Run as it stands by Node.js 24, which strips the types: nothing
// of ours is in the process but this and the bundle. Standard output is the handler's, so answers go to descriptor 3.
import { readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Handled } from './contender';

const ANSWERS = 3;
const TIMEOUT_MS = 900_000;

interface Bundle {
  handler(event: unknown, context: object): Promise<unknown>;
}

async function serve(bundlePath: string): Promise<void> {
  const { handler } = (await import(bundlePath)) as Bundle;
  for await (const path of createInterface({ input: process.stdin })) {
    const event = JSON.parse(readFileSync(path, 'utf8')); // not measured: Lambda hands over what it has parsed
    const end = performance.now() + TIMEOUT_MS;
    const context = { awsRequestId: path, getRemainingTimeInMillis: () => end - performance.now() };
    const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
    const answer = await handler(event, context);
    const { user, system } = process.cpuUsage(usedBefore);
    const handled: Handled<unknown> = {
      seconds: (performance.now() - startedAt) / 1000,
      processorSeconds: (user + system) / 1e6,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      answer,
    };
    writeSync(ANSWERS, `${JSON.stringify(handled)}\n`);
  }
}

serve(process.argv[2] ?? '').catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
