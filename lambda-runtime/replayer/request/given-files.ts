import type { PayloadValues } from '../../../src/contract/payload';

/** Files that a workflow's plan or listing has found: named by an object of its bucket, or by their own keys. */
export type GivenFiles = ManifestFiles | { readonly keys: readonly string[] };

export interface ManifestFiles {
  readonly manifest: string;
  /** The plan that the manifest belongs to: executions of one name, years apart, have the same keys. */
  readonly plan: string | undefined;
}

/** @returns the files that a payload names; undefined if the replay has to look for them itself */
export function givenFiles({ manifest, plan, keys }: Partial<PayloadValues>): GivenFiles | undefined {
  if (manifest !== undefined && keys !== undefined) {
    throw new Error('the payload has both a manifest and keys; give the files by one of them');
  }
  if (manifest !== undefined) {
    return { manifest, plan };
  }
  return keys && { keys };
}
