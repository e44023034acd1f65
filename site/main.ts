import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from '../local/process/places';
import { Progress } from '../local/process/progress';
import { Supervisor } from '../local/process/supervisor';
import { buildSite } from './build';
import { BASE, OUTPUT } from './places';
import { serveSite } from './server';

const PORT = 4173;

/** Builds the documentation's site; `--serve` also shows it on this machine, until it is stopped. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { serve: { type: 'boolean', default: false } } });
  const progress = new Progress(process.stdout);
  await buildSite(new Supervisor().guardThisProcess(), progress);
  progress.line(`\nthe site is in ${relative(REPOSITORY, OUTPUT)}/`);
  if (!values.serve) return;
  const server = serveSite(OUTPUT).listen(PORT, '127.0.0.1');
  await once(server, 'listening');
  progress.line(`http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE} shows it until you press Ctrl-C`);
  await once(server, 'close');
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`docs: FAILED, ${error.message}\n`);
    process.exit(1);
  },
);
