import type { Plugin } from 'vite';

const builtStyles = /[^\S\n]*<link rel="stylesheet" crossorigin href="[^"]+">\n/g;

/** The page with the style sheets of its scripts at the end of its body. */
export const withStylesLast = (html: string): string =>
  html
    .replaceAll(builtStyles, '')
    .replace('  </body>', `${(html.match(builtStyles) ?? []).join('')}  </body>`);

/**
 * Puts the style sheets of the scripts after the first frame, which is then painted without them. The scripts still wait for
 * them: a module runs once the page is parsed and no style sheet is pending.
 */
export const paintFirstFrame: Plugin = {
  name: 'paint-first-frame',
  transformIndexHtml: { order: 'post', handler: withStylesLast },
};
