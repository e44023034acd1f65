import type { Supervisor } from '../../../local/process/supervisor';
import { PythonTool } from './python-tool';

/** Knows the resources of Amazon S3 Files. */
export const CFN_LINT = new PythonTool('cfn-lint==1.58.0');

/** Runs cfn-lint on templates, and returns its findings as JSON. */
export function runCfnLint(supervisor: Supervisor, templates: readonly string[]): Promise<string> {
  const options = ['--format', 'json', '--regions', 'us-east-1', '--non-zero-exit-code', 'none'];
  return CFN_LINT.run(supervisor, [...options, '--', ...templates]);
}
