import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/command';
import type { Supervisor } from '../process/supervisor';
import { bringAwsCli, environmentIn } from './aws-shell';

/**
 * Gives commands to the AWS CLI, which reads each until it would send a request.
 *
 * @param commands the words of each command behind `aws`
 * @param files what the commands read, by its name
 * @returns for each command what the CLI says against it, or null
 */
export async function refusalsOf(
  supervisor: Supervisor,
  commands: readonly (readonly string[])[],
  files: Readonly<Record<string, string>> = {},
): Promise<(string | null)[]> {
  const modules = await bringAwsCli(supervisor);
  const folder = supervisor.temporaryFolder();
  const given = join(folder, 'commands.json');
  await writeFile(given, JSON.stringify(commands));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
  }
  const output = await runCommand(supervisor, 'python3', [join(__dirname, 'checking.py'), given], {
    failure: 'the AWS CLI could not read the commands',
    cwd: folder,
    env: { PATH: process.env.PATH, ...environmentIn(folder), PYTHONPATH: modules },
  });
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
}
