import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supervisor } from '../../../local/process/supervisor';
import { PythonTool } from './python-tool';

export const CHECKOV = new PythonTool('checkov==3.3.30');

/**
 * Runs checkov on the templates below a folder, and returns its findings as JSON. They are read from a file, since
 * checkov prints other things too.
 */
export async function runCheckov(supervisor: Supervisor, folder: string): Promise<string> {
  const report = supervisor.temporaryFolder();
  const options = ['--framework', 'cloudformation', '--compact', '--quiet', '--soft-fail', '--skip-download'];
  const output = ['--output', 'json', '--output-file-path', report];
  await CHECKOV.run(supervisor, ['--directory', folder, ...options, ...output]);
  return readFile(join(report, 'results_json.json'), 'utf8');
}
