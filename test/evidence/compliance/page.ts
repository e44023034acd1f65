import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { CFN_LINT_EXCEPTIONS } from './cfn-lint-exceptions';
import { CHECKOV_EXCEPTIONS } from './checkov-exceptions';
import type { Exception } from './exceptions';
import { NAG_EXCEPTIONS } from './nag-exceptions';

export const PAGE = join(REPOSITORY, 'docs', 'evidence', 'compliance.md');

/** The page: the remaining findings of each checker, each with its reason. */
export function page(): string {
  return `# What checkers find, and why it stands

The template of every construct, and that of the example app, is looked at by three checkers: cdk-nag (AWS Solutions) with
the tests, cfn-lint and checkov by \`npm run lint:templates\`. What is not named here was mended, and a new finding fails the
run, as does a line that is not needed any more.

${section('checkov', CHECKOV_EXCEPTIONS)}
${section('cdk-nag', NAG_EXCEPTIONS)}
${section('cfn-lint', CFN_LINT_EXCEPTIONS)}
Written by \`UPDATE_COMPLIANCE=1 npx jest test/evidence/compliance\`.
`;
}

function section(checker: string, exceptions: readonly Exception[]): string {
  const items = exceptions.map(
    ({ rules, where, reason }) => `- ${rules.map(code).join(', ')} at ${code(pathsOf(where))}: ${reason}`,
  );
  return [`## ${checker}`, '', ...items, ''].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

/** The paths of constructs that an expression matches, without what makes it exact. */
function pathsOf({ source }: RegExp): string {
  return source
    .replaceAll('\\/', '/')
    .replaceAll('(^|/)', '…/')
    .replaceAll('AWS679f53fac002430cb0da5b7982bd2287', 'AwsCustomResource')
    .replace(/^\^|\$$/g, '')
    .replace(/\)\$$/, ')');
}
