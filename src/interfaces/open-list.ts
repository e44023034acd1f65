/** A list that tells of its entries, those that are there and those that come later: the order of calls does not matter. */
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
