import { type DeployedResource, ResourceFailed } from './resource-handler';
import type { Revision } from './revision';
import type { StackResources } from './stack-resources';
import { dependenciesOf } from './template';

export interface Occasion {
  /** The operation that made it is being rolled back. @default false */
  readonly isNew?: boolean;
  /** Another one has taken its place. @default false */
  readonly isReplaced?: boolean;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
export function isRetained({ source }: DeployedResource, { isNew, isReplaced }: Occasion = {}): boolean {
  const { DeletionPolicy: deletion, UpdateReplacePolicy: replacement } = source;
  if (isReplaced && !isNew) return replacement === 'Retain';
  return deletion === 'Retain' || (deletion === 'RetainExceptOnCreate' && !isNew);
}

/** Deletes a resource; answers why it could not be. */
export async function deletionFailure(
  resources: StackResources,
  resource: DeployedResource,
): Promise<ResourceFailed | undefined> {
  try {
    await resources.handler(resource).delete(resource);
    return undefined;
  } catch (error) {
    if (error instanceof ResourceFailed) return error;
    throw error;
  }
}

/**
 * Deletes a stack's resources, last made first. Where one cannot be deleted, it stays with everything it depends on; all
 * others go. Answers the failures.
 */
export async function deleteResources(
  resources: StackResources,
  { template, order }: Revision,
  occasion: Occasion = {},
): Promise<ResourceFailed[]> {
  const failures: ResourceFailed[] = [];
  const needed = new Set<string>();
  for (const logicalId of [...order].reverse()) {
    const resource = resources.get(logicalId);
    if (!resource) continue;
    const stays = needed.has(logicalId);
    const failure = stays || isRetained(resource, occasion) ? undefined : await deletionFailure(resources, resource);
    if (failure) {
      failures.push(failure);
      resources.noteFailure(resource, 'DELETE_FAILED', failure);
      resources.set({ ...resource, status: 'DELETE_FAILED', reason: failure.reason });
    }
    if (failure || stays) for (const dependency of dependenciesOf(template, logicalId)) needed.add(dependency);
    else resources.remove(logicalId);
  }
  return failures;
}
