import { join } from 'node:path';
import { AssetManifestArtifact, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { Template, TemplateResource } from './template';

/** The id that AwsCustomResource gives to its one function in a stack. */
const SINGLETON = `AWS${'679f53fa-c002-430c-b0da-5b7982bd2287'.replaceAll('-', '')}`;

/** The logical id of the AwsCustomResource function behind a resource; undefined for resources of any other kind. */
export function awsCustomResourceFunction(resource: TemplateResource): string | undefined {
  const token = resource.Properties?.ServiceToken as { 'Fn::GetAtt'?: [string, string] } | undefined;
  const logicalId = token?.['Fn::GetAtt']?.[0];
  return logicalId?.startsWith(SINGLETON) ? logicalId : undefined;
}

/** The handler's file in the synthesized asset, thus the code that a user of this template would deploy. */
export function handlerFile(stack: CloudFormationStackArtifact, functionLogicalId: string): string {
  const { Properties: properties = {} } = (stack.template as Template).Resources[functionLogicalId];
  if (properties.Handler !== 'index.handler') {
    throw new Error(`the function ${functionLogicalId} has the handler ${properties.Handler}, not index.handler`);
  }
  const key = (properties.Code as { S3Key?: unknown }).S3Key;
  for (const manifest of stack.dependencies.filter(AssetManifestArtifact.isAssetManifestArtifact)) {
    for (const { source, destinations } of Object.values(manifest.contents.files ?? {})) {
      const isCode = Object.values(destinations).some(({ objectKey }) => objectKey === key);
      if (isCode && source.path) return join(stack.assembly.directory, source.path, 'index.js');
    }
  }
  throw new Error(`the assembly of ${stack.stackName} has no asset ${JSON.stringify(key)} for ${functionLogicalId}`);
}
