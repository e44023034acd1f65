import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { CLIENT_ROWS } from './rows/clients';
import { FILE_SYSTEM_ROWS } from './rows/file-system';
import { FUNCTION_ROWS } from './rows/functions';
import { STACK_ROWS } from './rows/stacks';
import { type Comparison, compare, table } from './table';

export const PAGE = join(REPOSITORY, 'docs', 'evidence', 'upstream.md');
export const REGENERATE = 'npx tsx test/evidence/upstream/main.ts --write';

export function comparisons(): Comparison[] {
  return [...FUNCTION_ROWS, ...CLIENT_ROWS, ...STACK_ROWS, ...FILE_SYSTEM_ROWS].map(compare);
}

export function page(compared: readonly Comparison[]): string {
  return `# What the library adds to aws-cdk-lib

aws-cdk-lib has the CloudFormation resources of Amazon S3 Files (L1), and \`lambda.FileSystem.fromS3FilesAccessPoint\` to
mount an access point on a Lambda function. Below, one app for each row was made both ways and synthesized, and the
templates were looked at: does the function mount the access point; do the rules of both security groups let NFS through;
does the function wait for them and for the mount targets; what is its role granted. ✗ names everything
that was found amiss. The functions' own security groups let nothing out, so that both rules are needed.

${table(compared)}

Written by \`${REGENERATE}\`; a test compares this page with what the installed packages do.
`;
}
