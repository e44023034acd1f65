import type { DocsSchema, JsiiEntity, TypeSchema } from 'jsii-docgen';
import { LANGUAGES, type Language } from '../languages';

const AWS_CDK = 'https://docs.aws.amazon.com/cdk/api/v2/docs';

/** Text that Markdown and Vue take as it is. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\{\{/g, '&#123;&#123;');
}

/** A docstring: Markdown, in which what is no code may not be taken for a tag. */
export function prose(text: string): string {
  return text
    .split(/(^```[\s\S]*?^```|`[^`\n]+`)/m)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/</g, '&lt;').replace(/\{\{/g, '&#123;&#123;')))
    .join('');
}

/** Something of each language, of which the reader sees the one that was chosen; without variants where all agree. */
export function inEachLanguage(contents: Readonly<Record<Language, string>>): string {
  if (new Set(Object.values(contents)).size === 1) return contents.typescript;
  return LANGUAGES.map((language) => {
    const elsewhere = language === 'typescript' ? '' : ' ignore-header';
    return `<span class="in-words in-words-${language}${elsewhere}">${contents[language]}</span>`;
  }).join('');
}

/** The type of a property or a parameter, with links to the pages of the types in it. */
export function typeMarkup(type: TypeSchema): string {
  const types = [...(type.types ?? [])];
  return type.formattingPattern
    .split('%')
    .map((text, index) => {
      const inner = index === 0 ? undefined : types.shift();
      return `${inner === undefined ? '' : isEntity(inner) ? link(inner) : typeMarkup(inner)}${escaped(text)}`;
    })
    .join('');
}

function isEntity(type: TypeSchema | JsiiEntity): type is JsiiEntity {
  return 'id' in type;
}

/** The page of a type: one of this site, or of AWS CDK's. */
function link({ id, displayName, packageName }: JsiiEntity): string {
  const page = packageName === 'cdk-s3files' ? pageOf(id) : `${AWS_CDK}/${id}.html`;
  return `<a href="${page}">${escaped(displayName)}</a>`;
}

/** The page of a type of this library, beside the other pages of the reference. */
export function pageOf(id: string): string {
  return `./${id.replace(/^cdk-s3files\./, '')}.html`;
}

/** The text of a docstring, without its example. */
export function docsMarkup(docs: DocsSchema): string {
  const see = docs.links?.map((url) => (/^https?:/.test(url) ? `<${url}>` : prose(url))).join(', ');
  const deprecated = docs.deprecated ? `**Deprecated.** ${prose(docs.deprecationReason ?? '')}` : undefined;
  return [deprecated, docs.summary && prose(docs.summary), docs.remarks && prose(docs.remarks), see && `See ${see}.`]
    .filter((part) => part)
    .join('\n\n');
}
