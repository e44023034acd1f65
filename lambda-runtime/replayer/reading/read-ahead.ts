import { join } from 'node:path';
import { PerTurn } from '../../event-loop/per-turn';
import { readWhole } from '../../files/read';
import type { Claim, InFlight } from '../../in-flight';
import { type FileToReplay, pathOf, type SourcePartition } from '../selection/file-to-replay';
import { LoadedFile } from './loaded-file';
import { unfoldedSize } from './unfolded-size';

interface Slot {
  readonly file: Promise<LoadedFile>;
  readonly settle: (file: LoadedFile) => void;
  settled?: LoadedFile;
  /** Resolves when this file can no longer wait for its turn. */
  readonly urgent: Promise<void>;
  readonly hurry: () => void;
}

// An empty file takes memory too; without a claim, tombstones would be read ahead without bound.
const CLAIM_OF_ANY_FILE = 1024;

// Of all partitions, as they share the one thread. Thousands of warm files a second come in as fast with it, while the
// time that each is told to take is nearer to what it took.
const BEGINNINGS = new PerTurn(8);

/**
 * Reads the files of one partition ahead of their use, many at a time, and hands them out in order.
 *
 * Files in flight are shared by all partitions and given back once a file is closed; bytes in flight are given back
 * once a file's records are published. Bytes are claimed in order within a partition: what has been admitted is then
 * always the next to be published, and partitions that wait for each other's bytes cannot lock each other out.
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

  /** The file that is handed out next; undefined after the last. */
  public get upcoming(): FileToReplay | undefined {
    return this.partition.files[this.taken];
  }

  /** The next file if it is read already. */
  public takeIfReady(): LoadedFile | undefined {
    const file = this.slots.get(this.taken)?.settled;
    if (file !== undefined) {
      this.slots.delete(this.taken);
      this.taken++;
    }
    return file;
  }

  /**
   * Resolves once the next file is read.
   * @param urgent whether files are held that only this one allows to give back
   */
  public async arrival(urgent: boolean): Promise<void> {
    const slot = this.slot(this.taken);
    if (urgent) {
      slot.hurry();
    }
    await slot.file;
  }

  /** Starts nothing more, and releases what was read and not taken. */
  public stop(): void {
    this.stopped = true;
    for (const { settled } of this.slots.values()) {
      settled?.release();
    }
    this.slots.clear();
  }

  private async readAll(): Promise<void> {
    let admitted = Promise.resolve();
    for (const [index, file] of this.partition.files.entries()) {
      const { urgent } = this.slot(index);
      // A claim, as this loop goes on to the next file before this one is read.
      const open = this.inFlight.files.claim(1);
      await open.admitted(urgent);
      await BEGINNINGS.turn();
      if (this.stopped) {
        open.release();
        return;
      }
      const before = admitted;
      admitted = new Promise((resolve) => {
        void this.readBest(file, urgent, before, resolve).then((read) => {
          open.release();
          this.settle(index, read);
        });
      });
    }
  }

  /** Reads a file, or the first of its copies that can be read. If none of them can, the file itself counts. */
  private async readBest(
    file: FileToReplay,
    urgent: Promise<void>,
    before: Promise<void>,
    admitted: () => void,
  ): Promise<LoadedFile> {
    const first = await this.readOne(file, urgent, before, admitted);
    const fault = file.copies && first.fault();
    if (fault === undefined) {
      return first;
    }
    const broken = [{ path: first.path, ...fault }];
    for (const copy of file.copies ?? []) {
      const read = await this.readInPlaceOf(first, copy);
      const faultOfCopy = read.fault();
      if (faultOfCopy === undefined) {
        read.broken.push(...broken);
        return read;
      }
      broken.push({ path: read.path, ...faultOfCopy });
    }
    first.broken.push(...broken.slice(1));
    return first;
  }

  /** The copy takes over the share of the broken file: a claim of its own could wait for files behind it for good. */
  private async readInPlaceOf(broken: LoadedFile, copy: FileToReplay): Promise<LoadedFile> {
    const path = pathOf(this.partition, copy);
    const content = await readWhole(join(this.root, path), async () => undefined).catch((error: unknown) => ({
      error,
    }));
    return new LoadedFile(this.partition, copy, path, content, broken.claim);
  }

  private async readOne(
    file: FileToReplay,
    urgent: Promise<void>,
    before: Promise<void>,
    admitted: () => void,
  ): Promise<LoadedFile> {
    const path = pathOf(this.partition, file);
    let claim: Claim | undefined;
    try {
      const content = await readWhole(join(this.root, path), async (size, peek) => {
        const unfolded = await unfoldedSize(file.extension, size, peek);
        await before;
        claim = this.inFlight.bytes.claim(unfolded + CLAIM_OF_ANY_FILE);
        await claim.admitted(urgent);
        admitted();
      });
      return new LoadedFile(this.partition, file, path, content, claim);
    } catch (error) {
      return new LoadedFile(this.partition, file, path, { error }, claim);
    } finally {
      // A file that could not be opened never asked for bytes; those behind it must not wait for it.
      void before.then(admitted);
    }
  }

  private settle(index: number, file: LoadedFile): void {
    if (this.stopped) {
      file.release();
      return;
    }
    const slot = this.slot(index);
    slot.settled = file;
    slot.settle(file);
  }

  private slot(index: number): Slot {
    let slot = this.slots.get(index);
    if (slot === undefined) {
      let settle: Slot['settle'] = () => undefined;
      let hurry: Slot['hurry'] = () => undefined;
      const file = new Promise<LoadedFile>((resolve) => {
        settle = resolve;
      });
      const urgent = new Promise<void>((resolve) => {
        hurry = resolve;
      });
      slot = { file, settle, urgent, hurry };
      this.slots.set(index, slot);
    }
    return slot;
  }
}
