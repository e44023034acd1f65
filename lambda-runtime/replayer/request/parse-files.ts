/** Files that a workflow's plan or listing has found: by an object of its bucket, or by their keys in the bucket. */
export type GivenFiles = ManifestFiles | { readonly keys: readonly string[] };

export interface ManifestFiles {
  readonly manifest: string;
  /** Of which plan the manifest is: executions of one name, years apart, have the same keys. */
  readonly plan: string | undefined;
}

/** What a workflow adds to the request of each of its children; `partition` is for people to read. */
export const FILE_KEYS = ['manifest', 'plan', 'keys', 'partition'] as const;

export function parseFiles(payload: Readonly<Record<string, unknown>>): GivenFiles | undefined {
  const { manifest, plan, keys, partition } = payload;
  if (partition != null && typeof partition !== 'string') {
    throw new Error(`partition is ${JSON.stringify(partition)}; it only names a part of a workflow's replay, as text`);
  }
  if (manifest != null && keys != null) {
    throw new Error('the payload has both a manifest and keys; give the files by one of them');
  }
  if (manifest != null) {
    return { manifest: parseManifestKey(manifest), plan: plan == null ? undefined : String(plan) };
  }
  return keys == null ? undefined : { keys: parseKeys(keys) };
}

function parseManifestKey(manifest: unknown): string {
  if (typeof manifest !== 'string' || manifest === '') {
    throw new Error(`manifest is ${JSON.stringify(manifest)}; give the key of a manifest in the workflow's bucket`);
  }
  return manifest;
}

function parseKeys(keys: unknown): string[] {
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) {
    throw new Error(`keys is ${shortened(JSON.stringify(keys))}; give a list of keys of the bucket`);
  }
  return keys;
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
