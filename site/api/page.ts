import type {
  CallableSchema,
  ClassSchema,
  DocsSchema,
  EnumSchema,
  InterfaceSchema,
  JsiiEntity,
  PropertySchema,
  StructSchema,
} from 'jsii-docgen';
import type { Assembly } from 'jsii-reflect';
import { LANGUAGES, type Language } from '../languages';
import { choiceOf, codeMarkup } from '../snippets/show';
import type { Entity, Interfaces } from './interfaces';
import { docsMarkup, escaped, inEachLanguage, pageOf, prose, typeMarkup } from './markup';

export type Documented = ClassSchema | StructSchema | InterfaceSchema | EnumSchema;

/** Shows an example of a docstring in all languages. */
export type ShowExample = (code: string, id: string) => string;

/** Writes the pages of types, which refer to each other. */
export class TypePages {
  constructor(
    private readonly interfaces: Interfaces,
    private readonly showExample: ShowExample,
  ) {}

  /** The page of a type. */
  page(type: Documented, kind: string): string {
    const parts = [
      `# ${type.displayName} <Badge type="info" text="${kind}" />`,
      choiceOf(LANGUAGES),
      this.docs(type.docs, type.id),
      ...('usage' in type && type.usage ? [this.usage(type.id)] : []),
      ...('initializer' in type ? this.initializer(type) : []),
      ...('members' in type ? this.members(type) : []),
      ...('constants' in type ? this.section('Constants', type.constants, (it) => this.property(it, false)) : []),
      ...('staticMethods' in type
        ? this.section('Static functions', this.own(type, type.staticMethods), (it) => this.callable(it))
        : []),
      ...('instanceMethods' in type
        ? this.section('Methods', this.own(type, type.instanceMethods), (it) => this.callable(it))
        : []),
      ...('properties' in type
        ? this.section('Properties', this.own(type, type.properties), (it) => this.property(it, 'usage' in type))
        : []),
      this.inherited(type),
      ...('implementations' in type ? this.implementations(type) : []),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
  }

  private docs(docs: DocsSchema, id: string): string {
    const example = docs.example === undefined ? '' : `\n\n${this.showExample(docs.example, id)}`;
    return `${docsMarkup(docs)}${example}`;
  }

  private section<T>(title: string, things: readonly T[], show: (thing: T) => string): string[] {
    return things.length === 0 ? [] : [`## ${title}`, ...things.map(show)];
  }

  private initializer(type: ClassSchema): string[] {
    if (type.initializer === undefined) return [];
    return ['## Initializer {#initializer}', this.usage(type.initializer.id), this.parameters(type.initializer)];
  }

  private members({ members }: EnumSchema): string[] {
    return this.section(
      'Members',
      members,
      (member) => `${this.heading(member)}\n\n${this.docs(member.docs, member.id)}`,
    );
  }

  private callable(callable: CallableSchema & { docs: DocsSchema }): string {
    const parts = [
      this.heading(callable),
      this.docs(callable.docs, callable.id),
      this.usage(callable.id),
      this.parameters(callable),
    ];
    return parts.filter((part) => part !== '').join('\n\n');
  }

  private parameters({ parameters }: CallableSchema): string {
    return parameters
      .map(({ displayName, type, docs, optional, default: standard }) => {
        const said = [docs.summary, docs.remarks]
          .filter((text) => text)
          .join(' ')
          .replace(/\s+/g, ' ');
        const otherwise = standard === undefined ? '' : `Default: ${prose(standard.replace(/^- /, ''))}`;
        const meaning = [prose(said), otherwise].filter((text) => text !== '').join(' ');
        const what = `\`${displayName}\`, <code class="type">${typeMarkup(type)}</code>${optional ? ', optional' : ''}`;
        return meaning === '' ? `- ${what}` : `- ${what}: ${meaning}`;
      })
      .join('\n');
  }

  private property(property: PropertySchema, isOption: boolean): string {
    const types = this.each(property.id, (entity) => (entity.type === undefined ? '' : typeMarkup(entity.type)));
    const need = isOption ? (property.optional ? ' · optional' : ' · **required**') : '';
    const standard = property.default === undefined ? '' : ` · default: ${prose(property.default.replace(/^- /, ''))}`;
    return [
      this.heading(property),
      `<code class="type">${inEachLanguage(types)}</code>${need}${standard}`,
      this.docs(property.docs, property.id),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  }

  /** The name in each language; links lead to the one in TypeScript. */
  private heading({ id, displayName }: { readonly id: string; readonly displayName: string }): string {
    return `### ${inEachLanguage(this.each(id, (entity) => escaped(entity.displayName)))} {#${displayName}}`;
  }

  private usage(id: string): string {
    return codeMarkup(this.each(id, ({ usage }) => usage ?? ''));
  }

  private each(id: string, show: (entity: Entity) => string): Record<Language, string> {
    const entity = this.interfaces.entity(id);
    return Object.fromEntries(LANGUAGES.map((language) => [language, show(entity[language])])) as Record<
      Language,
      string
    >;
  }

  /** The members that a type has of its own. Those from AWS CDK are named in one line. */
  private own<T extends { readonly id: string }>(type: Documented, members: readonly T[]): readonly T[] {
    const foreign = foreignMembers(this.interfaces.assembly, type.id);
    return members.filter(({ id }) => !foreign.has(nameOf(id)));
  }

  private inherited(type: Documented): string {
    const foreign = foreignMembers(this.interfaces.assembly, type.id);
    const members = [
      ...('instanceMethods' in type ? type.instanceMethods : []),
      ...('staticMethods' in type ? type.staticMethods : []),
      ...('properties' in type && !('usage' in type) ? type.properties : []),
    ].filter(({ id }) => foreign.has(nameOf(id)));
    if (members.length === 0) return '';
    return `From AWS CDK: ${members.map(({ displayName }) => `\`${displayName}\``).join(', ')}.`;
  }

  private implementations({ id, implementations }: InterfaceSchema): string[] {
    const others = implementations.filter((entity: JsiiEntity) => entity.id !== id);
    if (others.length === 0) return [];
    return [
      `Implemented by ${others.map((entity) => `[\`${entity.displayName}\`](${pageOf(entity.id).replace(/html$/, 'md')})`).join(', ')}.`,
    ];
  }
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** The members of a type that another library defines. Options are shown whole, wherever they come from. */
function foreignMembers(assembly: Assembly, id: string): ReadonlySet<string> {
  const type = assembly.system.findFqn(id);
  if (!type.isClassType() && !(type.isInterfaceType() && !type.isDataType())) return new Set();
  const members = [...type.allMethods, ...type.allProperties];
  return new Set(
    members.filter(({ definingType }) => definingType.assembly.name !== assembly.name).map(({ name }) => name),
  );
}
