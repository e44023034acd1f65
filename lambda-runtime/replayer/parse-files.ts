/** Files that a workflow's plan or listing has found: by an object of its bucket, or by their keys in the bucket. */
export type GivenFiles = { readonly manifest: string } | { readonly keys: readonly string[] };

/** What a workflow adds to the request of each of its children; `partition` is for people to read. */
export const FILE_KEYS = ['manifest', 'keys', 'partition'] as const;

export function parseFiles({ manifest, keys, partition }: Readonly<Record<string, unknown>>): GivenFiles | undefined {
  if (partition != null && typeof partition !== 'string') {
    throw new Error(`partition is ${JSON.stringify(partition)}; it only names a part of a workflow's replay, as text`);
  }
  if (manifest != null && keys != null) {
    throw new Error('the payload has both a manifest and keys; give the files by one of them');
  }
  if (manifest != null) {
    return { manifest: parseManifestKey(manifest) };
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
