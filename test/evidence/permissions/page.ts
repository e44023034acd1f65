import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { WIDE_PERMISSIONS } from './exceptions';
import type { Granted, Purpose } from './purpose';
import { FILE_SYSTEM_PURPOSES } from './purposes/file-system';
import { MOUNTING_PURPOSES } from './purposes/mounting';
import { PIPELINE_PURPOSES } from './purposes/pipeline';
import type { Permission } from './statement';

export const PAGE = join(REPOSITORY, 'docs', 'evidence', 'permissions.md');
export const REGENERATE = 'npx tsx test/evidence/permissions/main.ts --write';

const PURPOSES: readonly Purpose[] = [...FILE_SYSTEM_PURPOSES, ...MOUNTING_PURPOSES, ...PIPELINE_PURPOSES];

export function page(): string {
  return `# What is granted

Every permission that the library grants, taken from templates that it synthesizes, beside what the Confluent demo grants
for the same purpose (as far as its announcement shows its code). \`<bucket>\`, \`<file system>\`, \`<access point>\`,
\`<secret>\`, \`<key of the bucket>\` and the like stand for the ARN of the one in question.

${PURPOSES.map(section).join('\n')}
## What names no resource of its own

Nothing is granted \`s3:*\`, nor any action of another service as a whole. These alone reach every resource:

| Permission | Where | Why |
| --- | --- | --- |
${WIDE_PERMISSIONS.map(({ permission, where, reason }) => `| ${code(permission)} | ${where} | ${reason} |`).join('\n')}

Written by \`${REGENERATE}\`; a test compares this page with what the library synthesizes.
`;
}

function section({ title, about, demo, ours }: Purpose): string {
  const rows = [
    ...(typeof demo === 'string' ? [`| demo | ${demo} | | |`] : grantRows({ by: 'demo', permissions: demo })),
    ...ours().flatMap(grantRows),
  ];
  return [
    `## ${title}`,
    '',
    about,
    '',
    '| By | Actions | Resource | Condition |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function grantRows({ by, permissions }: Granted): string[] {
  return permissions.map((permission, index) => row([index === 0 ? by : '', ...cells(permission)]));
}

function cells({ denied = false, actions, resources, conditions }: Permission): string[] {
  const [what, which, when] = [actions, resources, conditions].map((lines) => lines.map(code).join('<br>'));
  return [denied ? `**denied:** ${what}` : what, which, when];
}

function row(content: readonly string[]): string {
  return `| ${content.join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
