/** Counts items, of which there may be millions, and keeps the first of them. */
export class Sample {
  public readonly first: string[] = [];
  private all = 0;

  /** @param most how many are kept */
  public constructor(private readonly most: number) {}

  public get count(): number {
    return this.all;
  }

  public add(text: string): void {
    this.all++;
    if (this.first.length < this.most) {
      this.first.push(text);
    }
  }
}
