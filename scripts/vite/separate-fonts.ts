import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';

/** One of the fonts that Cloudscape's style sheet contains as text. */
const fontFace = /@font-face \{[^}]*?font-weight: (\d+);[^}]*?font-style: (\w+);[^}]*?\}/g;
const fontData = /url\('data:font\/woff2;base64,([^']+)'\)/;

/** The weights of the text on the first screen. */
const firstWeights = ['400', '700'];

/**
 * Makes files of Cloudscape's fonts, so that the page loads only those that it uses, and shows text in the system's font until
 * they are decoded, instead of hiding it. The fonts of the first screen are requested together with its scripts.
 *
 * @param folder for the files before they are named after their content.
 */
export function separateFonts(folder: string): Plugin {
  return {
    name: 'separate-fonts',
    enforce: 'pre',
    transform: {
      filter: { id: /\/global-styles\/index\.css$/ },
      handler: (code, id) =>
        code.replaceAll(fontFace, (face: string, weight: string, style: string) =>
          face
            .replace('@font-face {', '@font-face { font-display: swap;')
            .replace(fontData, (_, data: string) => {
              const file = join(folder, `open-sans-${weight}-${style}.woff2`);
              mkdirSync(folder, { recursive: true });
              writeFileSync(file, Buffer.from(data, 'base64'));
              return `url('${relative(dirname(id), file).replaceAll('\\', '/')}')`;
            }),
        ),
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        firstWeights
          .flatMap((weight) =>
            Object.keys(bundle).filter((name) => name.includes(`open-sans-${weight}-normal`)),
          )
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${name}` },
            injectTo: 'head',
          })),
    },
  };
}
