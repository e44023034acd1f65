/** An object as it was read, or a mark that it is the one that was read before. */
export type ReadList = { readonly tag: string | undefined; readonly chunks: AsyncIterable<Uint8Array> } | 'unchanged';

/** The buckets that lists are in. */
export interface ListSource {
  /**
   * Reads an object, unless it is the one with the tag.
   *
   * @param tag as an earlier answer told it
   * @throws PermanentError if there is no such object, or the function may not read it
   */
  read(bucket: string, key: string, tag: string | undefined): Promise<ReadList>;
}
