import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';

/** The README as the first page: its title becomes the banner, and its badges, which others serve, are left out. */
export function homePage(readme: string): string {
  const { description } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { description: string };
  const text = readme.replace(/^# .+\n/, '').replace(/^\[!\[.*\n/gm, '');
  const actions = [
    { theme: 'brand', text: 'Install it', link: '#install' },
    { theme: 'alt', text: 'Documentation', link: '/documentation' },
    { theme: 'alt', text: 'API', link: '/api/' },
  ];
  const banner = { layout: 'home', hero: { name: 'cdk-s3files', tagline: description, actions } };
  return `---\n${JSON.stringify(banner)}\n---\n${text}`;
}
