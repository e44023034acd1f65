import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { sharedState } from '../shared-state';
import { OpenList } from './open-list';

/**
 * The principals that were granted, or will be granted, to mount the file system or access point with this ARN.
 *
 * They are kept for the whole app and by ARN, because an app may hold several constructs for one access point: two
 * imports, or the access point and an import of it.
 *
 * @param scope any construct of the app
 * @param arn of the file system or the access point
 */
export function clientsOf(scope: IConstruct, arn: string): OpenList<iam.IPrincipal> {
  const ofApp = sharedState(scope.node.root, 'mountClients', () => new Map<string, OpenList<iam.IPrincipal>>());
  const clients = ofApp.get(arn) ?? new OpenList<iam.IPrincipal>();
  ofApp.set(arn, clients);
  return clients;
}
