/**
 * Tells whether a file or directory of this name is hidden. Programs that list directories pass over names with a dot
 * at the front. Amazon Athena, Apache Spark and Apache Arrow silently pass over names with an underscore:
 * https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html
 */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_');
}

/** The name, with its first character percent-encoded if it would be hidden. */
export function unhidden(name: string): string {
  return isHidden(name) ? `%${name.charCodeAt(0).toString(16).toUpperCase()}${name.slice(1)}` : name;
}
