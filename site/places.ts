import { join } from 'node:path';
import { REPOSITORY } from '../local/process/places';

/** Where the site is published, below its host: links to files that are no pages need it. */
export const BASE = '/cdk-s3files/';

export const SITE = join(REPOSITORY, 'site');
/** What is written for the generator, and thrown away: the pages as it takes them. */
export const PAGES = join(SITE, '.pages');
/** The site itself. */
export const OUTPUT = join(REPOSITORY, 'docs-site');
/** The menus, beside the pages. */
export const NAVIGATION = join(PAGES, 'navigation.json');
