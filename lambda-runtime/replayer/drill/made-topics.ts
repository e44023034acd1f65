import type { ObjectStore } from '../runs/object-store';
import type { OwnTopics } from '../topics/own-topics';
import { type BegunDrill, writeDrill } from './drill-record';

/** The topics that a drill has made. Each is written down as soon as it is made: the end of the drill deletes these and no others. */
export class MadeTopics implements OwnTopics {
  private readonly made: Set<string>;
  private written = Promise.resolve();

  public constructor(
    private readonly store: ObjectStore,
    private readonly run: string,
    private readonly begun: BegunDrill,
  ) {
    this.made = new Set(begun.made);
  }

  public readonly has = (topic: string): boolean => this.made.has(topic);

  /** Adds a topic. The writes are one after the other, since each has all topics that were made before. */
  public readonly add = (topic: string): Promise<void> => {
    this.made.add(topic);
    this.written = this.written.then(() =>
      writeDrill(this.store, this.run, { ...this.begun, made: [...this.made].sort() }),
    );
    return this.written;
  };
}
