const DIRECTORIES = [{ by: 'topicPartition' }, { by: 'key' }];

/** The layouts in which records are written while sandboxes are killed; some keys would lead out of the mount. */
export const LAYOUTS_UNDER_FIRE = [
  { name: 'one file a record', layout: { type: 'perRecord', shards: 4, directories: DIRECTORIES } },
  { name: 'segments', layout: { type: 'segments', maxBytes: 20_000, directories: DIRECTORIES } },
] as const;
