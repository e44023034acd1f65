import { join } from 'node:path';
import { readWhole } from '../files/read';
import type { InFlight } from '../in-flight';
import { decodeRecord } from '../records/codec';
import type { KafkaRecord } from '../records/record';
import { type PlannedFile, pathOf, type SourcePartition } from './plan';

interface FileRead {
  readonly offset: number;
  readonly path: string;
  /** What it claims of the bytes in flight until it is released. */
  readonly claim: number;
}

export interface ReadRecord extends FileRead {
  readonly record: KafkaRecord;
  readonly bytes: number;
  readonly readMs: number;
}

export interface UnreadableFile extends FileRead {
  readonly error: unknown;
}

export type ReadFile = ReadRecord | UnreadableFile;

interface Slot {
  readonly read: Promise<ReadFile>;
  readonly settle: (read: ReadFile) => void;
  settled?: ReadFile;
}

// An empty file takes memory too; without a claim, tombstones would be read ahead without bound.
const CLAIM_OF_ANY_FILE = 1024;

/**
 * Reads the files of one partition ahead of their use, many at a time, and hands them out in order.
 *
 * Files in flight are shared by all partitions and given back once a file is closed; bytes in flight are given back once a
 * record is published. Bytes are claimed in order within a partition: what has been admitted is then always the next to be
 * published, and partitions that wait for each other's bytes cannot lock each other out.
 */
export class ReadAhead {
  private readonly slots = new Map<number, Slot>();
  private taken = 0;
  private stopped = false;

  public constructor(
    private readonly root: string,
    private readonly partition: SourcePartition,
    private readonly inFlight: InFlight,
  ) {
    void this.readAll();
  }

  /** The next file, once it is read; undefined after the last. */
  public async next(): Promise<ReadFile | undefined> {
    if (this.taken === this.partition.files.length) {
      return undefined;
    }
    const read = await this.slot(this.taken).read;
    this.take();
    return read;
  }

  /** The next record if it is read already and its use agrees, else undefined. */
  public nextIfReady(agree: (read: ReadRecord) => boolean): ReadRecord | undefined {
    const read = this.slots.get(this.taken)?.settled;
    if (read === undefined || !('record' in read) || !agree(read)) {
      return undefined;
    }
    this.take();
    return read;
  }

  public release(read: ReadFile): void {
    this.inFlight.bytes.release(read.claim);
  }

  /** Starts nothing more, and releases what was read and not taken. */
  public stop(): void {
    this.stopped = true;
    for (const { settled } of this.slots.values()) {
      if (settled !== undefined) {
        this.release(settled);
      }
    }
    this.slots.clear();
  }

  private take(): void {
    this.slots.delete(this.taken);
    this.taken++;
  }

  private async readAll(): Promise<void> {
    let admitted = Promise.resolve();
    for (const [index, file] of this.partition.files.entries()) {
      await this.inFlight.files.acquire(1);
      if (this.stopped) {
        this.inFlight.files.release(1);
        return;
      }
      const before = admitted;
      admitted = new Promise((resolve) => {
        void this.readOne(file, before, resolve).then((read) => {
          this.inFlight.files.release(1);
          this.settle(index, read);
        });
      });
    }
  }

  private async readOne(file: PlannedFile, before: Promise<void>, admitted: () => void): Promise<ReadFile> {
    const path = pathOf(this.partition, file);
    let claim = 0;
    try {
      const { bytes, readMs } = await readWhole(join(this.root, path), async (size) => {
        await before;
        await this.inFlight.bytes.acquire(size + CLAIM_OF_ANY_FILE);
        claim = size + CLAIM_OF_ANY_FILE;
        admitted();
      });
      const { topic, partition } = this.partition;
      const record = decodeRecord({ topic, partition, offset: file.offset }, { extension: file.extension, bytes });
      return { offset: file.offset, path, record, bytes: bytes.length, readMs, claim };
    } catch (error) {
      return { offset: file.offset, path, error, claim };
    } finally {
      // A file that could not be opened never asked for bytes; those behind it must not wait for it.
      void before.then(admitted);
    }
  }

  private settle(index: number, read: ReadFile): void {
    if (this.stopped) {
      this.release(read);
      return;
    }
    const slot = this.slot(index);
    slot.settled = read;
    slot.settle(read);
  }

  private slot(index: number): Slot {
    let slot = this.slots.get(index);
    if (slot === undefined) {
      let settle: Slot['settle'] = () => undefined;
      const read = new Promise<ReadFile>((resolve) => {
        settle = resolve;
      });
      slot = { read, settle };
      this.slots.set(index, slot);
    }
    return slot;
  }
}
