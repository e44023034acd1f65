import { PerTurn } from '../../event-loop/per-turn';
import { readWhole } from '../../files/read';
import type { Claim } from '../../in-flight';
import { type FileToReplay, pathOf, type SourcePartition } from '../selection/file-to-replay';
import { LoadedFile } from './loaded-file';
import type { SharedReads } from './shared-reads';
import { prepareFor, unfoldedSize } from './unfolded-size';

interface Slot {
  readonly file: Promise<LoadedFile>;
  readonly settle: (file: LoadedFile) => void;
  settled?: LoadedFile;
  /** True if the file can be taken as it is; undefined until that has been checked. */
  isFit?: boolean;
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
    private readonly partition: SourcePartition,
    private readonly inFlight: SharedReads,
  ) {
    void this.readAll();
  }

  /** The file that is handed out next; undefined after the last. */
  public get upcoming(): FileToReplay | undefined {
    return this.partition.files[this.taken];
  }

  /** The next file if it is read already, and nothing more has to be done for it. */
  public takeIfReady(): LoadedFile | undefined {
    const slot = this.slots.get(this.taken);
    if (slot?.settled === undefined) {
      return undefined;
    }
    slot.isFit ??= this.isFit(slot.settled);
    if (!slot.isFit) {
      return undefined;
    }
    this.slots.delete(this.taken);
    this.taken++;
    return slot.settled;
  }

  /**
   * Resolves once the next file can be taken.
   * @param urgent whether files are held that only this one allows to give back
   */
  public async arrival(urgent: boolean): Promise<void> {
    const slot = this.slot(this.taken);
    if (urgent) {
      slot.hurry();
    }
    const file = await slot.file;
    slot.isFit ??= this.isFit(file);
    if (!slot.isFit) {
      slot.settled = await this.makeFit(file, urgent);
      slot.isFit = true;
    }
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
        void this.readOne(file, urgent, before, resolve).then((read) => {
          open.release();
          this.settle(index, read);
        });
      });
    }
  }

  /**
   * Looks if the next file can be taken as it is: if it unfolds to what it claimed, and if its record can be read where
   * other files have it, too.
   */
  private isFit(file: LoadedFile): boolean {
    return file.unfold(file.claimed) && (file.source.copies === undefined || file.fault() === undefined);
  }

  /**
   * Makes room for a file that unfolds to more than it claimed, and reads a copy in place of one that is broken. If no copy
   * can be read either, the file itself counts.
   *
   * @param urgent true if files are held that only this one allows to give back: it cannot wait for them
   */
  private async makeFit(file: LoadedFile, urgent: boolean): Promise<LoadedFile> {
    const room = this.inFlight.aside.claim(this.inFlight.maxFileBytes);
    const hasRoom = await Promise.race([room.granted.then(() => true), ...(urgent ? [soon(false)] : [])]);
    if (!file.unfold(hasRoom ? this.inFlight.maxFileBytes : file.claimed)) {
      file.refuse(tooLarge(hasRoom ? this.inFlight.maxFileBytes : file.claimed));
    }
    const fit = await this.firstReadable(file);
    fit.hold(room);
    return fit;
  }

  private async firstReadable(file: LoadedFile): Promise<LoadedFile> {
    const fault = file.source.copies && file.fault();
    if (fault === undefined) {
      return file;
    }
    const broken = [{ path: file.path, ...fault }];
    for (const copy of file.source.copies ?? []) {
      const read = await this.readCopy(copy);
      const faultOfCopy = read.fault();
      if (faultOfCopy === undefined) {
        read.broken.push(...broken);
        file.release();
        return read;
      }
      broken.push({ path: read.path, ...faultOfCopy });
    }
    file.broken.push(...broken.slice(1));
    return file;
  }

  private async readCopy(copy: FileToReplay): Promise<LoadedFile> {
    const path = pathOf(this.partition, copy);
    await prepareFor(copy.extension);
    const content = await readWhole(this.inFlight.directories, path, async (size) => this.assertReadable(size)).catch(
      (error: unknown) => ({ error }),
    );
    const read = new LoadedFile(this.partition, copy, path, content, this.inFlight.maxFileBytes);
    if (!read.unfold(read.claimed)) {
      read.refuse(tooLarge(read.claimed));
    }
    return read;
  }

  /**
   * Refuses a file that is too large for the function's memory. It would otherwise end the process, and every replay
   * with it.
   */
  private assertReadable(size: number): void {
    const { maxFileBytes } = this.inFlight;
    if (size > maxFileBytes) {
      throw new Error(
        `the file has ${size} bytes, and ${maxFileBytes} are the most that are read; it is damaged, or somebody else's, or the ` +
          'function needs more memory',
      );
    }
  }

  private async readOne(
    file: FileToReplay,
    urgent: Promise<void>,
    before: Promise<void>,
    admitted: () => void,
  ): Promise<LoadedFile> {
    const path = pathOf(this.partition, file);
    let claim: Claim | undefined;
    let claimed = 0;
    try {
      const content = await readWhole(this.inFlight.directories, path, async (size, peek) => {
        this.assertReadable(size);
        claimed = await unfoldedSize(file.extension, size, peek, this.inFlight.maxFileBytes);
        await before;
        claim = this.inFlight.bytes.claim(claimed + CLAIM_OF_ANY_FILE);
        await claim.admitted(urgent);
        admitted();
      });
      return new LoadedFile(this.partition, file, path, content, claimed, claim);
    } catch (error) {
      return new LoadedFile(this.partition, file, path, { error }, claimed, claim);
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

function tooLarge(room: number): Error {
  return new Error(`it unfolds to more than ${room} bytes, and there is no room for more`);
}

/** Resolves after everything that can be resolved without waiting. */
function soon<Value>(value: Value): Promise<Value> {
  return new Promise((resolve) => {
    setImmediate(() => {
      resolve(value);
    });
  });
}
