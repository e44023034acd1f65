/**
 * A list to which entries are added one after the other. A listener is called for every entry, also for those that are
 * added later.
 */
export class LateList<T> {
  private readonly items: T[] = [];
  private readonly watchers: ((item: T) => void)[] = [];

  public get all(): T[] {
    return [...this.items];
  }

  public add(item: T): void {
    this.items.push(item);
    this.watchers.forEach((watch) => {
      watch(item);
    });
  }

  public forEach(watch: (item: T) => void): void {
    this.items.forEach(watch);
    this.watchers.push(watch);
  }
}
