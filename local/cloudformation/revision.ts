import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { awsCustomResourceFunction, handlerFile } from './handler-asset';
import { deploymentOrder, type Template, type TemplateResource } from './template';

/** One deployment: a template, its parameters and the code it refers to. */
export interface Revision {
  readonly template: Template;
  readonly parameters: Record<string, string>;
  /** Logical ids, each after those that it needs. */
  readonly order: string[];
  /** The file behind an AwsCustomResource; undefined for resources of any other kind. */
  handlerFile(resource: TemplateResource): string | undefined;
}

/** The stack before it is created. */
export const NOTHING: Revision = {
  template: { Resources: {} },
  parameters: {},
  order: [],
  handlerFile: () => undefined,
};

export function revisionOf(stack: CloudFormationStackArtifact, parameters: Record<string, string>): Revision {
  const template = stack.template as Template;
  return {
    template,
    parameters,
    order: deploymentOrder(template),
    handlerFile: (resource) => {
      const functionId = awsCustomResourceFunction(resource);
      return functionId && handlerFile(stack, functionId);
    },
  };
}
