/** Reads CHANGELOG.md, the one source of a release's version and notes. */

/** The heading of a version: its number, and the day of its release once that is known. */
const HEADING = /^## (\d+\.\d+\.\d+) \((unreleased|\d{4}-\d{2}-\d{2})\)$/;

export interface Entry {
  readonly version: string;
  /** The day, as `2026-12-01`. Absent before the release. */
  readonly released?: string;
  /** The text below the heading. */
  readonly notes: string;
}

/** The versions of a changelog, newest first. */
export function entriesOf(changelog: string): Entry[] {
  const sections = changelog.split(/^(?=## )/m).filter((section) => section.startsWith('## '));
  return sections.map((section) => {
    const [heading, ...lines] = section.split('\n');
    const [, version, day] = HEADING.exec(heading) ?? [];
    if (version === undefined) {
      throw new Error(
        `CHANGELOG.md has the heading '${heading}', which names no version: write '## 1.2.3 (unreleased)', or the day of the release between the parentheses`,
      );
    }
    return { version, released: day === 'unreleased' ? undefined : day, notes: lines.join('\n').trim() };
  });
}

/** The version that comes next, or has just been prepared. */
export function newestEntry(changelog: string): Entry {
  const [newest] = entriesOf(changelog);
  if (newest === undefined) {
    throw new Error("CHANGELOG.md names no version: begin its first section with '## 1.2.3 (unreleased)'");
  }
  if (newest.notes === '') {
    throw new Error(`CHANGELOG.md says nothing of ${newest.version}: a release has at least one line of notes`);
  }
  return newest;
}

/** The version that apps can install: the newest that is released, or the first one, before there is any. */
export function installableVersion(changelog: string): string {
  const entries = entriesOf(changelog);
  return (entries.find(({ released }) => released !== undefined) ?? entries[0]).version;
}
