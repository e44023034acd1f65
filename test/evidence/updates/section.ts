import { difference, type Resources, type Step } from './difference';
import { World } from './world';

/** A change of one property on a stack that is deployed. */
export interface Change<P> {
  /** A description of the change, if the name of the property is not enough. */
  readonly how?: string;
  /** The properties before the change, beside those that the section gives to everything. */
  readonly before?: (world: World) => Partial<P>;
  readonly after: (world: World) => Partial<P>;
  /** A remark on effects that no template shows. */
  readonly note?: string;
}

/** A change for each property: the compiler asks for those that are missing. */
export type Changes<P> = { readonly [Name in keyof P]-?: Change<P> | readonly Change<P>[] };

/** A part of the page: the properties of one structure. */
export interface SectionOf<P> {
  readonly heading: string;
  readonly lead?: string;
  /** The name of the structure in `.jsii`. */
  readonly struct: string;
  /** The properties that stay. */
  readonly base?: (world: World) => Partial<P>;
  readonly build: (world: World, props: P) => void;
  readonly changes: Changes<P>;
}

/** A change as it was measured. */
export interface Row {
  readonly property: string;
  readonly how?: string;
  readonly steps: readonly Step[];
  readonly note?: string;
}

export interface Section {
  readonly heading: string;
  readonly lead?: string;
  readonly struct: string;
  readonly properties: readonly string[];
  readonly rows: () => Row[];
  /** Builds it with these properties beside those that stay, whatever they are. */
  readonly attempt: (props: Readonly<Record<string, unknown>>) => void;
}

/** Makes a section whose rows are measured when they are asked for. */
export function section<P extends object>({ base = () => ({}), build, changes, ...about }: SectionOf<P>): Section {
  const synthesize = (props: (world: World) => Partial<P>): Resources => {
    const world = new World();
    build(world, { ...base(world), ...props(world) } as P);
    return world.resources();
  };
  let shared: Resources | undefined;
  const withoutChange = (): Resources => {
    shared ??= synthesize(() => ({}));
    return shared;
  };
  const measure = (property: string, { how, before, after, note }: Change<P>): Row => ({
    property,
    how,
    note,
    steps: difference(before ? synthesize(before) : withoutChange(), synthesize(after)),
  });
  const entries = Object.entries(changes) as [string, Change<P> | readonly Change<P>[]][];
  return {
    ...about,
    properties: entries.map(([property]) => property),
    attempt: (props) => {
      const world = new World();
      build(world, { ...base(world), ...props } as P);
    },
    rows: () =>
      entries.flatMap(([property, all]) => [all].flat().map((change) => measure(property, change as Change<P>))),
  };
}
