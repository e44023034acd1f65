import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bringNode24 } from '../../local/process/node24';
import { Supervisor } from '../../local/process/supervisor';
import { bundleScript } from '../handlers/support/bundle';

const supervisor = new Supervisor().guardThisProcess();
let result: Record<string, unknown>;

beforeAll(async () => {
  const node = await bringNode24(supervisor);
  const script = bundleScript(join(__dirname, 'zstandard', 'script.ts'), supervisor.temporaryFolder());
  const run = spawnSync(node, [script], { encoding: 'utf8', timeout: 60_000 });
  if (run.status !== 0) {
    throw new Error(`the script ended with ${run.status ?? run.signal}: ${run.stderr}`);
  }
  result = JSON.parse(run.stdout);
}, 120_000);

afterAll(() => supervisor.end());

describe("with Zstandard, which Lambda's Node.js has and older ones lack", () => {
  test('every kind of file gives any record back, byte for byte', () => {
    expect(result.roundTrips).toEqual([
      'an envelope',
      'a raw file',
      'a segment',
      'a Parquet file of one record',
      'a segment that is a Parquet file',
    ]);
  });

  test.each(['cut', 'nonsense', 'empty'])('a file that is %s is an error', (damage) => {
    expect(result[damage]).toMatch(/^the file of \d+ bytes ending in \.zst cannot be decompressed: /);
  });

  test('a few bytes that unfold into more than a file of ours can hold are refused', () => {
    expect(result.bomb).toMatch(/^the file of \d+ bytes ending in \.zst is more than 67108864 bytes once decompressed/);
    expect(result.atTheLimit).toBe('1000');
  });
});
