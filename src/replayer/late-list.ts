/** Things that are made one after the other. Whoever does something with each gets those that are made later, too. */
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
