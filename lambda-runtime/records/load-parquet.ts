/** A module that is loaded only when it is needed. It is a file of its own in the handlers' bundles. */
class LateModule<Module> {
  private loaded: Module | undefined;

  public constructor(
    private readonly name: string,
    private readonly importing: () => Promise<Module>,
  ) {}

  public async load(): Promise<Module> {
    this.loaded ??= await this.importing();
    return this.loaded;
  }

  /** The module, which must have been loaded before. It is for code that cannot wait. */
  public get now(): Module {
    if (this.loaded === undefined) {
      throw new Error(`${this.name} is used before it is loaded`);
    }
    return this.loaded;
  }
}

export const parquetReader = new LateModule('what reads Parquet', () => import('./parquet/reader'));
export const parquetWriter = new LateModule('what writes Parquet', () => import('./parquet/writer'));
