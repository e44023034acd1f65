import { join } from 'node:path';
import { REPOSITORY } from '../local/process/places';

/** The path of the site below its host. Links to files that are no pages need it. */
export const BASE = '/cdk-s3files/';

export const SITE = join(REPOSITORY, 'site');
/** The pages in the form in which the generator takes them. Each build writes them anew. */
export const PAGES = join(SITE, '.pages');
/** The site itself. */
export const OUTPUT = join(REPOSITORY, 'docs-site');
/** The menus, beside the pages. */
export const NAVIGATION = join(PAGES, 'navigation.json');
