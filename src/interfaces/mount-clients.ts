import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { OpenList } from './open-list';

/**
 * For each app, by the ARN of a file system or an access point: two imports of one access point are one, and so are an
 * access point and its import by reference.
 */
const CLIENTS = new WeakMap<IConstruct, Map<string, OpenList<iam.IPrincipal>>>();

/** Who was granted, and will be, to mount the file system or access point with this ARN. */
export function clientsOf(scope: IConstruct, arn: string): OpenList<iam.IPrincipal> {
  const { root } = scope.node;
  const ofApp = CLIENTS.get(root) ?? new Map<string, OpenList<iam.IPrincipal>>();
  CLIENTS.set(root, ofApp);
  const clients = ofApp.get(arn) ?? new OpenList<iam.IPrincipal>();
  ofApp.set(arn, clients);
  return clients;
}
