import type { DeployedResource, Deployment } from './deployment';
import { statementsOf } from './grants';

/**
 * The faults that keep a function from reading the objects of its access point's directory directly, or let it read
 * others.
 */
export function directReadFaults(deployment: Deployment, fn: DeployedResource): string[] {
  const [mount] = fn.properties.FileSystemConfigs as { S3FilesConfig?: { DirectS3Read?: string } }[];
  const statements = statementsOf(deployment, fn);
  const of = (action: string) => statements.filter(({ Action }) => [Action].flat().includes(action));
  const reading = of('s3:GetObject');
  const isConfined = reading.every(({ Resource }) => JSON.stringify(Resource).includes('/events/*'));
  return [
    ...(mount?.S3FilesConfig?.DirectS3Read === 'ENABLED' ? [] : ['direct reads are not switched on']),
    ...(reading.length > 0 ? [] : ['does not grant s3:GetObject']),
    ...(isConfined ? [] : ["grants objects outside of the access point's directory"]),
    ...(of('kms:Decrypt').length > 0 ? [] : ["does not grant kms:Decrypt on the bucket's key"]),
  ];
}
