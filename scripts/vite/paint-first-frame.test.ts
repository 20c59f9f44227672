import { expect, test } from 'vitest';
import { withStylesLast } from './paint-first-frame.ts';

const links = ['a', 'b'].map(
  (name) => `    <link rel="stylesheet" crossorigin href="./assets/${name}.css">\n`,
);

const createPage = (head: readonly string[], end: readonly string[]): string =>
  `<html>
  <head>
    <link rel="stylesheet" href="./first-frame.css" />
    <script type="module" crossorigin src="./assets/index.js"></script>
${head.join('')}  </head>
  <body>
    <div id="root"></div>
${end.join('')}  </body>
</html>
`;

test('moves the built style sheets behind the first frame, in their order', () => {
  expect(withStylesLast(createPage(links, []))).toBe(createPage([], links));
  expect(withStylesLast(createPage([], []))).toBe(createPage([], []));
});
