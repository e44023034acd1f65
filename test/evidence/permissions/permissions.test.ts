import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { CASES } from '../compliance/cases';
import { WIDE_PERMISSIONS } from './exceptions';
import { PAGE, page, REGENERATE } from './page';
import { managedPoliciesOfRole, type RawResources, statementsOfRole, type TemplateStatement } from './statement';

/** The roles of every stack that cdk-nag and cfn-lint look at. */
const roles = CASES.flatMap(({ prepare, name }) => {
  const app = new App();
  prepare(app)();
  return app.node
    .findAll()
    .filter((node): node is Stack => Stack.isStack(node))
    .map((stack): RawResources => Template.fromStack(stack).toJSON().Resources)
    .flatMap((resources) => rolesOf(resources).map((role) => ({ name: `${name}: ${role}`, resources, role })));
});

function rolesOf(resources: RawResources): string[] {
  return Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::IAM::Role');
}

const statements = roles.flatMap(({ resources, role }) => statementsOfRole(resources, role));
const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
const actionsOf = ({ Action }: TemplateStatement) => [Action].flat();

const managedPolicies = roles.flatMap(({ resources, role }) =>
  managedPoliciesOfRole(resources, role).map(
    (arn) => /:policy\/(?:service-role\/)?(\w+)/.exec(JSON.stringify(arn))?.[1],
  ),
);
const wideActions = allowed.filter(({ Resource }) => [Resource].flat().includes('*')).flatMap(actionsOf);
const listed = WIDE_PERMISSIONS.map(({ permission }) => permission);

test('nobody is granted s3:*, or everything of another service', () => {
  const actions = allowed.flatMap(actionsOf);
  expect(actions.length).toBeGreaterThan(50);
  expect(actions.filter((action) => /^(\w+:)?\*$/.test(action))).toEqual([]);
});

test('only what is listed reaches every resource', () => {
  expect([...wideActions, ...managedPolicies].filter((name) => !listed.includes(name ?? ''))).toEqual([]);
});

test('everything that is listed is granted somewhere', () => {
  expect(listed.filter((name) => ![...wideActions, ...managedPolicies].includes(name))).toEqual([]);
});

test(`docs/evidence/permissions.md says what is granted; if it does not: ${REGENERATE}`, () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});
