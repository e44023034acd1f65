/** A list that calls its listeners for every entry, also for entries that were added before the listener. */
export class OpenList<T> {
  private readonly entries: T[] = [];
  private readonly listeners: ((entry: T) => void)[] = [];

  public add(entry: T): void {
    this.entries.push(entry);
    for (const listener of this.listeners) {
      listener(entry);
    }
  }

  public forEach(listener: (entry: T) => void): void {
    this.entries.forEach(listener);
    this.listeners.push(listener);
  }
}
