// Runs inside the machine with NFS, and leaves what it found in /run/host/result.json.
import { writeFileSync } from 'node:fs';
import { Supervisor } from '../../../local/process/supervisor';
import { clientsOfTheirOwn, type Row } from './clients';
import { ALL_STORED, FILES, SEGMENTS } from './functions';
import { restarts } from './restarts';
import { handlersRoundTrips, type RoundTripRow, waysToWrite } from './round-trips';

export interface NfsResult {
  readonly cases: Row[];
  readonly roundTrips: RoundTripRow[];
}

async function main(): Promise<void> {
  const supervisor = new Supervisor().guardThisProcess();
  const roundTrips = [...(await waysToWrite()), ...(await handlersRoundTrips(supervisor))];
  const result: NfsResult = { cases: [], roundTrips };
  const keep = () => writeFileSync('/run/host/result.json', JSON.stringify(result));
  keep();
  for (const stored of ALL_STORED) {
    console.log(`@@ several clients: ${stored.name}`);
    result.cases.push(await clientsOfTheirOwn(supervisor, stored));
    keep();
  }
  for (const stored of [FILES, SEGMENTS]) {
    console.log(`@@ restarts of the server: ${stored.name}`);
    result.cases.push(await restarts(supervisor, stored));
    keep();
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.log(`@@ failed: ${error.stack?.replaceAll('\n', ' ')}`);
    process.exit(1);
  },
);
