export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

type Elements = Readonly<Record<string, unknown>>;

/** An error as S3 words it. */
export class S3Error extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The elements of the answer beside code and message. */
    readonly more: Elements = {},
  ) {
    super(message);
  }
}

export function errorDocument({ status, code, message, more }: S3Error): S3Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements({ Code: code, Message: message, ...more })}</Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

export function elements(content: Elements): string {
  return Object.entries(content)
    .map(([name, value]) => {
      const inner =
        typeof value === 'object' && value !== null ? elements(value as Elements) : escapeXml(String(value));
      return `<${name}>${inner}</${name}>`;
    })
    .join('');
}

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // Characters below the blank cannot stand in XML as they are.
  return text.replaceAll(
    /[&<>"]|[^ -\uffff]/g,
    (character) => entities[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );
}
