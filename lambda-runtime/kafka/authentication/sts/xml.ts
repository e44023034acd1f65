/** The characters that XML writes as names. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of the first element with this name in an answer of AWS STS; undefined if there is none, or if it is empty. */
export function textOf(xml: string, element: string): string | undefined {
  const [, text = ''] = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml) ?? [];
  return text.trim().replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity) || undefined;
}
