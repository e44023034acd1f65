import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import { BASE } from '../places';
import type { Sources } from './sources';

export const GITHUB = 'https://github.com/cdk-s3files/cdk-s3files';

const IN_REPOSITORY =
  /^https:\/\/(?:github\.com\/cdk-s3files\/cdk-s3files\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk-s3files\/cdk-s3files)\/main\//;
const CODE = /(^ *```[\s\S]*?^ *```$|`[^`\n]+`)/m;
/** A link to a file that is no page, once it is rewritten: those alone begin with a slash. An image is no link. */
const LINK_TO_FILE = /(?<!!)\[([^[\]]*)\]\(\/([^)\s]+)\)/g;
const LINK = /\]\(([^)\s]+)\)/g;
const ATTRIBUTE = /\b(src|srcset|href)="([^"]+)"/g;

/** Makes the links of a page of the repository lead to where things are on the site, or else on GitHub. */
export class Links {
  constructor(
    private readonly sources: Sources,
    private readonly page: string,
  ) {}

  /** The page's text with its links as the site needs them; code stays as it is. */
  rewritten(text: string): string {
    return text
      .split(CODE)
      .map((part, index) =>
        index % 2 === 1
          ? part
          : part
              .replace(LINK, (_, link) => `](${this.target(link)})`)
              .replace(LINK_TO_FILE, `<a href="${BASE}$2" target="_self">$1</a>`)
              .replace(ATTRIBUTE, (_, name, link) => `${name}="${this.target(link)}"`),
      )
      .join('');
  }

  private target(link: string): string {
    const isAbsolute = IN_REPOSITORY.test(link);
    if (!isAbsolute && /^([a-z]+:|#|\/)/.test(link)) return link;
    const [path, anchor] = link.replace(IN_REPOSITORY, '').split('#');
    const wanted = posix.normalize(isAbsolute ? path : posix.join(posix.dirname(this.page), path));
    const place = this.place(wanted);
    return anchor === undefined ? place : `${place}#${anchor}`;
  }

  private place(path: string): string {
    const from = this.sources.pages.get(this.page) ?? '';
    const page = this.sources.pageOf(path);
    if (page !== undefined) return relative(from, page);
    const file = this.sources.files.get(path);
    if (file !== undefined) return `/${file}`; // the generator puts the site's folder in front, but not in tags of ours
    if (!existsSync(join(REPOSITORY, path))) throw new Error(`${this.page} has a link to ${path}, which is not there`);
    return `${GITHUB}/${statSync(join(REPOSITORY, path)).isDirectory() ? 'tree' : 'blob'}/main/${path}`;
  }
}

/** One page as seen from another, always with a dot in front: without it the generator takes it for a name. */
function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
