// Proves over a real NFSv4.1 mount with several clients that nothing is lost, torn or twice, and counts requests.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bringBundlesUpToDate } from '../../../local/lambda/bundles';
import { runOnNfs } from '../../../local/nfs/nfs-machine';
import { whatNfsLacks } from '../../../local/nfs/what-nfs-lacks';
import { bringNode24 } from '../../../local/process/node24';
import { REPOSITORY } from '../../../local/process/places';
import { Supervisor } from '../../../local/process/supervisor';
import type { NfsResult } from './inside';
import { caseTable, isKept, notes, roundTripTable } from './page';

const PAGE = join(REPOSITORY, 'docs', 'evidence', 'nfs.md');
const MARK = '<!-- below: what `npm run prove:nfs -- --page` wrote -->\n';

async function main(args: readonly string[]): Promise<number> {
  const lacking = whatNfsLacks();
  if (lacking !== undefined) {
    process.stdout.write(`skipped: ${lacking}\n`);
    return 0;
  }
  const supervisor = new Supervisor().guardThisProcess();
  await bringBundlesUpToDate(supervisor);
  const node24 = await bringNode24(supervisor);
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const folder = supervisor.temporaryFolder();
  const command = ['env', `TSX_TSCONFIG_PATH=${join(REPOSITORY, 'test', 'tsconfig.json')}`];
  const status = await runOnNfs(supervisor, {
    clients: 3,
    limitMs: 30 * 60_000, // it is one slow processor, and slower still on a machine that does other work
    command: [...command, node24, '--import', tsx, join(__dirname, 'inside.ts')],
    workingFolder: REPOSITORY,
    folder,
    onLine: (line) => {
      if (line.startsWith('@@')) process.stderr.write(`${line.slice(3)}\n`);
    },
  });
  const { cases, roundTrips }: NfsResult = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
  const text = `\n${caseTable(cases)}\n${notes(cases)}\n## Requests to the server\n\n${roundTripTable(roundTrips)}`;
  process.stdout.write(text);
  if (args.includes('--page')) {
    const [introduction] = readFileSync(PAGE, 'utf8').split(MARK);
    writeFileSync(PAGE, introduction + MARK + text);
  }
  return status === 0 && cases.every(isKept) ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`prove:nfs: ${error.message}\n`);
    process.exit(1);
  },
);
