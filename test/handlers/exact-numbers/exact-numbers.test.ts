import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bringNode24 } from '../../../local/process/node24';
import { Supervisor } from '../../../local/process/supervisor';
import { bundleScript } from '../support/bundle';

const supervisor = new Supervisor().guardThisProcess();

afterAll(() => supervisor.end());

test("with Lambda's Node.js, long numbers of a field are written as they stand in the value, and never share a directory", async () => {
  const node = await bringNode24(supervisor);
  const script = bundleScript(join(__dirname, 'script.ts'), supervisor.temporaryFolder());
  const numbers = ['12345678901234567890', '12345678901234567891', '9007199254740993', '1e999', '42', '0.1'];
  const { stdout, stderr } = spawnSync(node, [script, ...numbers], { encoding: 'utf8', timeout: 60_000 });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(numbers.map((number) => `${number}/`));
}, 120_000);
