import { pathToFileURL } from 'node:url';
import { runCommand } from '../../local/process/command';
import type { Supervisor } from '../../local/process/supervisor';
import { median } from './figures';

const LOADS = 5;
const SCRIPT = `const start = performance.now(); await import(process.argv[1]); console.log(performance.now() - start);`;

/** Milliseconds from import to handler, each time in a new process. */
export async function loadTime(
  supervisor: Supervisor,
  node24: string,
  bundle: string,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const times: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const args = ['--input-type=module', '-e', SCRIPT, pathToFileURL(bundle).href];
    const printed = await runCommand(supervisor, node24, args, {
      failure: 'could not load the bundle',
      env,
    });
    times.push(Number(printed));
  }
  return median(times);
}
