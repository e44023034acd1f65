import { isDeepStrictEqual } from 'node:util';
import { type Replacement, replacementBy } from './replacement';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The resources of a template by their logical ids. */
export type Resources = Readonly<Record<string, Resource>>;

/** The action of a deployment on one resource. */
export interface Step {
  readonly id: string;
  /** The resource before the deployment, or after it if it is added. */
  readonly resource: Resource;
  /** The resource after the deployment; absent if it is removed. */
  readonly now?: Resource;
  readonly action: 'adds' | 'removes' | 'updates' | 'replaces' | 'may replace' | 'keeps otherwise';
  /** The properties that change. */
  readonly properties: readonly string[];
}

/** The actions by which CloudFormation turns the resources of one template into those of another. */
export function difference(before: Resources, after: Resources): Step[] {
  const replaced = replacedIn(before, after);
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids.flatMap((id): Step[] => {
    const [old, now] = [before[id], after[id]];
    if (!old || !now) {
      return [{ id, resource: old ?? now, now, action: old ? 'removes' : 'adds', properties: [] }];
    }
    const properties = changedProperties(old, now, replaced);
    const action = replaced.has(id) ? ACTIONS[worst(now.Type, properties)] : properties.length ? 'updates' : undefined;
    if (action) {
      return [{ id, resource: old, now, action, properties }];
    }
    const kept = old.DeletionPolicy === now.DeletionPolicy && old.UpdateReplacePolicy === now.UpdateReplacePolicy;
    return kept ? [] : [{ id, resource: old, now, action: 'keeps otherwise', properties }];
  });
}

const ACTIONS = { yes: 'replaces', maybe: 'may replace', no: 'updates' } as const;

/**
 * The ids of the resources that are replaced. A replaced resource has another name, so that all that refer to it change
 * too: the set grows until nothing is added.
 */
function replacedIn(before: Resources, after: Resources): Set<string> {
  const replaced = new Set<string>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const [id, now] of Object.entries(after)) {
      const old = before[id];
      if (old && !replaced.has(id) && worst(now.Type, changedProperties(old, now, replaced)) !== 'no') {
        replaced.add(id);
        grown = true;
      }
    }
  }
  return replaced;
}

function changedProperties(old: Resource, now: Resource, replaced: ReadonlySet<string>): string[] {
  const names = [...new Set([...Object.keys(old.Properties ?? {}), ...Object.keys(now.Properties ?? {})])];
  return names.filter((name) => {
    const value = now.Properties?.[name];
    return !isDeepStrictEqual(old.Properties?.[name], value) || refersToOne(value, replaced);
  });
}

function worst(type: string, properties: readonly string[]): Replacement {
  const all = properties.map((property) => replacementBy(type, property));
  return all.includes('yes') ? 'yes' : all.includes('maybe') ? 'maybe' : 'no';
}

/** True if a value has a reference to one of these resources, by `Ref` or `Fn::GetAtt` or in a text of `Fn::Sub`. */
function refersToOne(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value !== 'object' || value === null || ids.size === 0) {
    return false;
  }
  return Object.entries(value).some(([key, argument]) => {
    if (key === 'Ref' || key === 'Fn::GetAtt') {
      return ids.has(String([argument].flat()[0]).split('.')[0]);
    }
    return refersToOne(argument, ids);
  });
}
