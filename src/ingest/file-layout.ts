/**
 * Options of a file for each record.
 */
export interface PerRecordLayoutOptions {
  /**
   * Over how many directories the files of one partition and hour are spread, 1 to 256. A directory takes one new file at
   * a time, so that more of them take more files at once; 1 makes none.
   *
   * @default 16
   */
  readonly shards?: number;
}

/**
 * Which records share a file, made by one of the static methods.
 *
 * @example
 * const layout = FileLayout.perRecord({ shards: 32 });
 */
export abstract class FileLayout {
  /**
   * Each record is a file, named after its topic, partition and offset, so that a record that is delivered again is
   * written to the same file.
   *
   * @throws if `shards` is not from 1 to 256
   */
  public static perRecord(options: PerRecordLayoutOptions = {}): FileLayout {
    return new PerRecordLayout(options.shards ?? 16);
  }

  /**
   * The layout as the handler takes it.
   */
  public abstract render(): string;
}

class PerRecordLayout extends FileLayout {
  constructor(private readonly shards: number) {
    super();
    if (!Number.isInteger(shards) || shards < 1 || shards > 256) {
      throw new Error(`a layout with ${shards} shards cannot be: give a whole number from 1 to 256, 1 for no shards`);
    }
  }

  public render(): string {
    return JSON.stringify({ type: 'perRecord', shards: this.shards });
  }
}
