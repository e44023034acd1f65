import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Case } from './case';
import type { Finding } from './exceptions';

/** The findings of AwsSolutionsChecks in an app that it did not have before the library's part was added. */
export function nagFindings({ prepare, users = [] }: Case): Finding[] {
  const app = new App();
  const addOurs = prepare(app);
  const before = new Set(check(app).map(({ rule, where }) => `${rule} ${where}`));
  addOurs();
  app.synth();
  return check(app)
    .filter(({ rule, where }) => !before.has(`${rule} ${where}`))
    .filter(({ where }) => !users.some((user) => where.startsWith(`${user}/`)));
}

function check(app: App): Finding[] {
  return new AwsSolutionsChecks().validateScope(app).violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => ({
      rule: withTypes(ruleName, app),
      where: constructPath.split('/').slice(1).join('/'),
    })),
  );
}

/** `<FilesBucket7C17EE2E.Arn>` as `<AWS::S3::Bucket.Arn>`, which is the same in every app. */
function withTypes(rule: string, app: App): string {
  return rule.replaceAll(/<(\w+)(\.\w+)?>/g, (whole, logicalId, attribute = '') => {
    const resource = app.node.findAll().find((node) => isResource(node, logicalId));
    return CfnResource.isCfnResource(resource) ? `<${resource.cfnResourceType}${attribute}>` : whole;
  });
}

function isResource(node: IConstruct, logicalId: string): boolean {
  return CfnResource.isCfnResource(node) && Stack.of(node).resolve(node.logicalId) === logicalId;
}
