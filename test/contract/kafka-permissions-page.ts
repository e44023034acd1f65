import {
  KAFKA_PERMISSIONS,
  type KafkaPermission,
  NEEDED_PERMISSIONS,
  type NeededPermission,
} from '../../src/contract/kafka-permissions';

const [BEGINNING, END] = ['<!-- permissions: generated -->\n\n', '<!-- end of the permissions -->'];

/** Puts the tables of the rights between their two marks in a page. */
export function withPermissions(page: string): string {
  const [before, rest] = page.split(BEGINNING);
  const [, after] = rest.split(END);
  return `${before}${BEGINNING}${Object.values(NEEDED_PERMISSIONS).map(section).join('')}${END}${after}`;
}

function section({ title, needed }: { readonly title: string; readonly needed: readonly NeededPermission[] }): string {
  const head = ['| operation | on | AWS IAM, for Amazon MSK | without it |', '|---|---|---|---|'];
  return `## ${title}\n\n${[...head, ...needed.map(row)].join('\n')}\n\n`;
}

function row({ permission, on = 'the cluster', without = 'an error that names it' }: NeededPermission): string {
  const { operation, iamActions, or, broughtBy = [] }: KafkaPermission = KAFKA_PERMISSIONS[permission];
  const other = or === undefined ? '' : `, or ${or}`;
  const brought = broughtBy.length === 0 ? '' : ` (comes with ${broughtBy.map((each) => `\`${each}\``).join(', ')})`;
  return `| \`${operation}\`${other}${brought} | ${on} | ${iamActions.map((action) => `\`${action}\``).join(', ')} | ${without} |`;
}
