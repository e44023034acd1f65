import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App } from 'aws-cdk-lib/core';
import { actionsOf, type Statement } from '../support/stacks';
import { OF_EVERY_FUNCTION, OF_INGEST, OF_REPLAYER, Pipelines } from './pipelines';

interface ReportedRole {
  readonly roleConstructPath: string;
  readonly missing: boolean;
  readonly managedPolicyArns: string[];
  readonly identityPolicyStatements: Statement[];
}

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'roles'));
afterAll(() => fs.rmSync(outdir, { recursive: true }));

const newApp = () => new App({ outdir: fs.mkdtempSync(path.join(outdir, 'app')) });

interface Report {
  readonly roles: ReportedRole[];
  readonly warnings: string;
  readonly template: Template;
}

/** Synthesizes, once, since CDK would report some roles twice and throw; and reads what it reports of the roles. */
function report({ app, stack }: Pipelines): Report {
  const assembly = app.synth();
  const artifact = assembly.getStackArtifact(stack.artifactId);
  return {
    roles: JSON.parse(fs.readFileSync(path.join(assembly.directory, 'iam-policy-report.json'), 'utf8')).roles,
    warnings: artifact.messages.map(({ entry }) => String(entry.data)).join(),
    template: Template.fromJSON(artifact.template),
  };
}

/** Every permission of a template, as `action on role`, the role by its path. */
function permissionsOfTemplate(given: Pipelines): string[] {
  const template = Template.fromStack(given.stack);
  const roles = template.findResources('AWS::IAM::Role');
  const pathOf = (id: string) => roles[id]?.Metadata?.['aws:cdk:path']?.replace(/\/Resource$/, '') ?? id;
  const inline = Object.entries(roles).flatMap(([id, { Properties }]) =>
    ((Properties.Policies ?? []) as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(actionsOf).map((action) => `${action} on ${pathOf(id)}`),
    ),
  );
  const attached = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
    (Properties.Roles as { Ref: string }[]).flatMap(({ Ref }) =>
      (Properties.PolicyDocument.Statement as Statement[])
        .flatMap(actionsOf)
        .map((action) => `${action} on ${pathOf(Ref)}`),
    ),
  );
  return [...new Set([...inline, ...attached])].sort();
}

function permissionsOfReport(roles: ReportedRole[]): string[] {
  return [
    ...new Set(
      roles.flatMap(({ roleConstructPath, identityPolicyStatements }) =>
        identityPolicyStatements.flatMap(actionsOf).map((action) => `${action} on ${roleConstructPath}`),
      ),
    ),
  ].sort();
}

describe('roles that are not created', () => {
  test('are reported with every permission that a template without this would have', () => {
    const without = new Pipelines(new App({ context: { 'aws:cdk:enable-path-metadata': true } }));
    without.replayer();
    const expected = permissionsOfTemplate(without);
    expect(expected).toContain('states:StartExecution on Stack/Replayer/Workflow/Role');

    const app = newApp();
    iam.Role.customizeRoles(app, { preventSynthesis: false });
    const given = new Pipelines(app);
    given.replayer();
    expect(permissionsOfReport(report(given).roles)).toEqual(expected);
  });

  test('are reported with the managed policies of a function in a VPC', () => {
    const app = newApp();
    iam.Role.customizeRoles(app, { preventSynthesis: false });
    const given = new Pipelines(app);
    given.replayer();
    const ofFunctions = report(given).roles.filter(({ roleConstructPath }) => /Handler/.test(roleConstructPath));
    expect(ofFunctions.map(({ managedPolicyArns }) => managedPolicyArns)).toEqual(
      [1, 2].map(() => [
        expect.stringMatching(/AWSLambdaBasicExecutionRole$/),
        expect.stringMatching(/AWSLambdaVPCAccessExecutionRole$/),
      ]),
    );
  });

  test('are replaced by the roles that are named, and the template then makes none, without a warning of lost grants', () => {
    const first = newApp();
    iam.Role.customizeRoles(first, { preventSynthesis: false });
    const reported = new Pipelines(first);
    reported.replayer();
    const paths = report(reported).roles.map(({ roleConstructPath }) => roleConstructPath);

    const app = newApp();
    const usePrecreatedRoles = Object.fromEntries(paths.map((rolePath, index) => [rolePath, `theirs-${index}`]));
    iam.Role.customizeRoles(app, { usePrecreatedRoles });
    const given = new Pipelines(app);
    given.replayer();
    const { roles, template, warnings } = report(given);
    expect(roles.filter(({ missing }) => missing)).toEqual([]);
    template.resourceCountIs('AWS::IAM::Role', 0);
    // Those that CDK makes for each of its own custom resources.
    const policies = Object.keys(template.findResources('AWS::IAM::Policy'));
    expect(policies.filter((id) => !id.includes('CustomResourcePolicy'))).toEqual([]);
    expect(warnings).not.toContain('takes no policy');
  });
});

describe.each([
  ['ingest', OF_INGEST],
  ['replayer', OF_REPLAYER],
] as const)('a role that is given to the %s in an app that creates no roles', (kind, own) => {
  let given: Pipelines;
  beforeEach(() => {
    const app = newApp();
    iam.Role.customizeRoles(app, { preventSynthesis: false });
    given = new Pipelines(app);
  });

  const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
  const outcome = () => {
    const { roles, warnings } = report(given);
    const { identityPolicyStatements = [] } =
      roles.find(({ roleConstructPath }) => roleConstructPath === 'Stack/Role') ?? {};
    return { actions: identityPolicyStatements.flatMap(actionsOf), warnings };
  };

  test.each<[string, () => iam.IRole]>([
    ['it is of the app', () => new iam.Role(given.stack, 'Role', { assumedBy })],
    ['it is imported', () => iam.Role.fromRoleName(given.stack, 'Role', 'theirs')],
  ])('is reported with everything, where %s', (_, roleOf) => {
    given.make(kind, { role: roleOf() });
    const { actions, warnings } = outcome();
    expect(actions).toEqual(expect.arrayContaining([...OF_EVERY_FUNCTION, ...own]));
    expect(warnings).not.toContain('takes no policy');
  });

  test('gets the warning, where it is not to be changed and so is in no report', () => {
    given.make(kind, { role: new iam.Role(given.stack, 'Role', { assumedBy }).withoutPolicyUpdates() });
    const { actions, warnings } = outcome();
    expect(actions).toEqual([]);
    expect(warnings).toContain('takes no policy');
  });
});
