import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { BASE } from './places';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Serves a built site to this machine alone; `vitepress preview` would serve it to all of the network. */
export function serveSite(folder: string): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') {
      response.writeHead(302, { location: BASE }).end();
      return;
    }
    const file = pathname.startsWith(BASE)
      ? fileOf(folder, decodeURIComponent(pathname.slice(BASE.length)))
      : undefined;
    const shown = file ?? join(folder, '404.html');
    response.writeHead(file === undefined ? 404 : 200, {
      'content-type': TYPES[extname(shown)] ?? 'application/octet-stream',
    });
    createReadStream(shown).pipe(response);
  });
}

function fileOf(folder: string, path: string): string | undefined {
  const wanted = join(folder, normalize(`/${path}`));
  return [wanted, `${wanted}.html`, join(wanted, 'index.html')].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  );
}
