import type { Interfaces } from './interfaces';
import { prose } from './markup';
import type { Documented, ShowExample } from './page';
import { TypePages } from './page';

/** A kind of types, and what it is. */
const KINDS = [
  { of: 'constructs', title: 'Constructs', kind: 'construct' },
  { of: 'classes', title: 'Classes', kind: 'class' },
  { of: 'interfaces', title: 'Interfaces', kind: 'interface' },
  { of: 'structs', title: 'Options', kind: 'options' },
  { of: 'enums', title: 'Enumerations', kind: 'enumeration' },
] as const;

export interface ApiGroup {
  readonly title: string;
  readonly types: readonly Documented[];
}

/** The types of the library, by their kinds. */
export function apiGroups({ reference }: Interfaces): ApiGroup[] {
  return KINDS.map(({ of, title }) => ({ title, types: reference[of] }));
}

/** The pages of the reference by their names: one for each type, and a list of all. */
export function apiPages(interfaces: Interfaces, showExample: ShowExample): Map<string, string> {
  const pages = new TypePages(interfaces, showExample);
  const byName = new Map(
    KINDS.flatMap(({ of, kind }) =>
      interfaces.reference[of].map((type): [string, string] => [`${type.displayName}.md`, pages.page(type, kind)]),
    ),
  );
  const lists = apiGroups(interfaces).map(({ title, types }) => {
    const lines = types.map(
      ({ displayName, docs }) => `- [${displayName}](${displayName}.md): ${prose(summary(docs))}`,
    );
    return `## ${title}\n\n${lines.join('\n')}`;
  });
  return byName.set(
    'index.md',
    `# API\n\nAll types of the library. The names on their pages follow the language that you choose there.\n\n${lists.join('\n\n')}\n`,
  );
}

function summary({ summary = '' }: Documented['docs']): string {
  return summary.replace(/\s+/g, ' ');
}
