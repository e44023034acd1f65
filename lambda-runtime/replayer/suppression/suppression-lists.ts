import { addressOf } from '../../../src/contract/suppression';
import { errorMessage } from '../../errors';
import { wrapped } from '../../permanent-error';
import { MOST_BYTES_PER_KEY } from './key-set';
import type { ListSource } from './list-source';
import type { Suppression } from './suppression';
import { readList, type SuppressionList } from './suppression-list';

/** The share of the function's memory that a list may take; the replay itself needs the rest. */
const SHARE_OF_MEMORY = 1 / 4;
/** The most keys if nobody says how much memory there is. */
const MOST_KEYS = 20_000_000;

interface KeptList {
  readonly address: string;
  readonly hashed: boolean | undefined;
  readonly tag: string;
  readonly list: SuppressionList;
}

/**
 * The suppression lists of a function. The last one is kept as long as its process lives; each invocation asks whether it has
 * changed, and reads it again only then.
 */
export class SuppressionLists {
  private kept: KeptList | undefined;
  /** The load before this one, whatever its outcome. */
  private before: Promise<unknown> = Promise.resolve();

  public constructor(
    private readonly source: ListSource,
    private readonly memoryBytes?: number,
  ) {}

  /**
   * Loads the list of a request, so that it can be asked. Several loads at the same time come one after the other: they
   * mostly ask for the same list, and there may be no room for two.
   *
   * @throws PermanentError if it is not there, may not be read, has a line that cannot be, or is another than it was
   * told to be
   */
  public load(suppression: Suppression): Promise<Suppression> {
    const loading = this.before.then(() => this.loadNext(suppression));
    this.before = loading.catch(() => undefined);
    return loading;
  }

  private async loadNext(suppression: Suppression): Promise<Suppression> {
    const { setting, address } = suppression;
    const known = this.kept?.address === address && this.kept.hashed === setting.hashed ? this.kept : undefined;
    const read = await this.source.read(setting.bucket, setting.key, known?.tag);
    if (read === 'unchanged') {
      if (known === undefined) {
        throw new Error(`the bucket answers that ${address} is unchanged, though it was not asked`);
      }
      return suppression.with(known.list);
    }
    // Before the next is read, as there may be no room for both.
    this.kept = undefined;
    const list = await this.listIn(read.chunks, suppression);
    this.kept = read.tag === undefined ? undefined : { address, hashed: setting.hashed, tag: read.tag, list };
    return suppression.with(list);
  }

  private async listIn(chunks: AsyncIterable<Uint8Array>, { setting }: Suppression): Promise<SuppressionList> {
    try {
      return await readList({ name: setting.key, chunks, hashed: setting.hashed, mostKeys: this.mostKeys });
    } catch (error) {
      throw wrapped(`the suppression list ${addressOf(setting)} cannot be used: ${errorMessage(error)}`, error);
    }
  }

  private get mostKeys(): number {
    return this.memoryBytes === undefined
      ? MOST_KEYS
      : Math.floor((this.memoryBytes * SHARE_OF_MEMORY) / MOST_BYTES_PER_KEY);
  }
}
